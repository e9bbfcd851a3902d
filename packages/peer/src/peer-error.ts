export type PeerErrorCode =
  /** The other side answered with a status that is no success. */
  | 'status'
  /** No connection, or it broke. */
  | 'unreachable'
  | 'timeout'
  /** The answer was longer than agreed, or not in the agreed form. */
  | 'bad-answer'
  /** The other side is of another cluster or of a version that does not fit. */
  | 'incompatible'
  /** The other side says that this member was removed from the cluster. */
  | 'removed';

/** A request to another member failed. `status` is the HTTP status, if there was an answer. */
export class PeerError extends Error {
  override readonly name = 'PeerError';
  readonly code: PeerErrorCode;
  readonly status: number | undefined;

  constructor(code: PeerErrorCode, message: string, options?: ErrorOptions & { status?: number }) {
    super(message, options);
    this.code = code;
    this.status = options?.status;
  }
}

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

/** Throws unless the status of an answer says that the peer took what it was sent. `text` is the answer's body. */
export function requireDelivered(peer: string, status: number, text: string): void {
  if (status === 204 || status === 200) return;
  const said = `peer ${peer} answered ${status}: ${text}`;
  switch (status) {
    case 403:
      // etcd refuses in the same way what is meant for another member: somebody else has the peer's address for the moment.
      throw new PeerError(text.includes('mismatch') ? 'status' : 'removed', said, { status });
    case 410:
      throw new PeerError('removed', said, { status });
    case 412:
      throw new PeerError('incompatible', said, { status });
    default:
      throw new PeerError('status', said, { status });
  }
}

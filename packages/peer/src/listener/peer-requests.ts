import type {
  HashKVRequest,
  HashKVResponse,
  LeaseInternalRequest,
  LeaseInternalResponse,
  LeaseKeepAliveRequest,
  LeaseKeepAliveResponse,
} from '@quorate/protocol';

/**
 * What peers ask of a member besides raft. A rejection with an error that has a `peerStatus` number is answered with that HTTP
 * status and the error's text; any other becomes 500.
 */
export interface PeerRequests {
  /** The members as a JSON list. */
  members(): string;
  /** The versions as a JSON document. */
  version(): string;
  /** Promotes a learner; resolves the members as a JSON list. `authorization` is the request's header, if there was one. */
  promote(id: bigint, authorization: string | undefined): Promise<string>;
  hashKv(request: HashKVRequest): Promise<HashKVResponse>;
  renewLease(request: LeaseKeepAliveRequest): Promise<LeaseKeepAliveResponse>;
  leaseTimeToLive(request: LeaseInternalRequest): Promise<LeaseInternalResponse>;
  /** Whether the cluster is on its way to an older version, as of now. */
  downgradeEnabled(): Promise<boolean>;
}

/** An error that says with which HTTP status a peer is to be answered: as text, or as JSON `{"message": …}` where peers expect it. */
export class PeerRequestError extends Error {
  override readonly name = 'PeerRequestError';
  readonly peerStatus: number;
  readonly asJson: boolean;

  constructor(peerStatus: number, message: string, options?: ErrorOptions & { asJson?: boolean }) {
    super(message, options);
    this.peerStatus = peerStatus;
    this.asJson = options?.asJson ?? false;
  }
}

import type { ResponseHeader } from '@quorate/protocol';
import type { EtcdErrorCode } from './etcd-error-code.ts';

const brand = Symbol.for('@quorate/client/EtcdError');

/** What an {@link EtcdError} is made of. */
export interface EtcdErrorInit {
  readonly message: string;
  /** gRPC status number; 2 (Unknown) for what did not come from a server. */
  readonly grpcCode: number;
  readonly mayHaveExecuted: boolean;
  /** The endpoint that answered or was asked, if one was. */
  readonly endpoint?: string | undefined;
  /** The rpc, e.g. `/etcdserverpb.KV/Put`. */
  readonly method?: string | undefined;
  /** Of the answer that told of it, if one did: servers end watches with an answer. */
  readonly header?: ResponseHeader | undefined;
  readonly cause?: unknown;
}

/**
 * Whatever fails in this package. Switch on `code`; the message is for people.
 *
 * @example
 * ```ts
 * import { EtcdClient, EtcdError } from '@quorate/client';
 *
 * await using client = new EtcdClient({ endpoints: 'http://127.0.0.1:2379' });
 * try {
 *   await client.kv.get('k', { revision: 1_000_000_000 });
 * } catch (error) {
 *   if (!(error instanceof EtcdError) || error.code !== 'future-revision') throw error;
 *   console.log(error.grpcCode, error.mayHaveExecuted);
 * }
 * ```
 */
export class EtcdError extends Error {
  /** Stable name of what went wrong. */
  readonly code: EtcdErrorCode;
  /** gRPC status number, e.g. 14 for Unavailable. */
  readonly grpcCode: number;
  /** The request may have been executed although no answer came. `false` is a promise that it was not, or that it only read. */
  readonly mayHaveExecuted: boolean;
  readonly endpoint: string | undefined;
  readonly method: string | undefined;
  /** Of the answer that told of it, if one did. */
  readonly header: ResponseHeader | undefined;

  constructor(code: EtcdErrorCode, init: EtcdErrorInit) {
    super(init.message, init.cause === undefined ? undefined : { cause: init.cause });
    this.name = new.target.name;
    this.code = code;
    this.grpcCode = init.grpcCode;
    this.mayHaveExecuted = init.mayHaveExecuted;
    this.endpoint = init.endpoint;
    this.method = init.method;
    this.header = init.header;
    Object.defineProperty(this, brand, { value: true });
  }

  /** The same error, after an earlier attempt that may have been executed. */
  withDoubt(): EtcdError {
    const { message, grpcCode, endpoint, method } = this;
    return new EtcdError(this.code, { message, grpcCode, endpoint, method, mayHaveExecuted: true, cause: this });
  }
}

/** Whether something thrown is an {@link EtcdError}, also one of another copy of this package. */
export function isEtcdError(value: unknown): value is EtcdError {
  return typeof value === 'object' && value !== null && brand in value;
}

/** The revision asked for was compacted away. */
export class CompactedError extends EtcdError {
  /** The oldest revision that can still be read or watched; 0 when the server did not say. */
  readonly compactRevision: number;

  constructor(compactRevision: number, init: EtcdErrorInit) {
    super('compacted', init);
    this.compactRevision = compactRevision;
  }
}

/** The lease, or the session on it, is gone: it expired, was revoked, or could not be kept alive in time. */
export class LeaseLostError extends EtcdError {
  readonly leaseId: bigint;

  constructor(leaseId: bigint, message: string, cause?: unknown) {
    super('lease-lost', { message, grpcCode: 5, mayHaveExecuted: false, cause });
    this.leaseId = leaseId;
  }
}

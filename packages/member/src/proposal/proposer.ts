import type { Clock } from '@quorate/ports';
import { ConfChange } from '@quorate/protocol';
import type { RawNode } from '@quorate/raft';
import type { AppliedResults } from '../apply/applied-results.ts';
import { type LoggedRequest, type LoggedRequests, type RequestKind, wrapRequest } from '../apply/request-envelope.ts';
import type { ClusterMember } from '../cluster/cluster-member.ts';
import { MemberError } from '../member-error.ts';
import { PendingProposals } from './pending-proposals.ts';
import { ProposalQueue } from './proposal-queue.ts';
import { RequestIdGenerator } from './request-id.ts';

/** Entries that may be committed and not applied before new requests are refused, as in etcd. */
const unappliedEntriesMax = 5000;

export interface ProposerOptions {
  readonly memberId: bigint;
  readonly clock: Clock;
  /** The largest encoded request, in bytes. */
  readonly requestBytesMax: number;
  readonly timeoutMs: number;
  /** Why a request that began at a time (monotonic milliseconds) was not answered. */
  readonly timeoutError: (startedMs: number) => Error;
  /** Entries that are committed and not applied. */
  readonly unappliedEntries: () => number;
  /** Something waits for `flush`. */
  readonly onQueued: () => void;
}

/** Puts requests into the log: gives them ids, gathers those of a turn, and keeps who waits for them. */
export class Proposer {
  readonly pending: PendingProposals<LoggedRequest | undefined, unknown>;
  readonly #options: ProposerOptions;
  readonly #ids: RequestIdGenerator;
  readonly #queue: ProposalQueue;
  #stopped = false;

  constructor(options: ProposerOptions) {
    this.#options = options;
    this.#ids = new RequestIdGenerator(options.memberId, options.clock.wallMs());
    this.pending = new PendingProposals(options.clock, options.timeoutMs, options.timeoutError);
    this.#queue = new ProposalQueue(
      (id) => this.pending.has(id),
      (id) => this.pending.reject(id, new MemberError('not-leader')),
    );
  }

  /** An id that no other request of the cluster has. */
  nextId(): bigint {
    return this.#ids.next();
  }

  /**
   * See `Member.propose`. With a `term` the request is only for this member as the leader of that term: nobody else gets it to propose, and it
   * is refused as `not-leader` instead.
   */
  propose<K extends RequestKind>(
    kind: K,
    request: LoggedRequests[K],
    raw: Uint8Array,
    term?: number,
  ): Promise<AppliedResults[K]> {
    if (this.#stopped) return Promise.reject(new MemberError('stopped'));
    if (this.#options.unappliedEntries() > unappliedEntriesMax)
      return Promise.reject(new MemberError('too-many-requests'));
    const id = this.nextId();
    const data = wrapRequest(kind, raw, id);
    if (data.length > this.#options.requestBytesMax) return Promise.reject(new MemberError('request-too-large'));
    // What an entry of this kind comes to has the kind's type: the applier's table says so.
    const logged = { kind, request } as unknown as LoggedRequest;
    return this.#queued(id, logged, data, term) as Promise<AppliedResults[K]>;
  }

  /** Proposes a change of membership; resolves the members after it. */
  proposeConfChange(change: Omit<ConfChange, 'id'>): Promise<readonly ClusterMember[]> {
    if (this.#stopped) return Promise.reject(new MemberError('stopped'));
    const id = this.nextId();
    const queued = this.#queued(id, undefined, ConfChange.create({ ...change, id }));
    return queued as Promise<readonly ClusterMember[]>;
  }

  /** Hands raft what has gathered. */
  flush(node: RawNode): void {
    this.#queue.flush(node);
  }

  /** Refuses everything from here on, and everyone who waits. */
  stop(): void {
    this.#stopped = true;
    this.pending.rejectAll(new MemberError('stopped'));
  }

  #queued(
    id: bigint,
    logged: LoggedRequest | undefined,
    payload: Uint8Array | ConfChange,
    term?: number,
  ): Promise<unknown> {
    const applied = this.pending.add(id, logged);
    if (this.pending.has(id)) {
      this.#queue.add(id, payload, term);
      this.#options.onQueued();
    }
    return applied;
  }
}

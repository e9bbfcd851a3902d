import { StoreError } from '@quorate/mvcc-store';
import type { Clock, Logger } from '@quorate/ports';
import { ConfChange, ConfChangeType, ConfChangeV2, type Entry, EntryType } from '@quorate/protocol';
import { none, type RawNode } from '@quorate/raft';
import { formatId } from '@quorate/snapshot';
import type { ClusterMember } from '../cluster/cluster-member.ts';
import { decodeConfigChangeContext, decodeMember } from '../cluster/member-json.ts';
import type { MembershipChange } from '../cluster/membership.ts';
import { FatalMemberError, MemberError } from '../member-error.ts';
import type { MemberObserver } from '../member-options.ts';
import type { PendingProposals } from '../proposal/pending-proposals.ts';
import type { MemberState } from '../state/member-state.ts';
import type { Applier } from './applier.ts';
import { type LoggedRequest, requestIdOf, unwrapRequest } from './request-envelope.ts';
import { applyV2Request } from './v2-request.ts';

/** Errors that are answers: the same on every member, and no reason to stop. */
const answers: ReadonlySet<string> = new Set(['StoreError', 'LeaseError', 'MemberError']);

/** Damage of this member's files is none, whoever met it: another member would have carried the entry out. */
function isAnswer(error: unknown): error is Error {
  if (!(error instanceof Error) || !answers.has(error.name)) return false;
  return !(error instanceof StoreError && error.code === 'corrupt');
}

export interface EntryApplierOptions {
  readonly memberId: bigint;
  readonly node: RawNode;
  readonly state: MemberState;
  readonly applier: Applier;
  readonly pending: PendingProposals<LoggedRequest | undefined, unknown>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly observer: MemberObserver;
  /** The first entry of a term, which carries nothing: everything of the terms before is applied. */
  readonly onTermBegun: () => void;
  readonly onMemberChanged: (change: MembershipChange, member: ClusterMember) => void;
  readonly onClusterVersion: (version: string) => void;
}

/** Applies the entries of the log, and answers those who wait for them. */
export class EntryApplier {
  readonly #options: EntryApplierOptions;

  constructor(options: EntryApplierOptions) {
    this.#options = options;
  }

  /** Applies committed entries in order; those that the database holds already are passed over. */
  apply(entries: readonly Entry[]): void {
    const { consistentIndex } = this.#options.state;
    for (const entry of entries) {
      if (entry.index <= consistentIndex.index) continue;
      consistentIndex.index = entry.index;
      consistentIndex.term = entry.term;
      if (entry.type === EntryType.EntryNormal) this.#applyNormal(entry);
      else this.#applyConfChange(entry);
    }
  }

  #applyNormal(entry: Entry): void {
    if (entry.data.length === 0) {
      this.#options.onTermBegun();
      return;
    }
    const { pending, state, onClusterVersion } = this.#options;
    const id = requestIdOf(entry.data);
    // What this member proposed is at hand in decoded form.
    const logged = pending.requestOf(id) ?? unwrapRequest(entry.data);
    if (logged.kind === 'v2') {
      applyV2Request(logged.request, state.membership, state.clusterStore, onClusterVersion);
    } else if (logged.kind === 'unsupported') {
      // Passing it over would let this member's state differ from the others', and serve without the permissions they ask for.
      throw new FatalMemberError(
        `entry ${entry.index} of the log holds a request that this version cannot carry out (${logged.name}); go on with an etcd ` +
          'that can, on the same data directory',
      );
    } else if (logged.kind === 'nothing') {
      pending.reject(id, new MemberError('unknown-method'));
    } else {
      this.#answer(id, logged);
    }
  }

  #answer(id: bigint, logged: LoggedRequest): void {
    const { pending, applier, observer, clock } = this.#options;
    const startedMs = observer.requestApplied ? clock.monotonicMs() : 0;
    try {
      const result = applier.apply(logged);
      pending.resolve(id, result);
      observer.requestApplied?.(logged.kind, (clock.monotonicMs() - startedMs) / 1000, true);
    } catch (error) {
      if (!isAnswer(error)) throw error;
      pending.reject(id, error);
      observer.requestApplied?.(logged.kind, (clock.monotonicMs() - startedMs) / 1000, false);
    }
  }

  #applyConfChange(entry: Entry): void {
    const { node, state } = this.#options;
    if (entry.type === EntryType.EntryConfChangeV2) {
      // etcd's members never propose one; raft still has to follow it.
      state.consistentIndex.confState = node.applyConfChange(ConfChangeV2.decode(entry.data));
      return;
    }
    const confChange = ConfChange.decode(entry.data);
    try {
      const change = membershipChangeOf(confChange);
      state.membership.validate(change);
      state.consistentIndex.confState = node.applyConfChange(confChange);
      this.#changeMembership(change);
      this.#options.pending.resolve(confChange.id, state.membership.list());
    } catch (error) {
      if (!(error instanceof MemberError)) throw error;
      // Every member turns it down alike; raft is told that this change has been dealt with.
      node.applyConfChange({ ...confChange, nodeId: none });
      this.#options.pending.reject(confChange.id, error);
    }
  }

  #changeMembership(change: MembershipChange): void {
    const { state, logger, memberId, onMemberChanged } = this.#options;
    const member = state.membership.apply(change);
    if (change.kind === 'remove') state.clusterStore.removeMember(member.id);
    else state.clusterStore.saveMember(member);
    logger.info(`${messages[change.kind]}`, {
      'local-member-id': formatId(memberId),
      'member-id': formatId(member.id),
      'peer-urls': member.peerUrls,
      'is-learner': member.isLearner,
    });
    onMemberChanged(change, member);
  }
}

const messages: Readonly<Record<MembershipChange['kind'], string>> = {
  add: 'added member',
  promote: 'promote member',
  remove: 'removed member',
  update: 'updated member',
};

function membershipChangeOf(change: ConfChange): MembershipChange {
  const context = new TextDecoder().decode(change.context);
  switch (change.type) {
    case ConfChangeType.ConfChangeAddNode:
    case ConfChangeType.ConfChangeAddLearnerNode: {
      const { member, isPromote } = decodeConfigChangeContext(context);
      const isLearner = change.type === ConfChangeType.ConfChangeAddLearnerNode;
      return isPromote
        ? { kind: 'promote', id: change.nodeId }
        : { kind: 'add', member: { ...member, id: change.nodeId, isLearner } };
    }
    case ConfChangeType.ConfChangeRemoveNode:
      return { kind: 'remove', id: change.nodeId };
    case ConfChangeType.ConfChangeUpdateNode:
      return { kind: 'update', id: change.nodeId, peerUrls: decodeMember(context).peerUrls };
    default:
      throw new MemberError('unknown-method');
  }
}

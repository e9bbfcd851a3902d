import type { Store } from '@quorate/mvcc-store';
import type { Logger } from '@quorate/ports';
import { formatId } from '@quorate/snapshot';
import type { Membership } from '../cluster/membership.ts';
import { FatalMemberError } from '../member-error.ts';
import { judgeCompaction, type MemberHash, type PeerHash, type Suspicion, suspectsOf } from './hash-comparison.ts';

export interface CorruptionCheckerOptions {
  readonly memberId: bigint;
  readonly store: Store;
  readonly membership: Membership;
  readonly hashOf: (urls: readonly string[], revision: number) => Promise<MemberHash>;
  readonly logger: Logger;
  /** Resolves when a quorum has confirmed that this member's state is up to date. */
  readonly confirm: () => Promise<void>;
  /** Raises the alarm CORRUPT for a member, through the log; 0: for the whole cluster. */
  readonly raiseAlarm: (memberId: bigint) => void;
}

/** Compares the keys of the members by their hashes (HashKV), as etcd's members do, and with those. */
export class CorruptionChecker {
  readonly #options: CorruptionCheckerOptions;
  /** Compactions up to this revision were compared with all members. */
  #compared = 0;

  constructor(options: CorruptionCheckerOptions) {
    this.#options = options;
  }

  /**
   * Compares this member, which has not begun to take part, with those that run. Rejects with a FatalMemberError when one of them has
   * other data; members that do not answer, or are compacted differently, say nothing.
   */
  async checkInitially(): Promise<void> {
    const { store, logger, memberId } = this.#options;
    const local = formatId(memberId);
    logger.info('starting initial corruption check', { 'local-member-id': local });
    const own = await store.hashKv(0);
    const differing: string[] = [];
    for (const { memberId: peerId, answer, error } of await this.#askPeers(own.hashRevision)) {
      const peer = formatId(peerId);
      if (answer === undefined) {
        logger.warn('cannot fetch hash from remote peer', { 'local-member-id': local, 'remote-peer-id': peer, error });
      } else if (answer.hash !== own.hash && answer.compactRevision === own.compactRevision) {
        differing.push(peer);
        logger.warn('found different hash values from remote peer', {
          'local-member-id': local,
          'local-member-revision': own.revision,
          'local-member-compact-revision': own.compactRevision,
          'local-member-hash': own.hash,
          'remote-peer-id': peer,
          'remote-peer-hash': answer.hash,
        });
      }
    }
    if (differing.length > 0) {
      throw new FatalMemberError(
        `${local} found data inconsistency with peers: at revision ${own.hashRevision} the keys of ${differing.join(' and ')} have ` +
          'another hash. Find out which members differ with `etcdctl endpoint hashkv --cluster`; if it is this one, remove it from ' +
          'the cluster and add it again with an empty data directory',
      );
    }
    logger.info('initial corruption checking passed; no corruption', { 'local-member-id': local });
  }

  /** As the leader: compares everybody's keys as of now. At most one alarm is raised. */
  async checkPeriodically(): Promise<void> {
    const { store, logger, memberId, confirm } = this.#options;
    const before = await store.hashKv(0);
    const peers = await this.#askPeers(before.hashRevision);
    await confirm();
    const after = await store.hashKv(0);
    const suspects = suspectsOf(memberId, before, after, peers);
    for (const suspicion of suspects) this.#report(suspicion, before.hashRevision);
    if (suspects[0]) this.#options.raiseAlarm(suspects[0].memberId);
    const answered = peers.filter(({ answer }) => answer !== undefined).length;
    logger.info('finished peer corruption check', { 'number-of-peers-checked': answered });
  }

  /** As the leader: compares the hash of the latest compaction that some other member can be compared at. */
  async checkCompaction(): Promise<void> {
    const { store, logger, memberId, raiseAlarm } = this.#options;
    for (const own of store.compactionHashes()) {
      if (own.hashRevision <= this.#compared) break;
      const peers = await this.#askPeers(own.hashRevision);
      if (peers.length === 0) return;
      const { suspects, compared } = judgeCompaction(memberId, own, peers);
      for (const suspicion of suspects) {
        this.#report(suspicion, own.hashRevision);
        raiseAlarm(suspicion.memberId);
      }
      if (suspects.length === 0 && compared === peers.length) this.#compared = own.hashRevision;
      if (compared > 0) {
        logger.info('finished compaction hash check', {
          revision: own.hashRevision,
          'number-of-peers-checked': compared,
        });
        return;
      }
    }
  }

  #report({ memberId, reason, hash, expected }: Suspicion, revision: number): void {
    this.#options.logger.error(reason, {
      'suspected-member-id': memberId === 0n ? 'unknown: no quorum agrees' : formatId(memberId),
      revision,
      hash,
      'expected-hash': expected,
    });
  }

  #askPeers(revision: number): Promise<PeerHash[]> {
    const { membership, memberId, hashOf } = this.#options;
    const others = membership.list().filter(({ id }) => id !== memberId);
    return Promise.all(
      others.map(async ({ id, peerUrls }): Promise<PeerHash> => {
        try {
          const answer = await hashOf(peerUrls, revision);
          return { memberId: id, answer, error: undefined };
        } catch (error) {
          return { memberId: id, answer: undefined, error: error instanceof Error ? error.message : String(error) };
        }
      }),
    );
  }
}

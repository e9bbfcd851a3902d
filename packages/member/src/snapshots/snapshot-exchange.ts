import type { Disk, Failpoints, Logger } from '@quorate/ports';
import { type ConfState, emptyBytes, type RaftMessage, RaftSnapshot } from '@quorate/protocol';
import {
  encodeMembershipStore,
  findReceivedDatabase,
  formatId,
  purgeSnapFiles,
  saveReceivedDatabase,
  saveSnapFile,
} from '@quorate/snapshot';
import type { Wal } from '@quorate/wal';
import type { DataLayout } from '../boot/data-layout.ts';
import { FatalMemberError } from '../member-error.ts';
import type { MemberState } from '../state/member-state.ts';
import type { PeerTransport } from '../transport/peer-transport.ts';

export interface SnapshotExchangeOptions {
  readonly disk: Disk;
  readonly layout: DataLayout;
  readonly wal: Wal;
  readonly state: MemberState;
  readonly transport: PeerTransport;
  readonly logger: Logger;
  readonly failpoints: Failpoints | undefined;
}

/** Sends this member's database to those that are too far behind for the log, and takes in a leader's. */
export class SnapshotExchange {
  readonly #options: SnapshotExchangeOptions;
  #sending = 0;

  constructor(options: SnapshotExchangeOptions) {
    this.#options = options;
  }

  /** Whether a database is on its way to a member. */
  get isSending(): boolean {
    return this.#sending > 0;
  }

  /** The `.snap` file of a snapshot: the membership in the form that etcd up to 3.6 reads. */
  async writeSnapFile(snapshot: { index: number; term: number; confState: ConfState }): Promise<void> {
    const { disk, layout } = this.#options;
    const { index, term, confState } = snapshot;
    const metadata = { index, term, confState };
    await saveSnapFile(disk, layout.snapDirectory, RaftSnapshot.create({ data: this.#membershipStore(), metadata }));
  }

  /** Removes the oldest `.snap` files beyond `keep`; 0 keeps all. */
  async purgeSnapFiles(keep: number): Promise<void> {
    const { disk, layout } = this.#options;
    if (keep > 0) await purgeSnapFiles(disk, layout.snapDirectory, keep);
  }

  /** Sends the database as it stands in place of the snapshot that raft has in mind: newer is better. */
  async send(message: RaftMessage): Promise<void> {
    const { state, transport, logger } = this.#options;
    this.#sending++;
    try {
      const data = this.#membershipStore();
      const { database: copy, index, term, confState } = await state.copy();
      const metadata = { index, term, confState: confState ?? message.snapshot?.metadata.confState };
      if (!metadata.confState) throw new FatalMemberError('there is no configuration to send with the database');
      const snapshot = RaftSnapshot.create({ data, metadata: { ...metadata, confState: metadata.confState } });
      transport.sendSnapshot(
        { ...message, snapshot },
        {
          sizeBytes: copy.sizeBytes,
          chunks: copy.chunks(),
          close: () => {
            this.#sending--;
            copy.close();
          },
        },
      );
    } catch (error) {
      this.#sending--;
      logger.warn('no database could be sent', { 'member-id': formatId(message.to), error: String(error) });
      throw error;
    }
  }

  /** Saves a database that comes with a MsgSnap, where `install` finds it. */
  async receive(message: RaftMessage, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    const { disk, layout, logger } = this.#options;
    const index = message.snapshot?.metadata.index ?? 0;
    logger.info('receiving database snapshot', { 'snapshot-index': index, 'remote-peer-id': formatId(message.from) });
    await saveReceivedDatabase(disk, layout.snapDirectory, index, chunks);
    logger.info('received and saved database snapshot', { 'snapshot-index': index });
  }

  /** Writes into the log that a received database stands for it up to a snapshot: from then on a crash can finish its installation. */
  async record(snapshot: RaftSnapshot): Promise<void> {
    const { disk, layout, wal, logger, failpoints } = this.#options;
    const { index, term, confState } = snapshot.metadata;
    await this.#received(index);
    logger.info('applying snapshot', { 'incoming-leader-snapshot-index': index });
    await failpoints?.hit('raftBeforeSaveSnap');
    await saveSnapFile(disk, layout.snapDirectory, snapshot);
    await failpoints?.hit('raftBeforeWALSaveSnaphot');
    await wal.saveSnapshot({ index, term, confState });
    await failpoints?.hit('raftAfterSaveSnap');
  }

  /** Puts a received database that is on record in place of the present one. */
  async install(snapshot: RaftSnapshot): Promise<void> {
    const { disk, layout, state, logger, failpoints } = this.#options;
    const { index, term, confState } = snapshot.metadata;
    const received = await this.#received(index);
    await failpoints?.hit('applyBeforeOpenSnapshot');
    // A defragmentation of the old database would put its result in the place of the new one.
    await state.backend.database.giveUpPlace();
    await disk.rename(received, layout.databasePath);
    await disk.syncDirectory(layout.snapDirectory);
    logger.info('applySnapshot: opened snapshot backend', { 'snapshot-index': index });
    await state.replace(layout.databasePath);
    state.consistentIndex.index = Math.max(state.consistentIndex.index, index);
    state.consistentIndex.term = Math.max(state.consistentIndex.term, term);
    state.consistentIndex.confState = confState;
    logger.info('applied snapshot', { 'incoming-leader-snapshot-index': index });
  }

  async #received(index: number): Promise<string> {
    const { disk, layout } = this.#options;
    const received = await findReceivedDatabase(disk, layout.snapDirectory, index);
    if (received) return received;
    throw new FatalMemberError(
      `a snapshot at index ${index} came without its database in ${layout.snapDirectory}; restart the member`,
    );
  }

  #membershipStore(): Uint8Array {
    const { membership, clusterStore } = this.#options.state;
    if (membership.list().length === 0) return emptyBytes;
    return encodeMembershipStore({
      members: membership.list(),
      removedIds: membership.removedIds(),
      ...(clusterStore.clusterVersion ? { clusterVersion: clusterStore.clusterVersion } : {}),
    });
  }
}

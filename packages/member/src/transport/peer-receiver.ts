import type { RaftMessage } from '@quorate/protocol';
import type { RawNode } from '@quorate/raft';
import type { Membership } from '../cluster/membership.ts';
import type { RaftLoop } from '../loop/raft-loop.ts';
import type { SnapshotExchange } from '../snapshots/snapshot-exchange.ts';
import type { PeerHandler } from './peer-transport.ts';

export interface PeerReceiverOptions {
  readonly node: RawNode;
  readonly loop: RaftLoop;
  readonly exchange: SnapshotExchange;
  readonly membership: Membership;
  readonly isStopped: () => boolean;
  readonly onRemoved: () => void;
}

/** Takes in what the transport hands up, as long as the member runs. */
export class PeerReceiver implements PeerHandler {
  readonly #options: PeerReceiverOptions;

  constructor(options: PeerReceiverOptions) {
    this.#options = options;
  }

  receive(message: RaftMessage): void {
    const { isStopped, membership, loop } = this.#options;
    if (isStopped() || membership.isRemoved(message.from)) return;
    loop.receive(message);
  }

  async receiveSnapshot(message: RaftMessage, body: AsyncIterable<Uint8Array>): Promise<void> {
    await this.#options.exchange.receive(message, body);
    this.receive(message);
  }

  isRemoved(id: bigint): boolean {
    return this.#options.membership.isRemoved(id);
  }

  reportUnreachable(id: bigint): void {
    if (this.#options.isStopped()) return;
    this.#options.node.reportUnreachable(id);
    this.#options.loop.schedule();
  }

  reportSnapshot(id: bigint, delivered: boolean): void {
    if (this.#options.isStopped()) return;
    this.#options.node.reportSnapshot(id, delivered ? 'finished' : 'failed');
    this.#options.loop.schedule();
  }

  removedFromCluster(): void {
    this.#options.onRemoved();
  }
}

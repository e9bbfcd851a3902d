import type { RaftMessage } from '@quorate/protocol';
import type { PeerHandler } from '../transport.ts';

/** Stands in for a member: remembers what the transport hands it. */
export class RecordingHandler implements PeerHandler {
  readonly received: RaftMessage[] = [];
  readonly unreachable: bigint[] = [];
  readonly snapshots: { readonly to: bigint; readonly delivered: boolean }[] = [];
  readonly removed = new Set<bigint>();
  ends = 0;
  /** What is done with a database that arrives. */
  takeDatabase: (body: AsyncIterable<Uint8Array>) => Promise<void> = async (body) => {
    for await (const chunk of body) this.databaseBytes += chunk.length;
  };
  databaseBytes = 0;

  receive(message: RaftMessage): void {
    this.received.push(message);
  }

  async receiveSnapshot(message: RaftMessage, body: AsyncIterable<Uint8Array>): Promise<void> {
    await this.takeDatabase(body);
    this.received.push(message);
  }

  isRemoved(id: bigint): boolean {
    return this.removed.has(id);
  }

  reportUnreachable(id: bigint): void {
    this.unreachable.push(id);
  }

  reportSnapshot(to: bigint, delivered: boolean): void {
    this.snapshots.push({ to, delivered });
  }

  removedFromCluster(): void {
    this.ends++;
  }
}

import type { Clock } from '@quorate/ports';
import { RaftMessage } from '@quorate/protocol';
import type { PeerHandler, PeerTransport, SnapshotBody } from '../transport/peer-transport.ts';

/** Carries messages between members of one process, as bytes; links can be cut. */
export class MemoryNetwork {
  readonly #clock: Clock;
  readonly #handlers = new Map<bigint, PeerHandler>();
  readonly #cut = new Set<bigint>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Cuts a member off from all others, both ways. */
  isolate(id: bigint): void {
    this.#cut.add(id);
  }

  heal(): void {
    this.#cut.clear();
  }

  transport(from: bigint): PeerTransport {
    return new MemoryTransport(this, from);
  }

  attach(id: bigint, handler: PeerHandler): void {
    this.#handlers.set(id, handler);
  }

  detach(id: bigint): void {
    this.#handlers.delete(id);
  }

  isConnected(a: bigint, b: bigint): boolean {
    return this.#handlers.has(b) && !this.#cut.has(a) && !this.#cut.has(b);
  }

  deliver(from: bigint, message: RaftMessage): void {
    if (!this.isConnected(from, message.to)) {
      this.#handlers.get(from)?.reportUnreachable(message.to);
      return;
    }
    const bytes = RaftMessage.encode(message);
    this.#clock.setTimer(1, () => {
      if (this.isConnected(from, message.to)) this.#handlers.get(message.to)?.receive(RaftMessage.decode(bytes));
    });
  }

  async deliverSnapshot(from: bigint, message: RaftMessage, body: SnapshotBody): Promise<void> {
    const handler = this.isConnected(from, message.to) ? this.#handlers.get(message.to) : undefined;
    try {
      await handler?.receiveSnapshot(RaftMessage.decode(RaftMessage.encode(message)), body.chunks);
      this.#handlers.get(from)?.reportSnapshot(message.to, handler !== undefined);
    } catch {
      this.#handlers.get(from)?.reportSnapshot(message.to, false);
    } finally {
      body.close();
    }
  }
}

class MemoryTransport implements PeerTransport {
  readonly #network: MemoryNetwork;
  readonly #id: bigint;
  readonly #peers = new Set<bigint>();

  constructor(network: MemoryNetwork, id: bigint) {
    this.#network = network;
    this.#id = id;
  }

  setHandler(handler: PeerHandler): void {
    this.#network.attach(this.#id, handler);
  }

  send(messages: readonly RaftMessage[]): void {
    for (const message of messages) if (this.#peers.has(message.to)) this.#network.deliver(this.#id, message);
  }

  sendSnapshot(message: RaftMessage, body: SnapshotBody): void {
    void this.#network.deliverSnapshot(this.#id, message, body);
  }

  addPeer(id: bigint): void {
    this.#peers.add(id);
  }

  updatePeer(): void {}

  removePeer(id: bigint): void {
    this.#peers.delete(id);
  }

  activeSinceMs(id: bigint): number | undefined {
    return this.#network.isConnected(this.#id, id) ? -1_000_000 : undefined;
  }

  async stop(): Promise<void> {
    this.#network.detach(this.#id);
  }
}

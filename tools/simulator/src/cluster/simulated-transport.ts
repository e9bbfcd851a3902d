import type { PeerHandler, PeerTransport, SnapshotBody } from '@quorate/member';
import type { RaftMessage } from '@quorate/protocol';
import type { SimulatedCluster } from './simulated-cluster.ts';
import type { Life, SimulatedMember } from './simulated-member.ts';

/** A member's way to the others, over the simulated network. */
export class SimulatedTransport implements PeerTransport {
  readonly #cluster: SimulatedCluster;
  readonly #machine: SimulatedMember;
  readonly #life: Life;
  readonly #peers = new Set<bigint>();
  /** Who wrote to this member without being known to it, as etcd's transport keeps them. */
  readonly #remotes = new Set<bigint>();

  constructor(cluster: SimulatedCluster, machine: SimulatedMember, life: Life) {
    this.#cluster = cluster;
    this.#machine = machine;
    this.#life = life;
  }

  setHandler(handler: PeerHandler): void {
    const endpoint = {
      id: this.#machine.id,
      clock: this.#life.clock,
      handler,
      onSender: (id: bigint) => void this.#remotes.add(id),
    };
    this.#life.endpoint = endpoint;
    this.#cluster.network.attach(endpoint);
  }

  send(messages: readonly RaftMessage[]): void {
    const { endpoint, clock } = this.#life;
    if (!endpoint || clock.isDead) return;
    for (const message of messages) {
      const { to } = message;
      if (this.#peers.has(to) || this.#remotes.has(to)) this.#cluster.network.send(endpoint, message);
    }
  }

  sendSnapshot(message: RaftMessage, body: SnapshotBody): void {
    const { endpoint } = this.#life;
    if (endpoint) void this.#cluster.network.sendSnapshot(endpoint, message, body);
    else body.close();
  }

  addPeer(id: bigint): void {
    this.#peers.add(id);
  }

  updatePeer(): void {}

  removePeer(id: bigint): void {
    this.#peers.delete(id);
    this.#remotes.delete(id);
  }

  activeSinceMs(id: bigint): number | undefined {
    const sinceMs = this.#cluster.network.connectedSinceMs(this.#machine.id, id);
    return sinceMs === undefined ? undefined : this.#life.clock.localMs(sinceMs);
  }

  async stop(): Promise<void> {
    if (this.#life.endpoint) this.#cluster.network.detach(this.#life.endpoint);
  }
}

import type { Clock, Logger, Timer } from '@quorate/ports';
import { none, type Role, type SoftState } from '@quorate/raft';
import { formatId } from '@quorate/snapshot';

/** Streams whose clients insist on a leader are told after so many election timeouts without one. */
const leaderLostElections = 3;

export interface LeadershipOptions {
  readonly memberId: bigint;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly electionMs: number;
  /** Another leader, after having had none or another one. */
  readonly onLeader: (leaderId: bigint) => void;
  /** This member leads no longer. */
  readonly onStepDown: () => void;
}

/** Who leads, since when, and who wants to know. */
export class Leadership {
  readonly #options: LeadershipOptions;
  readonly #lostListeners = new Set<() => void>();
  readonly #waiters = new Set<() => void>();
  #leaderId = none;
  #role: Role = 'follower';
  #electedMs = 0;
  #lost: Timer | undefined;
  #changes = 0;

  constructor(options: LeadershipOptions) {
    this.#options = options;
    this.#expectLeader();
  }

  /** `0n` when this member knows of none. */
  get leaderId(): bigint {
    return this.#leaderId;
  }

  get hasLeader(): boolean {
    return this.#leaderId !== none;
  }

  get isLeader(): boolean {
    return this.#role === 'leader';
  }

  /** When the present leader was heard of first; monotonic milliseconds. */
  get electedMs(): number {
    return this.#electedMs;
  }

  /** How often another leader was seen. */
  get changesSeen(): number {
    return this.#changes;
  }

  /** Calls back each time there has been no leader for three election timeouts; the answer takes the listener away. */
  onLeaderLost(listener: () => void): () => void {
    this.#lostListeners.add(listener);
    return () => this.#lostListeners.delete(listener);
  }

  /** Takes in what raft says. */
  update(state: SoftState): void {
    const { logger, memberId, clock, onLeader, onStepDown } = this.#options;
    const before = this.#leaderId;
    const wasLeader = this.isLeader;
    this.#leaderId = state.leaderId;
    this.#role = state.role;
    if (state.leaderId !== before) {
      logger.info('raft leader changed', {
        'local-member-id': formatId(memberId),
        'previous-leader': formatId(before),
        leader: formatId(state.leaderId),
      });
      if (state.leaderId === none) this.#expectLeader();
      else this.#lost?.cancel();
    }
    if (wasLeader && !this.isLeader) onStepDown();
    if (state.leaderId !== none && state.leaderId !== before) {
      this.#electedMs = clock.monotonicMs();
      this.#changes++;
      onLeader(state.leaderId);
    }
    for (const waiter of [...this.#waiters]) waiter();
  }

  /** Resolves true as soon as `isThere` holds, which is looked at with every change; false after `timeoutMs`. */
  until(isThere: () => boolean, timeoutMs: number): Promise<boolean> {
    if (isThere()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const end = (reached: boolean) => {
        timer.cancel();
        this.#waiters.delete(look);
        resolve(reached);
      };
      const look = () => {
        if (isThere()) end(true);
      };
      const timer = this.#options.clock.setTimer(timeoutMs, () => end(false));
      this.#waiters.add(look);
    });
  }

  stop(): void {
    this.#lost?.cancel();
    this.#lostListeners.clear();
  }

  #expectLeader(): void {
    this.#lost?.cancel();
    this.#lost = this.#options.clock.setTimer(leaderLostElections * this.#options.electionMs, () => {
      for (const listener of [...this.#lostListeners]) listener();
    });
  }
}

import type { DiskOperation, Fault, FaultPlan, SeededRandom } from '@quorate/simulated-ports';
import { between } from './link-weather.ts';

/** What is wrong with a member's disk at the moment. */
export class DiskTrouble {
  /** Added to every write and sync, in milliseconds at most. */
  slowMsMax = 0;
  isFull = false;
  /** Syncs fail from now on. */
  syncsFail = false;
  /** The power goes at the operation after so many; undefined: it does not. */
  operationsToPowerCut: number | undefined;
  /** Called when the power went. */
  onPowerCut: () => void = () => {};
  readonly #random: SeededRandom;

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  readonly latencyMs = ({ kind }: DiskOperation): number => {
    if (kind === 'sync' || kind === 'sync-directory') return between(this.#random, 0.3, 2 + this.slowMsMax);
    if (kind === 'write' || kind === 'truncate') return between(this.#random, 0.01, 0.1 + this.slowMsMax / 4);
    return 0;
  };

  readonly faults: FaultPlan = ({ kind }: DiskOperation): Fault | undefined => {
    if (this.operationsToPowerCut !== undefined && --this.operationsToPowerCut <= 0) {
      this.operationsToPowerCut = undefined;
      this.onPowerCut();
      return { kind: this.#random.below(2) === 0 ? 'power-cut-after' : 'power-cut-before' };
    }
    if (this.syncsFail && kind === 'sync') return { kind: 'fail', code: 'io' };
    if (!this.isFull) return undefined;
    if (kind === 'write') return { kind: 'short-write', bytes: this.#random.below(2048), code: 'no-space' };
    return kind === 'create' || kind === 'make-directory' ? { kind: 'fail', code: 'no-space' } : undefined;
  };

  end(): void {
    this.slowMsMax = 0;
    this.isFull = false;
    this.syncsFail = false;
    this.operationsToPowerCut = undefined;
  }
}

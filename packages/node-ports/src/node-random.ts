import { randomFillSync } from 'node:crypto';
import type { Random } from '@quorate/ports';

/** Bytes fetched from the system at once: a fetch costs a microsecond or two whatever its size. */
const poolBytes = 4_096;

/** Unpredictable randomness of the operating system. */
export class NodeRandom implements Random {
  readonly #pool = new DataView(new ArrayBuffer(poolBytes));
  #used = poolBytes;

  below(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) throw new RangeError(`no number below ${bound}`);
    // Numbers past the last whole multiple of the bound would make the small ones likelier: draw again.
    const fair = 2 ** 32 - (2 ** 32 % bound);
    for (;;) {
      const drawn = this.#word();
      if (drawn < fair) return drawn % bound;
    }
  }

  bytes(length: number): Uint8Array {
    return randomFillSync(new Uint8Array(length));
  }

  #word(): number {
    if (this.#used === poolBytes) {
      randomFillSync(this.#pool);
      this.#used = 0;
    }
    const word = this.#pool.getUint32(this.#used);
    this.#used += 4;
    return word;
  }
}

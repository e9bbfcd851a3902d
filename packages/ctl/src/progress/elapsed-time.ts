import type { CtlOutput } from '../ctl-io.ts';
import { eraseLine } from './erase-line.ts';

const intervalMs = 1_000;

/** How long a work has taken of which nobody says how far it is; on a terminal, and nothing at all anywhere else. */
export class ElapsedTime implements Disposable {
  readonly #out: CtlOutput;
  readonly #timer: NodeJS.Timeout | undefined;
  #isShown = false;

  /** @param what what is being done */
  constructor(out: CtlOutput, what: string) {
    this.#out = out;
    if (!out.isTerminal) return;
    const startMs = performance.now();
    this.#timer = setInterval(() => {
      const seconds = Math.round((performance.now() - startMs) / 1000);
      this.#isShown = true;
      out.write(eraseLine + `${what}  ${seconds} s`.slice(0, out.columns - 1));
    }, intervalMs);
  }

  /** Takes it away. */
  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    if (this.#isShown) this.#out.write(eraseLine);
    this.#isShown = false;
  }
}

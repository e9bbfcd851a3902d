import type { CtlOutput } from '../ctl-io.ts';
import { humanBytes } from '../text/humanize.ts';
import { eraseLine } from './erase-line.ts';

/** A terminal is written to no more often: more cannot be seen. */
const intervalMs = 100;

/** Columns for the bar itself; the rest of the line is text. */
const barColumnsMax = 40;

/** How far a work is, on a terminal; nothing at all anywhere else. */
export class ProgressBar implements Disposable {
  readonly #out: CtlOutput;
  readonly #what: string;
  readonly #startMs = performance.now();
  readonly #format: (amount: number) => string;
  #shownMs = Number.NEGATIVE_INFINITY;

  /**
   * @param what what is being done, e.g. `saving`
   * @param format how amounts are written; as bytes unless given
   */
  constructor(out: CtlOutput, what: string, format: (amount: number) => string = humanBytes) {
    this.#out = out;
    this.#what = what;
    this.#format = format;
  }

  /** @param total `undefined` when nobody knows */
  show(done: number, total: number | undefined): void {
    const nowMs = performance.now();
    if (!this.#out.isTerminal || nowMs - this.#shownMs < intervalMs) return;
    this.#shownMs = nowMs;
    const seconds = Math.max((nowMs - this.#startMs) / 1000, 0.001);
    const rate = `${this.#format(Math.round(done / seconds))}/s`;
    const text =
      total === undefined
        ? `${this.#what} ${this.#format(done)}  ${rate}`
        : `${this.#what} ${this.#bar(done / Math.max(total, 1))} ${this.#format(done)} of ${this.#format(total)}  ${rate}`;
    this.#out.write(eraseLine + text.slice(0, this.#out.columns - 1));
  }

  /** Takes the bar away; the next `show` brings it back. */
  [Symbol.dispose](): void {
    if (this.#shownMs === Number.NEGATIVE_INFINITY) return;
    this.#out.write(eraseLine);
    this.#shownMs = Number.NEGATIVE_INFINITY;
  }

  #bar(part: number): string {
    const columns = Math.max(Math.min(barColumnsMax, this.#out.columns - barColumnsMax), 1);
    const filled = Math.round(Math.min(part, 1) * columns);
    return `[${'█'.repeat(filled)}${' '.repeat(columns - filled)}]`;
  }
}

import { createInterface, type Interface } from 'node:readline';
import type { CtlIo } from '../ctl-io.ts';

/** Standard input, a line at a time. */
export class LineReader implements Disposable {
  readonly #lines: AsyncIterator<string>;
  readonly #interface: Interface;

  constructor({ stdin }: CtlIo) {
    this.#interface = createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY });
    this.#lines = this.#interface[Symbol.asyncIterator]();
  }

  /** The next line without its end; `undefined` when there is none. */
  async next(): Promise<string | undefined> {
    const { done, value } = await this.#lines.next();
    return done === true ? undefined : value;
  }

  [Symbol.dispose](): void {
    this.#interface.close();
  }
}

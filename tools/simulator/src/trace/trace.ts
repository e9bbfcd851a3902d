import { createHash } from 'node:crypto';
import type { Clock } from '@quorate/ports';

/** Where the story of a run goes, line by line. Lines are only put together when somebody listens. */
export class Trace {
  readonly #clock: Clock;
  readonly #listener: ((line: string) => void) | undefined;

  constructor(clock: Clock, listener: ((line: string) => void) | undefined) {
    this.#clock = clock;
    this.#listener = listener;
  }

  /** Tells what somebody (`m3`, `client 2`, `network`, `fault`) does at this moment of true time. */
  tell(who: string, what: () => string): void {
    this.#listener?.(`${this.#clock.monotonicMs().toFixed(3).padStart(11)} ${who.padEnd(9)} ${what()}`);
  }
}

/** A digest of lines: two runs are the same, event by event, when their digests are. */
export function lineDigest(): { readonly add: (line: string) => void; readonly end: () => string } {
  const hash = createHash('sha256');
  return { add: (line) => hash.update(line).update('\n'), end: () => hash.digest('hex') };
}

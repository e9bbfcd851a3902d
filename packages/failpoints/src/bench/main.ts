/**
 * What a place costs: `node --conditions=@quorate/source src/bench/main.ts`. Each row is the same loop, with the place written as the server
 * writes it; the loop without a place is taken off.
 */

import type { Failpoints } from '@quorate/ports';
import { SeededRandom, VirtualClock } from '@quorate/simulated-ports';
import { FailpointSet } from '../index.ts';

const passes = 5_000_000;
const rounds = 40;

function newSet(): FailpointSet {
  return new FailpointSet({ clock: new VirtualClock(), random: new SeededRandom(1), crash: () => {}, print: () => {} });
}

/** Stands for code that has a place: it has something to do beside it, which the engine cannot leave out. */
class Path {
  readonly #failpoints: Failpoints | undefined;
  #work = 1;

  constructor(failpoints: Failpoints | undefined) {
    this.#failpoints = failpoints;
  }

  without(): void {
    for (let pass = 0; pass < passes; pass++) this.#work = (Math.imul(this.#work, 1_103_515_245) + 12_345) | 0;
  }

  withPlace(): void {
    for (let pass = 0; pass < passes; pass++) {
      this.#work = (Math.imul(this.#work, 1_103_515_245) + 12_345) | 0;
      if (this.#failpoints?.hit('walBeforeSync') !== undefined) throw new Error('nothing is set here');
    }
  }
}

/** Nanoseconds of processor time a pass. */
function measure(run: () => void): number {
  const before = process.cpuUsage();
  run();
  return (process.cpuUsage(before).user * 1000) / passes;
}

const other = newSet();
other.set('beforeCommit', 'print');
const rows: readonly (readonly [string, Path])[] = [
  ['off (the server was started without failpoints)', new Path(undefined)],
  ['on, and none is set', new Path(newSet())],
  ['on, and another one is set', new Path(other)],
];
// In turn, so that what else the machine does meets all of them; the least of each is what it takes undisturbed.
const bare = rows.map(() => Number.POSITIVE_INFINITY);
const placed = rows.map(() => Number.POSITIVE_INFINITY);
for (let round = 0; round < rounds; round++) {
  for (const [row, [, path]] of rows.entries()) {
    bare[row] = Math.min(
      bare[row] as number,
      measure(() => path.without()),
    );
    placed[row] = Math.min(
      placed[row] as number,
      measure(() => path.withPlace()),
    );
  }
}
for (const [row, [what]] of rows.entries()) {
  console.log(`${what.padEnd(50)} ${Math.max(0, (placed[row] as number) - (bare[row] as number)).toFixed(2)} ns`);
}

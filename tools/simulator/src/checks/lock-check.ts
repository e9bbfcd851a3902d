import { Violation } from './violation.ts';

/** A time in which a client could be sure that the lock is its own, in true milliseconds. */
export interface Holding {
  readonly who: string;
  readonly fromMs: number;
  /** Until it asked to give the lock back, or until its lease could first have run out. */
  untilMs: number;
}

/** Nobody may be sure of a lock while another is. Throws a Violation. */
export function checkExclusive(holdings: readonly Holding[]): void {
  const ordered = [...holdings].sort((a, b) => a.fromMs - b.fromMs);
  let last: Holding | undefined;
  for (const holding of ordered) {
    if (last && holding.fromMs < last.untilMs) {
      throw new Violation('one holder of a lock', `${describe(last)} and ${describe(holding)}`);
    }
    if (!last || holding.untilMs > last.untilMs) last = holding;
  }
}

function describe({ who, fromMs, untilMs }: Holding): string {
  return `${who} from ${fromMs.toFixed(3)} to ${untilMs.toFixed(3)} ms`;
}

import type { FaultKind } from '../faults/fault-plan.ts';
import type { Settings } from '../run/settings.ts';

/** A piece of source and what it is replaced by. */
export interface Edit {
  /** A file of the repository. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** Runs that show a bug: with the bug a promise breaks, in the first seed or one of the next; without it all are kept. */
export interface Scenario {
  readonly seed: number;
  readonly kinds: readonly FaultKind[] | undefined;
  readonly settings: Partial<Settings> | undefined;
  /** Which of them breaks depends on the run; any of these shows the bug. */
  readonly promises: readonly string[];
}

/** A bug, put into our code. */
export interface Mutant {
  readonly name: string;
  /** What it is like. */
  readonly bug: string;
  /** Where it was known from. */
  readonly known: string;
  readonly edits: readonly Edit[];
  /** What narrows the hunt, and the run that was found. */
  readonly scenario: Scenario;
}

import type { RunOptions } from '../run-tool.ts';

/** Something both tools are asked to do. Words that begin with `$` stand for what differs between their servers. */
export interface Step {
  readonly name: string;
  readonly args: readonly string[];
  readonly options?: RunOptions;
  /** What `$NAME` stands for in the steps after it: the group of the expression, in what was printed. */
  readonly captures?: { readonly name: string; readonly in: RegExp };
  /** The global flags of the ground are left away, but for those that are given here. */
  readonly isBare?: boolean;
  /** Lines, or what stands in lists, come in an order that is not given. */
  readonly isUnordered?: boolean;
}

/** A step from words set apart by spaces; `''` is an empty word. */
export function step(line: string, more: Partial<Step> = {}): Step {
  return {
    name: more.options?.stdin === undefined ? line : `${line} <<< ${JSON.stringify(more.options.stdin)}`,
    args: line.split(' ').map((word) => (word === "''" ? '' : word)),
    ...more,
  };
}

/** A transaction whose lines are typed. */
export function txn(format: string, stdin: string): Step {
  return step(`-w ${format} txn`, { options: { stdin } });
}

/** A step that grants `$LEASE`. */
export const grantLease: Step = step('lease grant 100', { captures: { name: 'LEASE', in: /lease (\S+) / } });

import assert from 'node:assert/strict';
import type { Etcdctl } from '../etcdctl/etcdctl.ts';
import type { EtcdRelease } from '../programs/real-etcd.ts';

/** One command and what must come of it. */
export interface Step {
  readonly words: readonly string[];
  readonly input: string;
  /** Exact standard output, or a pattern of all of it. */
  readonly prints: string | RegExp;
  /** Set when the command must fail: its exit status and a part of its error text. */
  readonly failure?: { readonly status: number; readonly error: string };
}

/** Commands to be run one after the other on a fresh member. */
export interface Scenario {
  readonly name: string;
  readonly steps: readonly Step[];
  /** Only for this release of etcdctl, which alone has the command or prints it so. */
  readonly only?: EtcdRelease;
}

/** A step: words separated by spaces (no quoting; use a list for values with spaces) and the exact output. */
export function step(words: string | readonly string[], prints: string | RegExp, input = ''): Step {
  return { words: typeof words === 'string' ? words.split(' ') : words, input, prints };
}

/** A step that must fail with this exit status and error text. */
export function failing(words: string | readonly string[], error: string, status = 1, input = ''): Step {
  return { ...step(words, '', input), failure: { status, error } };
}

/** Runs a scenario. Throws an `AssertionError` that names the command. */
export async function play(scenario: Scenario, etcdctl: Etcdctl): Promise<void> {
  for (const each of scenario.steps) {
    const result = await etcdctl.run(each.words, each.input);
    const title = `etcdctl ${each.words.join(' ').slice(0, 200)}`;
    const said = `${title} printed ${JSON.stringify(result.stdout)} and on standard error ${result.stderr}`;
    if (each.failure !== undefined) {
      assert.equal(result.status, each.failure.status, said);
      assert.ok(result.stderr.includes(each.failure.error), said);
      continue;
    }
    assert.equal(result.status, 0, said);
    if (typeof each.prints === 'string') assert.equal(result.stdout, each.prints, said);
    else assert.match(result.stdout, each.prints, said);
  }
}

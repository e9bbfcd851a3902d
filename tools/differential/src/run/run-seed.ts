import { CompactionRequest, HashKVRequest, services } from '@quorate/protocol';
import type { Difference } from '../compare/difference.ts';
import { Chooser } from '../requests/chooser.ts';
import { drawStep } from '../requests/step.ts';
import { ServerPair } from '../servers/server-pair.ts';
import { Comparison } from './comparison.ts';

/** Which requests to send. */
export interface Run {
  readonly seed: number;
  /** The numbers of the requests, ascending; a request is the same whatever others are sent, but for revisions that it names. */
  readonly numbers: readonly number[];
}

/** The first difference of a run, and where it came. */
export interface Failure {
  readonly run: Run;
  /** How many of the run's requests had been sent, this one included. */
  readonly sent: number;
  /** Between which requests, or in which part of the end. */
  readonly where: string;
  readonly difference: Difference;
  /** The last lines of both servers' logs. */
  readonly logs: { readonly etcd: string; readonly quorate: string };
}

/** Requests that are sent once more after the restart, as a part of all. */
const afterRestartPart = 20;

/** The requests of a whole run. */
export function wholeRun(seed: number, requests: number): Run {
  return { seed, numbers: Array.from({ length: requests }, (_, index) => index) };
}

/**
 * Sends the requests of a run to a fresh pair of servers. At the end come: what watches were told, the hash before and after a
 * compaction, after a restart, and after some more requests. Resolves with the first difference, or `undefined` when there is none.
 */
export async function runSeed(run: Run): Promise<Failure | undefined> {
  await using pair = await ServerPair.start();
  const comparison = new Comparison(pair);
  let sent = 0;
  const failure = (where: string, difference: Difference): Failure => ({
    run,
    sent,
    where,
    difference,
    logs: { etcd: pair.etcd.logTail, quorate: pair.quorate.logTail },
  });
  const send = async (seed: number, numbers: readonly number[]): Promise<Failure | undefined> => {
    for (const number of numbers) {
      const step = drawStep(Chooser.ofRequest(seed, number), comparison.state);
      const difference = await comparison.step(step);
      if (difference !== undefined) return failure(`request ${number} (${step.kind})`, difference);
    }
    return undefined;
  };
  for (const number of run.numbers) {
    sent++;
    const found = await send(run.seed, [number]);
    if (found !== undefined) return found;
  }
  for (const [where, act] of ending(comparison)) {
    const difference = await act();
    if (difference !== undefined) return failure(where, difference);
  }
  const again = run.numbers.slice(0, Math.ceil(run.numbers.length / afterRestartPart));
  // Another seed, so that they are not the very first requests once more.
  const late = await send(~run.seed >>> 0, again);
  if (late !== undefined) return { ...late, where: `${late.where} after the restart` };
  for (const act of [() => comparison.settleAll(), () => comparison.whole()]) {
    const difference = await act();
    if (difference !== undefined) return failure('the very end', difference);
  }
  return undefined;
}

function ending(comparison: Comparison): [where: string, act: () => Promise<Difference | undefined>][] {
  const compact = async (): Promise<Difference | undefined> => {
    const { revision, compactedRevision } = comparison.state;
    const middle = Math.max(compactedRevision + 1, Math.floor((revision + compactedRevision) / 2));
    const request = CompactionRequest.create({ revision: middle, physical: true });
    return (
      (await comparison.call(services['etcdserverpb.KV'].Compact, request)) ??
      // A compaction leaves its own hash behind.
      (await comparison.call(services['etcdserverpb.Maintenance'].HashKV, HashKVRequest.create({ revision: middle })))
    );
  };
  return [
    ['the watches, after all requests', () => comparison.settleAll()],
    ['the whole store, after all requests', () => comparison.whole()],
    ['the last compaction', compact],
    ['the whole store, after the compaction', () => comparison.whole()],
    ['the restart', () => comparison.restart().then(() => undefined)],
    ['the whole store, after the restart', () => comparison.whole()],
  ];
}

import { sleep } from '../connection/backoff.ts';
import { EtcdError, isEtcdError } from '../errors/etcd-error.ts';
import type { Kv } from '../kv/kv.ts';
import { op } from '../kv/op.ts';
import type { StmOptions, StmResult, StmWork } from './stm.ts';
import { type Prefetched, StmAttempt } from './stm-attempt.ts';

const attemptsMaxDefault = 1_000;

/** Conflicts are answered at once so many times; after that, pauses of random length let the others through. */
const eagerAttempts = 3;

/** A commit takes a millisecond or so: longer pauses would leave the keys idle. */
const pauseMsMax = 32;

/** Runs a software transaction: `work` again and again, until nothing that it is guarded against has happened. */
export async function runStm<T>(kv: Kv, work: StmWork<T>, options: StmOptions): Promise<StmResult<T>> {
  const { isolation = 'serializable-snapshot', attemptsMax = attemptsMaxDefault, ...callOptions } = options;
  let prefetched: Prefetched | undefined;
  for (let attempts = 1; attempts <= attemptsMax; attempts++) {
    if (attempts > eagerAttempts) await sleep(pauseMs(attempts - eagerAttempts), callOptions.signal);
    const attempt = new StmAttempt(kv, isolation, callOptions, prefetched);
    prefetched = undefined;
    try {
      const value = await work(attempt);
      const reads = attempt.reads();
      if (reads.header !== undefined && !attempt.writes && isolation.startsWith('serializable')) {
        return { value, revision: reads.header.revision, header: reads.header };
      }
      const result = await kv
        .txn()
        .if(...attempt.conditions())
        .do(...attempt.steps())
        .else(...reads.keys.map((key) => op.range(key)))
        .commit(callOptions);
      if (result.succeeded) return { value, revision: result.revision, header: result.header };
      prefetched = { header: result.header, keys: reads.keys, kvs: result.responses.map(({ kvs }) => kvs[0]) };
    } catch (error) {
      // The revision that is read has been compacted in the meantime.
      if (!isEtcdError(error) || error.code !== 'compacted') throw error;
    }
  }
  const message = `the transaction met with conflicts in ${attemptsMax} attempts`;
  throw new EtcdError('conflict', { message, grpcCode: 10, mayHaveExecuted: false });
}

function pauseMs(conflicts: number): number {
  return Math.random() * Math.min(2 ** conflicts, pauseMsMax);
}

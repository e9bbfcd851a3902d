import { allKeys, prefix } from '../kv/key-range.ts';
import type { Store } from '../store.ts';
import type { Mirror, MirrorOptions } from './mirror.ts';

/** A range as it is at one revision, and its changes from then on. */
export function createMirror(store: Store, options: MirrorOptions): Mirror {
  const { signal } = options;
  const range = options.prefix === undefined ? allKeys() : prefix(options.prefix);
  let fixed: Promise<number> | undefined;
  /** The last revision that is not reported as a change. */
  const baseRevision = () => {
    fixed ??= options.revision === undefined ? latest(store, signal) : Promise.resolve(options.revision - 1);
    return fixed;
  };
  return {
    base: async function* () {
      if (options.revision !== undefined) return;
      yield* store.kv.pages(range, { revision: await baseRevision(), signal, pageSize: options.pageSize });
    },
    updates: async function* () {
      yield* store.watch(range, { startRevision: (await baseRevision()) + 1, signal }).batches();
    },
  };
}

async function latest(store: Store, signal: AbortSignal | undefined): Promise<number> {
  return (await store.kv.range(allKeys(), { limit: 1, keysOnly: true, signal })).revision;
}

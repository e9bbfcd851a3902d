import type { CheckOptions } from '../api/options.ts';
import { Slices } from '../slices.ts';
import type { Reader } from '../transaction/reader.ts';
import { PageReader } from './page-reader.ts';
import { walkTree } from './walk-tree.ts';

/** Checks the moment that a reader sees, and closes the reader. Yields each problem as a sentence. */
export async function* checkMoment(reader: Reader, options: CheckOptions): AsyncGenerator<string> {
  const { store, meta } = reader;
  // At this point every page is either reached by the latest commit, or free, or waiting to be.
  const unused = store.free.copyUnused();
  try {
    const slices = options.clock === undefined ? undefined : new Slices(options.clock, options.sliceMsMax);
    const problems: string[] = [];
    const reached = await walkTree(meta.root, {
      reader: new PageReader(store.cache, store.file, meta.highWater),
      onProblem: (problem) => problems.push(problem),
      ...(slices === undefined ? {} : { pause: () => slices.pause() }),
    });
    yield* problems;
    if (!store.knowsFreePages) {
      return;
    }
    for (let page = 0; page < store.freelistSpan && meta.freelist !== undefined; page++) {
      unused.add(meta.freelist + page);
    }
    for (let id = 2; id < meta.highWater; id++) {
      if (reached.has(id) && unused.has(id)) {
        yield `page ${id} is in use, but listed as free`;
      } else if (!reached.has(id) && !unused.has(id)) {
        yield `page ${id} is neither in use nor free`;
      }
    }
  } finally {
    reader.close();
  }
}

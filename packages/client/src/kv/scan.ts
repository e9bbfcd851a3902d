import type { KeyValue, RangeResponse } from '@quorate/protocol';
import { isEtcdError } from '../errors/etcd-error.ts';
import { isTransient } from '../errors/execution-doubt.ts';
import { type KeyRange, type KeySelector, toKeyRange } from './key-range.ts';
import type { KvBackend } from './kv-backend.ts';
import type { RangeResult, ScanOptions } from './kv-options.ts';
import { rangeRequest } from './requests.ts';
import { headerOf } from './results.ts';

/** Keys a page: with values of a few kilobytes a page stays within a few megabytes. */
const pageSizeDefault = 1_000;

/** Backends whose server has no RangeStream; asked once. */
const withoutStream = new WeakSet<KvBackend>();

/**
 * Reads a range in pages, all as of the revision of the first. The first page is asked for by itself, which fixes the revision; the
 * rest comes by RangeStream where the server has it, else page by page. Either goes on after the last key when it is interrupted.
 */
export async function* scanPages(
  backend: KvBackend,
  selector: KeySelector,
  options: ScanOptions,
): AsyncGenerator<RangeResult, void, undefined> {
  const { pageSize = pageSizeDefault, limit = 0, ...rest } = options;
  const range = toKeyRange(selector);
  let remaining = limit > 0 ? limit : Number.POSITIVE_INFINITY;
  const nextPage = (left: KeyRange, revision: number | undefined) =>
    backend.range(rangeRequest(left, { ...rest, revision, limit: Math.min(pageSize, remaining) }), options);

  const first = await nextPage(range, options.revision);
  const header = headerOf(first);
  const revision = options.revision ?? header.revision;
  const { count } = first;
  let last: Uint8Array | undefined;
  let more = true;
  const take = (kvs: readonly KeyValue[], serverHasMore: boolean): RangeResult => {
    remaining -= kvs.length;
    last = kvs.at(-1)?.key ?? last;
    more = serverHasMore && remaining > 0;
    return { revision, kvs, more, count, header };
  };

  yield take(first.kvs, first.more);
  let seen = first.kvs.length;
  while (more && last !== undefined) {
    if (!filtersByRevision(options) && !withoutStream.has(backend)) {
      const limitLeft = Number.isFinite(remaining) ? remaining : 0;
      const streamOptions = { ...rest, revision, limit: limitLeft };
      for await (const { kvs } of streamOnce(backend, after(last, range), streamOptions)) {
        seen += kvs.length;
        if (kvs.length > 0) yield take(kvs, seen < count);
      }
    }
    if (!more) return;
    const page = await nextPage(after(last, range), revision);
    seen += page.kvs.length;
    if (page.kvs.length === 0) return;
    yield take(page.kvs, page.more);
  }
}

/** The keys of pages, one after the other. */
export async function* scanKeys(pages: AsyncIterable<RangeResult>): AsyncGenerator<KeyValue, void, undefined> {
  for await (const page of pages) yield* page.kvs;
}

/** One stream; ends early, without an error, when it is interrupted or the server does not have the rpc. */
async function* streamOnce(
  backend: KvBackend,
  range: KeyRange,
  options: ScanOptions,
): AsyncGenerator<RangeResponse, void, undefined> {
  try {
    for await (const { rangeResponse } of backend.rangeStream(rangeRequest(range, options), options)) {
      if (rangeResponse !== undefined) yield rangeResponse;
    }
  } catch (error) {
    if (isEtcdError(error) && error.code === 'unimplemented') withoutStream.add(backend);
    else if (!isEtcdError(error) || !isTransient(error.code)) throw error;
  }
}

function filtersByRevision({
  minModRevision,
  maxModRevision,
  minCreateRevision,
  maxCreateRevision,
}: ScanOptions): boolean {
  return [minModRevision, maxModRevision, minCreateRevision, maxCreateRevision].some((bound) => (bound ?? 0) !== 0);
}

/** The part of a range after a key. */
function after(key: Uint8Array, range: KeyRange): KeyRange {
  const next = new Uint8Array(key.length + 1);
  next.set(key);
  return { key: next, rangeEnd: range.rangeEnd };
}

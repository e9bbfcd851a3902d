import { RangeRequest, SortOrder, SortTarget } from '@quorate/protocol';
import { joinMessage } from '../../message/framing.ts';
import type { StreamCall } from '../../rpc/call.ts';
import { RpcError } from '../../status/rpc-error.ts';
import { StatusCode } from '../../status/status-code.ts';
import type { KvBackend } from '../backend.ts';
import type { EtcdServiceOptions } from '../service-options.ts';
import { encodeRangePiece, type RangePage, readRangePage } from './range-page.ts';

/** Keys of the first message; the following ones adapt to the size of the values. */
const FIRST_LIMIT = 10;

/**
 * Answers a range in pieces of about the size of the largest request, all as of one revision. Every piece carries key-value pairs; only the last
 * one has header, `more` and `count`.
 */
export async function streamRange(
  kv: KvBackend,
  request: RangeRequest,
  { maxRequestBytes: targetBytes, beforeRangePiece }: EtcdServiceOptions,
  call: StreamCall,
): Promise<void> {
  refuseUnsupported(request);
  let limit = FIRST_LIMIT;
  let sent = 0;
  let page = await readPage(kv, request, limit, sent, call);
  const { header } = page;
  const revision = request.revision > 0 ? request.revision : (header?.revision ?? 0);
  for (;;) {
    if (beforeRangePiece) await beforeRangePiece();
    const count = sent + page.count;
    sent += page.kvCount;
    if (request.countOnly || !page.more || (request.limit > 0 && sent >= request.limit)) {
      call.write(encodeRangePiece(page, { header, more: page.more, count }));
      return;
    }
    if (!call.write(encodeRangePiece(page))) await call.drained();
    if (call.ended) return;
    if (page.kvFields.length < targetBytes / 2) limit *= 2;
    else if (page.kvFields.length > targetBytes * 2) limit = Math.max(1, Math.floor(limit / 2));
    const key = Buffer.concat([page.lastKey, Uint8Array.of(0)]);
    // The member has applied the pinned revision, so asking the cluster again would change nothing.
    page = await readPage(kv, { ...request, key, revision, serializable: true }, limit, sent, call);
  }
}

function refuseUnsupported(request: RangeRequest): void {
  if (request.sortTarget !== SortTarget.Key || request.sortOrder === SortOrder.Descend) {
    throw new RpcError(StatusCode.Unimplemented, 'RangeStream does not support custom sort orders');
  }
  const { minModRevision, maxModRevision, minCreateRevision, maxCreateRevision } = request;
  if (minModRevision !== 0 || maxModRevision !== 0 || minCreateRevision !== 0 || maxCreateRevision !== 0) {
    throw new RpcError(StatusCode.Unimplemented, 'RangeStream does not support revision filters');
  }
}

/** At most `limit` pairs, and not more than the client still wants. */
async function readPage(
  kv: KvBackend,
  request: RangeRequest,
  limit: number,
  sent: number,
  call: StreamCall,
): Promise<RangePage> {
  const page = { ...request, limit: request.limit > 0 ? Math.min(limit, request.limit - sent) : limit };
  return readRangePage(joinMessage(await kv.range(page, RangeRequest.encode(page), call)));
}

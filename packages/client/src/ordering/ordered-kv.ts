import { type RangeRequest, RequestOp, type ResponseHeader, type TxnRequest } from '@quorate/protocol';
import { EtcdError } from '../errors/etcd-error.ts';
import type { KvBackend } from '../kv/kv-backend.ts';
import { onlyReads } from '../kv/only-reads.ts';

/**
 * A backend whose answers never go back behind one another. A serializable read may be answered by a member that lags behind; when its
 * answer is from before what was already seen, the read is made again with the cluster's consent.
 */
export function orderedKv(inner: KvBackend): KvBackend {
  let seen = 0;
  const note = <Answer extends { readonly header: ResponseHeader | undefined }>(answer: Answer): Answer => {
    seen = Math.max(seen, answer.header?.revision ?? 0);
    return answer;
  };
  /** Reads, and reads anew when what is answered is from before what had been seen when the read began. */
  const read = async <Answer extends { readonly header: ResponseHeader | undefined }>(
    first: () => Promise<Answer>,
    linearizable: () => Promise<Answer>,
  ): Promise<Answer> => {
    const floor = seen;
    const isStale = (answer: Answer) => (answer.header?.revision ?? 0) < floor;
    const answer = await first();
    if (!isStale(answer)) return note(answer);
    const again = await linearizable();
    if (isStale(again)) throw staleRead(again.header?.revision ?? 0, floor);
    return note(again);
  };
  return {
    range: (request, options) =>
      read(
        () => inner.range(request, options),
        () => inner.range(asLinearizable(request), options),
      ),
    rangeStream: (request, options) => inner.rangeStream(request, options),
    put: async (request, options) => note(await inner.put(request, options)),
    deleteRange: async (request, options) => note(await inner.deleteRange(request, options)),
    txn: async (request, options) => {
      if (!onlyReads(request)) return note(await inner.txn(request, options));
      return read(
        () => inner.txn(request, options),
        () => inner.txn(linearizableTxn(request), options),
      );
    },
    compact: async (request, options) => note(await inner.compact(request, options)),
  };
}

function asLinearizable(request: RangeRequest): RangeRequest {
  return { ...request, serializable: false };
}

function linearizableTxn({ compare, success, failure }: TxnRequest): TxnRequest {
  return { compare, success: success.map(linearizableStep), failure: failure.map(linearizableStep) };
}

function linearizableStep(step: RequestOp): RequestOp {
  const { request } = step;
  if (request?.case === 'requestRange') {
    return RequestOp.create({ request: { case: request.case, value: asLinearizable(request.value) } });
  }
  if (request?.case === 'requestTxn') {
    return RequestOp.create({ request: { case: request.case, value: linearizableTxn(request.value) } });
  }
  return step;
}

function staleRead(revision: number, floor: number): EtcdError {
  const message = `the cluster answers as of revision ${revision}, but ${floor} has been seen: it may have been restored from a backup`;
  return new EtcdError('stale-read', { message, grpcCode: 11, mayHaveExecuted: false });
}

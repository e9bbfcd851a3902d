import {
  type RangeRequest,
  RangeResponse,
  RequestOp,
  type TxnRequest,
  TxnRequest as TxnRequests,
  type TxnResponse,
} from '@quorate/protocol';
import type { CallOptions } from '../connection/call-options.ts';
import { EtcdError } from '../errors/etcd-error.ts';
import { compare } from '../kv/compare.ts';
import type { KvBackend } from '../kv/kv-backend.ts';
import { onlyReads } from '../kv/only-reads.ts';
import type { KeySpace } from '../namespace/key-space.ts';
import type { LeasedKeys } from './leased-keys.ts';
import { writtenRanges } from './written-ranges.ts';

/** Whoever is asked to give up keys answers at once, or its lease ends: a writer that meets with more owners than this competes with readers. */
const revocationsMax = 100;

/**
 * A backend that answers reads of single keys from memory, for as long as it holds the key that stands for them. Writers, this one
 * included, make sure in the same transaction that nobody holds such a key for what they write.
 */
export function leasingKv(inner: KvBackend, leased: LeasedKeys, space: KeySpace): KvBackend {
  const guarded = async (request: TxnRequest, options: CallOptions): Promise<TxnResponse> => {
    const owners = writtenRanges(request).map((range) => space.enter(range));
    for (let attempt = 0; attempt < revocationsMax; attempt++) {
      const conditions = owners.map((range) => compare.missing(range));
      const nested = RequestOp.create({ request: { case: 'requestTxn', value: request } });
      const response = await inner.txn(TxnRequests.create({ compare: conditions, success: [nested] }), options);
      const [step] = response.responses;
      if (response.succeeded && step?.response?.case === 'responseTxn') {
        return { ...step.response.value, header: response.header };
      }
      for (const range of owners) await leased.revokeOwners(range, options);
    }
    const message = `keys were taken again and again by readers, ${revocationsMax} times`;
    throw new EtcdError('conflict', { message, grpcCode: 10, mayHaveExecuted: false });
  };
  const one = async (step: RequestOp['request'], options: CallOptions) => {
    const response = await guarded(TxnRequests.create({ success: [RequestOp.create({ request: step })] }), options);
    return { answer: response.responses[0]?.response, header: response.header };
  };
  return {
    range: async (request, options) => {
      if (!isPlainGet(request) || options.endpoint !== undefined) return inner.range(request, options);
      const kv = await leased.get(request.key, options);
      return RangeResponse.create({
        header: kv.header,
        kvs: kv.kv === undefined ? [] : [kv.kv],
        count: kv.kv === undefined ? 0 : 1,
      });
    },
    rangeStream: (request, options) => inner.rangeStream(request, options),
    put: async (request, options) => {
      const { answer, header } = await one({ case: 'requestPut', value: request }, options);
      if (answer?.case !== 'responsePut') throw unexpected(answer?.case);
      return { ...answer.value, header };
    },
    deleteRange: async (request, options) => {
      const { answer, header } = await one({ case: 'requestDeleteRange', value: request }, options);
      if (answer?.case !== 'responseDeleteRange') throw unexpected(answer?.case);
      return { ...answer.value, header };
    },
    txn: (request, options) => (onlyReads(request) ? inner.txn(request, options) : guarded(request, options)),
    compact: (request, options) => inner.compact(request, options),
  };
}

/** A read of a single key as it is: what can be answered from memory. */
function isPlainGet(request: RangeRequest): boolean {
  const {
    rangeEnd,
    revision,
    keysOnly,
    countOnly,
    minModRevision,
    maxModRevision,
    minCreateRevision,
    maxCreateRevision,
  } = request;
  const bounds = [revision, minModRevision, maxModRevision, minCreateRevision, maxCreateRevision];
  return rangeEnd.length === 0 && !keysOnly && !countOnly && bounds.every((bound) => bound === 0);
}

function unexpected(answer: string | undefined): EtcdError {
  return new EtcdError('unknown', {
    message: `the server answered with ${answer ?? 'nothing'}`,
    grpcCode: 13,
    mayHaveExecuted: true,
  });
}

import {
  type CompactionRequest,
  type CompactionResponse,
  type DeleteRangeRequest,
  type DeleteRangeResponse,
  type PutRequest,
  type PutResponse,
  type RangeRequest,
  type RangeResponse,
  type RangeStreamResponse,
  services,
  type TxnRequest,
  type TxnResponse,
} from '@quorate/protocol';
import type { CallOptions } from '../connection/call-options.ts';
import { readMessages } from '../connection/read-messages.ts';
import type { Transport } from '../connection/transport.ts';
import { onlyReads } from './only-reads.ts';

/** The rpcs behind {@link Kv}. Namespaces, ordering and leasing are backends around another one. */
export interface KvBackend {
  range(request: RangeRequest, options: CallOptions): Promise<RangeResponse>;
  /** One attempt; etcd has the rpc from 3.7 on. */
  rangeStream(request: RangeRequest, options: CallOptions): AsyncIterableIterator<RangeStreamResponse>;
  put(request: PutRequest, options: CallOptions): Promise<PutResponse>;
  deleteRange(request: DeleteRangeRequest, options: CallOptions): Promise<DeleteRangeResponse>;
  txn(request: TxnRequest, options: CallOptions): Promise<TxnResponse>;
  compact(request: CompactionRequest, options: CallOptions): Promise<CompactionResponse>;
}

const rpcs = services['etcdserverpb.KV'];

/** The backend that asks the cluster. */
export function remoteKv(transport: Transport): KvBackend {
  return {
    range: (request, options) => transport.unary(rpcs.Range, request, 'read', options),
    rangeStream: (request, options) => readMessages(transport, rpcs.RangeStream, request, options),
    put: (request, options) => transport.unary(rpcs.Put, request, 'write', options),
    deleteRange: (request, options) => transport.unary(rpcs.DeleteRange, request, 'write', options),
    txn: (request, options) => transport.unary(rpcs.Txn, request, onlyReads(request) ? 'read' : 'write', options),
    // Doing it twice has the effect of doing it once, but the second answer is an error.
    compact: (request, options) => transport.unary(rpcs.Compact, request, 'write', options),
  };
}

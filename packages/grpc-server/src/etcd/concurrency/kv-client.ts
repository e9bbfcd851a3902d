import {
  type Compare,
  CompareResult,
  CompareTarget,
  DeleteRangeRequest,
  DeleteRangeResponse,
  PutRequest,
  prefixEnd,
  RangeRequest,
  RangeResponse,
  type RequestOp,
  SortOrder,
  SortTarget,
  TxnRequest,
  TxnResponse,
} from '@quorate/protocol';
import { joinMessage } from '../../message/framing.ts';
import type { Call } from '../../rpc/call.ts';
import type { KvBackend } from '../backend.ts';

/** Keys and values for services that are themselves clients of the store. */
export class KvClient {
  readonly #kv: KvBackend;
  readonly #call: Call;

  constructor(kv: KvBackend, call: Call) {
    this.#kv = kv;
    this.#call = call;
  }

  async range(fields: Partial<RangeRequest>): Promise<RangeResponse> {
    const request = RangeRequest.create(fields);
    return RangeResponse.decode(joinMessage(await this.#kv.range(request, RangeRequest.encode(request), this.#call)));
  }

  async txn(fields: Partial<TxnRequest>): Promise<TxnResponse> {
    const request = TxnRequest.create(fields);
    return TxnResponse.decode(joinMessage(await this.#kv.txn(request, TxnRequest.encode(request), this.#call)));
  }

  async delete(key: Uint8Array): Promise<DeleteRangeResponse> {
    const request = DeleteRangeRequest.create({ key });
    const raw = DeleteRangeRequest.encode(request);
    return DeleteRangeResponse.decode(joinMessage(await this.#kv.deleteRange(request, raw, this.#call)));
  }
}

/** True while the key was created at a revision; 0 stands for a key that does not exist. */
export function createdAt(key: Uint8Array, revision: number): Compare {
  return {
    result: CompareResult.Equal,
    target: CompareTarget.Create,
    key,
    targetUnion: { case: 'createRevision', value: revision },
    rangeEnd: new Uint8Array(0),
  };
}

export function put(key: Uint8Array, value: Uint8Array, lease: bigint): RequestOp {
  return { request: { case: 'requestPut', value: PutRequest.create({ key, value, lease }) } };
}

export function get(fields: Partial<RangeRequest>): RequestOp {
  return { request: { case: 'requestRange', value: RangeRequest.create(fields) } };
}

export function remove(key: Uint8Array): RequestOp {
  return { request: { case: 'requestDeleteRange', value: DeleteRangeRequest.create({ key }) } };
}

/** The key below `prefix` that was created first. */
export function firstCreated(prefix: Uint8Array): Partial<RangeRequest> {
  return {
    key: prefix,
    rangeEnd: prefixEnd(prefix),
    sortTarget: SortTarget.Create,
    sortOrder: SortOrder.Ascend,
    limit: 1,
  };
}

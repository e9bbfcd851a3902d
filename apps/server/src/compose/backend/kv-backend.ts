import type { Answer, KvBackend } from '@quorate/grpc-server';
import type { Member } from '@quorate/member';
import {
  type AnswerHeader,
  encodeDeleteRangeResponse,
  encodePutResponse,
  encodeRangeResponse,
  encodeTxnResponse,
  putCost,
  type RangeResult,
  rangeResponseParts,
  txnCost,
} from '@quorate/mvcc-store';
import {
  CompactionResponse,
  type DeleteRangeRequest,
  type PutRequest,
  type RangeRequest,
  type RequestOp,
  ResponseHeader,
  type TxnRequest,
} from '@quorate/protocol';
import type { SpaceGuard } from './space-guard.ts';

/** Above this many bytes an answer goes out in parts instead of being copied together. */
const joinedBytesMax = 64 * 1024;

/** Keys and values of a member: reads from its store, writes through the log. */
export class MemberKvBackend implements KvBackend {
  readonly #member: Member;
  readonly #space: SpaceGuard;

  constructor(member: Member, space: SpaceGuard) {
    this.#member = member;
    this.#space = space;
  }

  range(request: RangeRequest): Answer {
    if (request.serializable) return this.#read(request);
    return this.#member.linearizableBarrier().then(() => this.#read(request));
  }

  put(request: PutRequest, raw: Uint8Array): Answer {
    this.#space.require(putCost(request));
    return this.#member.propose('put', request, raw).then((result) => encodePutResponse(this.#header(), result));
  }

  deleteRange(request: DeleteRangeRequest, raw: Uint8Array): Answer {
    return this.#member
      .propose('deleteRange', request, raw)
      .then((result) => encodeDeleteRangeResponse(this.#header(), result));
  }

  txn(request: TxnRequest, raw: Uint8Array): Answer {
    if (!isReadOnly(request)) return this.#write(request, raw);
    if (isSerializable(request)) return this.#readTxn(request);
    return this.#member.linearizableBarrier().then(() => this.#readTxn(request));
  }

  async compact(request: { revision: number; physical: boolean }, raw: Uint8Array): Promise<Uint8Array> {
    const { done } = await this.#member.propose('compaction', request, raw);
    if (request.physical) await done;
    else done.catch(() => {});
    const header = ResponseHeader.create({ ...this.#header(), revision: this.#member.state.store.revision });
    return CompactionResponse.encode({ header });
  }

  #header(): AnswerHeader {
    return { clusterId: this.#member.clusterId, memberId: this.#member.id, raftTerm: this.#member.term };
  }

  #read(request: RangeRequest): Answer {
    const result = this.#member.state.store.rangeSliced(request);
    if (result instanceof Promise) return result.then((later) => this.#encodeRange(later));
    return this.#encodeRange(result);
  }

  #encodeRange(result: RangeResult): Uint8Array | Uint8Array[] {
    let bytes = 0;
    for (const kv of result.kvs) bytes += kv.length;
    return bytes > joinedBytesMax
      ? rangeResponseParts(this.#header(), result)
      : encodeRangeResponse(this.#header(), result);
  }

  #readTxn(request: TxnRequest): Uint8Array {
    return encodeTxnResponse(this.#header(), this.#member.state.store.txn(request));
  }

  #write(request: TxnRequest, raw: Uint8Array): Answer {
    this.#space.require(txnCost(request));
    return this.#member.propose('txn', request, raw).then((result) => encodeTxnResponse(this.#header(), result));
  }
}

function isRange({ request }: RequestOp): boolean {
  return request?.case === 'requestRange';
}

/** Whether a txn only reads; then it need not go through the log. One in another counts as a write, as in etcd. */
function isReadOnly(request: TxnRequest): boolean {
  return request.success.every(isRange) && request.failure.every(isRange);
}

/** Whether all its reads may be of this member's state as it is; so one without reads is, though it compares. */
function isSerializable(request: TxnRequest): boolean {
  const serializable = ({ request: op }: RequestOp) => op?.case === 'requestRange' && op.value.serializable;
  return request.success.every(serializable) && request.failure.every(serializable);
}

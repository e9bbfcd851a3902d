import {
  type DeleteRangeResponse,
  type PutResponse,
  type RangeResponse,
  RequestOp,
  ResponseOp,
  type TxnRequest,
  type TxnResponse,
} from '@quorate/protocol';
import type { BytesLike } from '../kv/bytes.ts';
import type { KvBackend } from '../kv/kv-backend.ts';
import { KeySpace } from './key-space.ts';

/** A backend whose keys are those of another one that begin with `prefix`, without it. */
export function namespacedKv(inner: KvBackend, prefix: BytesLike): KvBackend {
  const space = new KeySpace(prefix);
  return {
    range: async (request, options) => leaveRange(space, await inner.range(space.enter(request), options)),
    rangeStream: async function* (request, options) {
      for await (const { rangeResponse } of inner.rangeStream(space.enter(request), options)) {
        yield { rangeResponse: rangeResponse && leaveRange(space, rangeResponse) };
      }
    },
    put: async (request, options) => {
      const key = space.enterKey(request.key);
      return leavePut(space, await inner.put({ ...request, key }, options));
    },
    deleteRange: async (request, options) => leaveDelete(space, await inner.deleteRange(space.enter(request), options)),
    txn: async (request, options) => leaveTxn(space, await inner.txn(enterTxn(space, request), options)),
    compact: (request, options) => inner.compact(request, options),
  };
}

function enterTxn(space: KeySpace, { compare, success, failure }: TxnRequest): TxnRequest {
  const enterSteps = (steps: readonly RequestOp[]) => steps.map((step) => enterStep(space, step));
  return {
    compare: compare.map((condition) => space.enter(condition)),
    success: enterSteps(success),
    failure: enterSteps(failure),
  };
}

function enterStep(space: KeySpace, { request }: RequestOp): RequestOp {
  switch (request?.case) {
    case 'requestRange':
      return RequestOp.create({ request: { case: request.case, value: space.enter(request.value) } });
    case 'requestPut': {
      const key = space.enterKey(request.value.key);
      return RequestOp.create({ request: { case: request.case, value: { ...request.value, key } } });
    }
    case 'requestDeleteRange':
      return RequestOp.create({ request: { case: request.case, value: space.enter(request.value) } });
    case 'requestTxn':
      return RequestOp.create({ request: { case: request.case, value: enterTxn(space, request.value) } });
    default:
      return RequestOp.create();
  }
}

function leaveRange(space: KeySpace, response: RangeResponse): RangeResponse {
  return { ...response, kvs: response.kvs.map((kv) => space.leave(kv)) };
}

function leavePut(space: KeySpace, response: PutResponse): PutResponse {
  return { ...response, prevKv: space.leaveOptional(response.prevKv) };
}

function leaveDelete(space: KeySpace, response: DeleteRangeResponse): DeleteRangeResponse {
  return { ...response, prevKvs: response.prevKvs.map((kv) => space.leave(kv)) };
}

function leaveTxn(space: KeySpace, response: TxnResponse): TxnResponse {
  return { ...response, responses: response.responses.map((step) => leaveStep(space, step)) };
}

function leaveStep(space: KeySpace, { response }: ResponseOp): ResponseOp {
  switch (response?.case) {
    case 'responseRange':
      return ResponseOp.create({ response: { case: response.case, value: leaveRange(space, response.value) } });
    case 'responsePut':
      return ResponseOp.create({ response: { case: response.case, value: leavePut(space, response.value) } });
    case 'responseDeleteRange':
      return ResponseOp.create({ response: { case: response.case, value: leaveDelete(space, response.value) } });
    case 'responseTxn':
      return ResponseOp.create({ response: { case: response.case, value: leaveTxn(space, response.value) } });
    default:
      return ResponseOp.create();
  }
}

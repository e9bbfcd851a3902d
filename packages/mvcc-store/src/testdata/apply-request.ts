import {
  DeleteRangeResponse,
  KeyValue,
  PutResponse,
  RangeResponse,
  type RangeRequest,
  type ResponseHeader,
  type ResponseOp,
  type RequestOp,
  type TxnRequest,
  TxnResponse,
} from '@quorate/protocol';
import {
  encodeDeleteRangeResponse,
  encodePutResponse,
  encodeRangeResponse,
  encodeTxnResponse,
} from '../result/encode-response.ts';
import { StoreError } from '../store-error.ts';
import type { StoreRequest } from './random-requests.ts';
import { settle, type TestStore } from './test-store.ts';

/** Whoever answers, for comparing with another's answers. */
export const anybody = { clusterId: 0n, memberId: 0n, raftTerm: 0 };

/** What a store answered, decoded again from its encoded answer; errors as their text. */
export async function applyRequest(test: TestStore, request: StoreRequest): Promise<unknown> {
  try {
    return await answer(test, request);
  } catch (error) {
    if (error instanceof StoreError) return { error: error.message };
    throw error;
  }
}

async function answer({ store, clock, leases }: TestStore, request: StoreRequest): Promise<unknown> {
  switch (request.kind) {
    case 'range': {
      const result = await settle(clock, Promise.resolve(store.rangeSliced(request.request)));
      return RangeResponse.decode(encodeRangeResponse(anybody, result));
    }
    case 'put':
      return PutResponse.decode(encodePutResponse(anybody, store.put(request.request)));
    case 'deleteRange':
      return DeleteRangeResponse.decode(encodeDeleteRangeResponse(anybody, store.deleteRange(request.request)));
    case 'txn':
      return TxnResponse.decode(encodeTxnResponse(anybody, store.txn(request.request)));
    case 'compact':
      await settle(clock, store.compact(request.revision).done);
      return { compacted: request.revision };
    case 'hashKv': {
      const { hash, compactRevision, revision } = await settle(clock, store.hashKv(request.revision));
      return { hash, compactRevision, revision };
    }
    case 'grant':
      return leases.grant(request.lease) ? { granted: request.lease } : { error: 'etcdserver: lease already exists' };
    case 'revoke': {
      const keys = leases.take(request.lease);
      if (keys === undefined) return { error: 'etcdserver: requested lease not found' };
      const revision = store.deleteKeys(keys);
      leases.remove(request.lease);
      return { revision };
    }
  }
}

/** Takes out of an answer whose it is. */
export function withoutIdentity<T extends { header: ResponseHeader | undefined }>(response: T): T {
  const { header } = response;
  return { ...response, header: header && { ...header, ...anybody } };
}

/**
 * Takes the lease out of keys that were asked for alone: 3.5, which runs beside the tests, still shows it, 3.7 does not. In the order of
 * values it is still there.
 */
export function withoutKeysOnlyLeases(response: RangeResponse, request: RangeRequest): RangeResponse {
  if (!request.keysOnly || request.sortTarget === 4) return response;
  return { ...response, kvs: response.kvs.map((kv) => KeyValue.create({ ...kv, lease: 0n })) };
}

/** The same in a txn's answer. */
export function withoutKeysOnlyLeasesIn(response: TxnResponse, request: TxnRequest): TxnResponse {
  const operations = response.succeeded ? request.success : request.failure;
  return {
    ...response,
    responses: response.responses.map((inner, index) => ({
      response: withoutLeasesInOperation(inner.response, operations[index]?.request),
    })),
  };
}

function withoutLeasesInOperation(
  response: ResponseOp['response'],
  request: RequestOp['request'],
): ResponseOp['response'] {
  if (response?.case === 'responseRange' && request?.case === 'requestRange') {
    return { case: 'responseRange', value: withoutKeysOnlyLeases(response.value, request.value) };
  }
  if (response?.case === 'responseTxn' && request?.case === 'requestTxn') {
    return { case: 'responseTxn', value: withoutKeysOnlyLeasesIn(response.value, request.value) };
  }
  return response;
}

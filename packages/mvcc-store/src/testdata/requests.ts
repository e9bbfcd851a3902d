import {
  Compare,
  DeleteRangeRequest,
  KeyValue,
  PutRequest,
  RangeRequest,
  RequestOp,
  TxnRequest,
} from '@quorate/protocol';
import { bytes, text } from './test-store.ts';

/** `end`: absent for one key, `'\0'` for all from `key` on. */
export const range = (key: string, end = '', options: Partial<RangeRequest> = {}): RangeRequest =>
  RangeRequest.create({ key: bytes(key), rangeEnd: bytes(end), ...options });

export const put = (key: string, value = '', options: Partial<PutRequest> = {}): PutRequest =>
  PutRequest.create({ key: bytes(key), value: bytes(value), ...options });

export const remove = (key: string, end = '', options: Partial<DeleteRangeRequest> = {}): DeleteRangeRequest =>
  DeleteRangeRequest.create({ key: bytes(key), rangeEnd: bytes(end), ...options });

type Operation = RangeRequest | PutRequest | DeleteRangeRequest | TxnRequest;

function operation(request: Operation): RequestOp {
  if ('success' in request) return { request: { case: 'requestTxn', value: request } };
  if ('sortOrder' in request) return { request: { case: 'requestRange', value: request } };
  if ('value' in request) return { request: { case: 'requestPut', value: request } };
  return { request: { case: 'requestDeleteRange', value: request } };
}

export const txn = (compare: Compare[], success: Operation[], failure: Operation[] = []): TxnRequest =>
  TxnRequest.create({ compare, success: success.map(operation), failure: failure.map(operation) });

/** Compares a key, or a range of keys, as `key mod = 5` says it. */
export function compare(
  key: string,
  target: 'version' | 'create' | 'mod' | 'value' | 'lease',
  result: '=' | '>' | '<' | '!=',
  wanted: number | string | bigint,
  end = '',
): Compare {
  const targets = { version: 0, create: 1, mod: 2, value: 3, lease: 4 } as const;
  const results = { '=': 0, '>': 1, '<': 2, '!=': 3 } as const;
  return Compare.create({
    key: bytes(key),
    rangeEnd: bytes(end),
    target: targets[target],
    result: results[result],
    targetUnion:
      typeof wanted === 'string'
        ? { case: 'value', value: bytes(wanted) }
        : typeof wanted === 'bigint'
          ? { case: 'lease', value: wanted }
          : { case: target === 'create' ? 'createRevision' : target === 'mod' ? 'modRevision' : 'version', value: wanted },
  });
}

/** An encoded KeyValue, to be read by people: `key=value`, revisions and version, the lease when there is one. */
export function show(kv: Uint8Array | undefined): string | undefined {
  if (kv === undefined) return undefined;
  const { key, value, createRevision, modRevision, version, lease } = KeyValue.decode(kv);
  const suffix = lease === 0n ? '' : ` lease ${lease}`;
  return `${text(key)}=${text(value)} c${createRevision} m${modRevision} v${version}${suffix}`;
}

export const showAll = (kvs: readonly Uint8Array[]): (string | undefined)[] => kvs.map(show);

/** The keys alone. */
export const keysOf = (kvs: readonly Uint8Array[]): string[] => kvs.map((kv) => text(KeyValue.decode(kv).key));

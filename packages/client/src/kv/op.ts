import type { KeyValue } from '@quorate/protocol';
import {
  type DeleteRangeRequest,
  type PutRequest,
  type RangeRequest,
  RequestOp,
  type TxnRequest,
} from '@quorate/protocol';
import type { BytesLike } from './bytes.ts';
import type { KeySelector } from './key-range.ts';
import type {
  DeleteOptions,
  DeleteResult,
  keep,
  PutOptions,
  PutResult,
  RangeReadOptions,
  RangeResult,
  ReadOptions,
} from './kv-options.ts';
import { deleteRequest, putRequest, rangeRequest } from './requests.ts';
import type { Txn, TxnResult } from './txn.ts';

interface OpOf<Kind extends string, Request, Result> {
  readonly kind: Kind;
  readonly request: Request;
  /** Only for the type checker: what the operation's answer is. */
  readonly result?: Result;
}

interface TxnOp<Result> extends OpOf<'txn', TxnRequest, Result> {
  readonly whenTrue: readonly Op[];
  readonly whenFalse: readonly Op[];
}

/** One step of a transaction, made by {@link op}; `Result` is what its answer looks like. */
export type Op<Result = unknown> =
  | OpOf<'get', RangeRequest, Result>
  | OpOf<'range', RangeRequest, Result>
  | OpOf<'put', PutRequest, Result>
  | OpOf<'delete', DeleteRangeRequest, Result>
  | TxnOp<Result>;

/** The answers to a list of steps, each in the place of its step. */
export type ResultsOf<Ops extends readonly Op[]> = {
  readonly [Index in keyof Ops]: Ops[Index] extends Op<infer Result> ? Result : never;
};

/**
 * The steps of a transaction.
 *
 * @example
 * ```ts
 * import { EtcdClient, op, prefix } from '@quorate/client';
 *
 * await using client = new EtcdClient({ endpoints: 'http://127.0.0.1:2379' });
 * const { responses } = await client.kv
 *   .txn()
 *   .do(op.put('ops/a', '1'), op.delete('ops/b', { prevKvs: true }), op.range(prefix('ops/')))
 *   .commit();
 * if (responses.length === 3) console.log(responses[1].deleted, responses[2].kvs.length);
 * ```
 */
export const op = {
  /** Reads one key. */
  get: (key: BytesLike, options: ReadOptions = {}): Op<KeyValue | undefined> => ({
    kind: 'get',
    request: rangeRequest(key, options),
  }),
  /** Reads a range. */
  range: (selector: KeySelector, options: RangeReadOptions = {}): Op<RangeResult> => ({
    kind: 'range',
    request: rangeRequest(selector, options),
  }),
  /** Writes a key. A transaction may write a key only once. */
  put: (key: BytesLike, value: BytesLike | typeof keep, options: PutOptions = {}): Op<PutResult> => ({
    kind: 'put',
    request: putRequest(key, value, options),
  }),
  /** Deletes a key or a range. */
  delete: (selector: KeySelector, options: DeleteOptions = {}): Op<DeleteResult> => ({
    kind: 'delete',
    request: deleteRequest(selector, options),
  }),
  /** A transaction within the transaction. */
  txn: <Then extends readonly Op[], Else extends readonly Op[]>(inner: Txn<Then, Else>): Op<TxnResult<Then, Else>> => ({
    kind: 'txn',
    request: inner.request(),
    whenTrue: inner.steps.whenTrue,
    whenFalse: inner.steps.whenFalse,
  }),
} as const;

/** A step as the wire has it. */
export function toRequestOp(step: Op): RequestOp {
  switch (step.kind) {
    case 'get':
    case 'range':
      return RequestOp.create({ request: { case: 'requestRange', value: step.request } });
    case 'put':
      return RequestOp.create({ request: { case: 'requestPut', value: step.request } });
    case 'delete':
      return RequestOp.create({ request: { case: 'requestDeleteRange', value: step.request } });
    case 'txn':
      return RequestOp.create({ request: { case: 'requestTxn', value: step.request } });
  }
}

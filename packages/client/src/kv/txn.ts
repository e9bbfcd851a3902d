import type { Compare, TxnRequest } from '@quorate/protocol';
import type { CallOptions } from '../connection/call-options.ts';
import type { KvResult } from './kv-options.ts';
import type { Op, ResultsOf } from './op.ts';

/** What a transaction did: the answers of the steps that ran, each in the place of its step. */
export type TxnResult<Then extends readonly Op[] = readonly Op[], Else extends readonly Op[] = readonly Op[]> =
  | (KvResult & { readonly succeeded: true; readonly responses: ResultsOf<Then> })
  | (KvResult & { readonly succeeded: false; readonly responses: ResultsOf<Else> });

/**
 * A transaction: when all conditions hold, the steps of `do` run, else those of `else`, at one revision. Builders are values;
 * each method returns another one.
 *
 * @example
 * const result = await client.kv
 *   .txn()
 *   .if(compare.missing('leader'))
 *   .do(op.put('leader', 'me'))
 *   .else(op.get('leader'))
 *   .commit();
 */
export interface Txn<Then extends readonly Op[] = readonly [], Else extends readonly Op[] = readonly []> {
  /** Adds conditions. */
  if(...conditions: Compare[]): Txn<Then, Else>;
  /** Adds steps for when all conditions hold. */
  do<const Ops extends readonly Op[]>(...steps: Ops): Txn<readonly [...Then, ...Ops], Else>;
  /** Adds steps for when a condition does not hold. */
  else<const Ops extends readonly Op[]>(...steps: Ops): Txn<Then, readonly [...Else, ...Ops]>;
  /** As the wire has it. */
  request(): TxnRequest;
  /** Runs it. One that only reads is retried like a read. */
  commit(options?: CallOptions): Promise<TxnResult<Then, Else>>;
}

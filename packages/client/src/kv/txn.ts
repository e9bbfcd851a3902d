import { type Compare, TxnRequest } from '@quorate/protocol';
import type { CallOptions } from '../connection/call-options.ts';
import type { KvBackend } from './kv-backend.ts';
import type { KvResult } from './kv-options.ts';
import { type Op, type ResultsOf, toRequestOp } from './op.ts';
import { headerOf, stepResults } from './results.ts';

/** What a transaction did: the answers of the steps that ran, each in the place of its step. */
export type TxnResult<Then extends readonly Op[] = readonly Op[], Else extends readonly Op[] = readonly Op[]> =
  | (KvResult & { readonly succeeded: true; readonly responses: ResultsOf<Then> })
  | (KvResult & { readonly succeeded: false; readonly responses: ResultsOf<Else> });

/**
 * A transaction: when all conditions hold, the steps of `do` run, else those of `else`, at one revision. Builders are values;
 * each method returns another one.
 *
 * @example
 * ```ts
 * import { compare, EtcdClient, op } from '@quorate/client';
 *
 * await using client = new EtcdClient({ endpoints: 'http://127.0.0.1:2379' });
 * const { succeeded } = await client.kv
 *   .txn()
 *   .if(compare.missing('config/owner'))
 *   .do(op.put('config/owner', 'me'))
 *   .else(op.get('config/owner'))
 *   .commit();
 * console.log(succeeded);
 * ```
 */
export interface Txn<Then extends readonly Op[] = readonly [], Else extends readonly Op[] = readonly []> {
  /** Adds conditions. */
  if(...conditions: Compare[]): Txn<Then, Else>;
  /** Adds steps for when all conditions hold. */
  do<const Ops extends readonly Op[]>(...steps: Ops): Txn<readonly [...Then, ...Ops], Else>;
  /** Adds steps for when a condition does not hold. */
  else<const Ops extends readonly Op[]>(...steps: Ops): Txn<Then, readonly [...Else, ...Ops]>;
  /** What runs when all conditions hold, and what when one does not. */
  readonly steps: { readonly whenTrue: Then; readonly whenFalse: Else };
  /** As the wire has it. */
  request(): TxnRequest;
  /** Runs it. One that only reads is retried like a read. */
  commit(options?: CallOptions): Promise<TxnResult<Then, Else>>;
}

/** The answer to a transaction whose steps are not known to the type checker. */
export type TxnAnswer = KvResult & { readonly succeeded: boolean; readonly responses: readonly unknown[] };

/** A transaction on a backend, with nothing in it. */
export function createTxn(backend: KvBackend): Txn {
  return build(backend, [], [], []);
}

function build<Then extends readonly Op[], Else extends readonly Op[]>(
  backend: KvBackend,
  conditions: readonly Compare[],
  whenTrue: Then,
  whenFalse: Else,
): Txn<Then, Else> {
  const request = () =>
    TxnRequest.create({
      compare: [...conditions],
      success: whenTrue.map(toRequestOp),
      failure: whenFalse.map(toRequestOp),
    });
  return {
    steps: { whenTrue, whenFalse },
    if: (...more) => build(backend, [...conditions, ...more], whenTrue, whenFalse),
    do: (...more) => build(backend, conditions, [...whenTrue, ...more], whenFalse),
    else: (...more) => build(backend, conditions, whenTrue, [...whenFalse, ...more]),
    request,
    commit: async (options = {}) => {
      const response = await backend.txn(request(), options);
      const header = headerOf(response);
      const steps = response.succeeded ? whenTrue : whenFalse;
      const answer: TxnAnswer = {
        revision: header.revision,
        header,
        succeeded: response.succeeded,
        responses: stepResults(steps, response.responses, header),
      };
      // Each answer was checked against the kind of its step; the type of a step says what that kind answers.
      return answer as TxnResult<Then, Else>;
    },
  };
}

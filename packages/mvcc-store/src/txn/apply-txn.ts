import type { RangeRequest, RequestOp, TxnRequest } from '@quorate/protocol';
import type { LeaseKeeper } from '../lease-keeper.ts';
import { RangeScan } from '../range/range-scan.ts';
import type { OperationResult, TxnResult } from '../result/results.ts';
import type { StoreState } from '../state/store-state.ts';
import { StoreError } from '../store-error.ts';
import { applyDeleteRange, applyPut, requireKeyToKeep, requireLease } from '../write/apply-write.ts';
import type { Writing } from '../write/writing.ts';
import { allHold } from './compare.ts';

/** A txn whose comparisons have been made: the branch that runs, and what was decided about txns in it. */
export interface DecidedTxn {
  readonly succeeded: boolean;
  readonly operations: readonly RequestOp[];
  /** One for each nested txn among the operations, in order. */
  readonly nested: readonly DecidedTxn[];
}

/** Makes all comparisons, those of nested txns too, against the state before anything runs. */
export function decideTxn(state: StoreState, request: TxnRequest): DecidedTxn {
  const succeeded = allHold(state, request.compare);
  const operations = succeeded ? request.success : request.failure;
  const nested: DecidedTxn[] = [];
  for (const { request: operation } of operations) {
    if (operation?.case === 'requestTxn') nested.push(decideTxn(state, operation.value));
  }
  return { succeeded, operations, nested };
}

/**
 * Checks what depends on the state, against the state before anything runs, so that nothing fails half-way.
 *
 * @throws StoreError `compacted`, `future-revision`, `key-not-found`, `lease-not-found`
 */
export function checkTxn(state: StoreState, leases: LeaseKeeper, txn: DecidedTxn): void {
  let nestedSeen = 0;
  for (const { request } of txn.operations) {
    switch (request?.case) {
      case 'requestRange':
        checkRangeRevision(state, request.value);
        break;
      case 'requestPut':
        requireKeyToKeep(request.value, state);
        requireLease(request.value, leases);
        break;
      case 'requestTxn':
        checkTxn(state, leases, txn.nested[nestedSeen++] as DecidedTxn);
        break;
    }
  }
}

/** Unlike a range by itself, one in a txn does not read a negative revision as the current one. */
function checkRangeRevision(state: StoreState, { revision }: RangeRequest): void {
  if (revision === 0) return;
  if (revision > state.revision) throw new StoreError('future-revision');
  if (revision < state.compactRevision) throw new StoreError('compacted');
}

/** Runs the operations in order; each sees what those before it wrote. */
export function runTxn(state: StoreState, writing: Writing, txn: DecidedTxn): TxnResult {
  const responses: OperationResult[] = [];
  let nestedSeen = 0;
  for (const { request } of txn.operations) {
    switch (request?.case) {
      case 'requestRange': {
        const scan = new RangeScan(state, request.value, writing.readRevision);
        scan.step(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
        responses.push({ case: 'range', value: scan.result() });
        break;
      }
      case 'requestPut':
        responses.push({ case: 'put', value: applyPut(state, writing, request.value) });
        break;
      case 'requestDeleteRange':
        responses.push({ case: 'deleteRange', value: applyDeleteRange(state, writing, request.value) });
        break;
      case 'requestTxn':
        responses.push({ case: 'txn', value: runTxn(state, writing, txn.nested[nestedSeen++] as DecidedTxn) });
        break;
    }
  }
  return { revision: writing.readRevision, succeeded: txn.succeeded, responses };
}

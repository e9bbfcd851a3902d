import {
  type DeleteRangeRequest,
  type PutRequest,
  type RangeRequest,
  type RequestOp,
  SortOrderTable,
  SortTargetTable,
  type TxnRequest,
} from '@quorate/protocol';
import { etcdError } from '../etcd-errors.ts';
import { checkOverlaps } from './txn-overlaps.ts';

/**
 * Operations of one transaction, all nested ones included. etcd bounds each level alone, so that a request of a megabyte may hold
 * hundreds of thousands; no client comes near this number (a transaction of 128 transactions of 128 operations would).
 */
export const TXN_OPS_TOTAL_MAX = 16_384;

/** Throws as etcd does for a range without a key, or sorted in a way that does not exist. */
export function checkRange(request: RangeRequest): void {
  if (request.key.length === 0) throw etcdError('emptyKey');
  if (request.sortOrder !== 0 && !SortOrderTable.names.has(request.sortOrder)) throw etcdError('invalidSortOption');
  if (request.sortTarget !== 0 && !SortTargetTable.names.has(request.sortTarget)) throw etcdError('invalidSortOption');
}

/** Throws as etcd does for a put without a key, or with what it asks to be ignored. */
export function checkPut(request: PutRequest): void {
  if (request.key.length === 0) throw etcdError('emptyKey');
  if (request.ignoreValue && request.value.length !== 0) throw etcdError('valueProvided');
  if (request.ignoreLease && request.lease !== 0n) throw etcdError('leaseProvided');
}

/** Throws as etcd does for a deletion without a key. */
export function checkDeleteRange(request: DeleteRangeRequest): void {
  if (request.key.length === 0) throw etcdError('emptyKey');
}

/**
 * Throws as etcd does for a transaction with too many operations, with an operation that is wrong by itself, or in which one branch
 * writes a key twice. `opsMax` is etcd's `--max-txn-ops`.
 */
export function checkTxn(request: TxnRequest, opsMax: number): void {
  checkOperations(request, opsMax, { total: 0 });
  checkOverlaps(request.success);
  checkOverlaps(request.failure);
}

/** A nested transaction may use what the widest list of its parent left of the budget. */
function checkOperations(request: TxnRequest, opsMax: number, counted: { total: number }): void {
  const { compare, success, failure } = request;
  const ops = Math.max(compare.length, success.length, failure.length);
  counted.total += compare.length + success.length + failure.length;
  if (ops > opsMax || counted.total > TXN_OPS_TOTAL_MAX) throw etcdError('tooManyOps');
  for (const { key } of compare) {
    if (key.length === 0) throw etcdError('emptyKey');
  }
  for (const operation of success) checkOperation(operation, opsMax - ops, counted);
  for (const operation of failure) checkOperation(operation, opsMax - ops, counted);
}

function checkOperation({ request }: RequestOp, opsMax: number, counted: { total: number }): void {
  // An operation without content is etcd's "key not found".
  if (request === undefined) throw etcdError('keyNotFound');
  if (request.case === 'requestRange') checkRange(request.value);
  else if (request.case === 'requestPut') checkPut(request.value);
  else if (request.case === 'requestDeleteRange') checkDeleteRange(request.value);
  else checkOperations(request.value, opsMax, counted);
}

import type { DeleteRangeRequest, RequestOp, TxnRequest } from '@quorate/protocol';
import { etcdError } from '../etcd-errors.ts';
import { KeyRanges } from './key-ranges.ts';

/** The keys that a branch puts, and those it deletes. */
interface Writes {
  readonly puts: Set<string>;
  readonly deletes: KeyRanges;
}

const none: ReadonlySet<string> = new Set();

/**
 * Throws etcd's error for a branch of a transaction that writes a key twice: two puts, or a put and a delete that covers it. The
 * branches of a nested transaction exclude each other, so the same key may stand in both. Deletes may overlap.
 *
 * In etcd's order: deletes of a level count before everything else; nested transactions in turn, each one's puts against
 * what was seen before it; at last the puts of the level. So a nested put followed by a nested delete passes, and so does every
 * range to the end of the key space (`range_end` of one zero byte), which etcd takes for an empty one here.
 */
export function checkOverlaps(operations: readonly RequestOp[]): void {
  // One write cannot overlap itself, and most transactions have just one.
  if (operations.length > 1 || operations[0]?.request?.case === 'requestTxn') writesOf(operations);
}

function writesOf(operations: readonly RequestOp[]): Writes {
  const writes: Writes = { puts: new Set(), deletes: new KeyRanges() };
  for (const { request } of operations) {
    if (request?.case === 'requestDeleteRange') addDelete(writes, request.value);
  }
  for (const { request } of operations) {
    if (request?.case === 'requestTxn') addNested(writes, request.value);
  }
  for (const { request } of operations) {
    if (request?.case === 'requestPut') addPut(writes, text(request.value.key), none);
  }
  return writes;
}

function addDelete(writes: Writes, { key, rangeEnd }: DeleteRangeRequest): void {
  const start = text(key);
  writes.deletes.add(start, rangeEnd.length === 0 ? `${start}\0` : text(rangeEnd));
}

function addNested(writes: Writes, txn: TxnRequest): void {
  const success = writesOf(txn.success);
  const failure = writesOf(txn.failure);
  for (const key of success.puts) addPut(writes, key, none);
  for (const key of failure.puts) addPut(writes, key, success.puts);
  writes.deletes.addAll(success.deletes);
  writes.deletes.addAll(failure.deletes);
}

/** `alternatives` are the puts of the branch that excludes the one `key` is in. */
function addPut(writes: Writes, key: string, alternatives: ReadonlySet<string>): void {
  if (writes.puts.has(key) && !alternatives.has(key)) throw etcdError('duplicateKey');
  if (writes.deletes.covers(key)) throw etcdError('duplicateKey');
  writes.puts.add(key);
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

import { ResponseHeader, varintSize, writeVarint } from '@quorate/protocol';
import type { DeleteRangeResult, OperationResult, PutResult, RangeResult, TxnResult } from './results.ts';

/** Whose answer it is; the revision comes from the result. */
export type AnswerHeader = Pick<ResponseHeader, 'clusterId' | 'memberId' | 'raftTerm'>;

// Tags of the response messages: field number and wire type.
const headerTag = 0x0a;
const rangeKvsTag = 0x12;
const rangeMoreTag = 0x18;
const rangeCountTag = 0x20;
const putPrevKvTag = 0x12;
const deletedTag = 0x10;
const deletedPrevKvsTag = 0x1a;
const succeededTag = 0x10;
const responsesTag = 0x1a;
const headerRevisionTag = 0x18;
/** Of ResponseOp, which wraps the answer to an operation. */
const operationTags = { range: 0x0a, put: 0x12, deleteRange: 0x1a, txn: 0x22 } as const;

/** From this size on, a stored KeyValue is passed on as a part of its own and not copied. */
const ownPartBytesMin = 16 * 1024;

/** An encoded RangeResponse, in one array. For results of many megabytes see {@link rangeResponseParts}. */
export function encodeRangeResponse(header: AnswerHeader, result: RangeResult): Uint8Array {
  const encodedHeader = encodeHeader(header, result.revision);
  const out = Buffer.allocUnsafe(rangeSize(encodedHeader, result));
  writeRange(out, 0, encodedHeader, result);
  return out;
}

/** The same as parts that follow one another: the bytes of large values are not copied. */
export function rangeResponseParts(header: AnswerHeader, result: RangeResult): Uint8Array[] {
  const encodedHeader = encodeHeader(header, result.revision);
  const large = result.kvs.filter((kv) => kv.length >= ownPartBytesMin);
  if (large.length === 0) return [encodeRangeResponse(header, result)];
  const copied = rangeSize(encodedHeader, result) - large.reduce((sum, kv) => sum + kv.length, 0);
  const out = Buffer.allocUnsafe(copied);
  const parts: Uint8Array[] = [];
  let from = 0;
  let at = writeDelimited(out, 0, headerTag, encodedHeader);
  for (const kv of result.kvs) {
    if (kv.length < ownPartBytesMin) {
      at = writeDelimited(out, at, rangeKvsTag, kv);
      continue;
    }
    out[at++] = rangeKvsTag;
    at = writeVarint(out, at, kv.length);
    parts.push(out.subarray(from, at), kv);
    from = at;
  }
  at = writeRangeEnd(out, at, result);
  if (at > from) parts.push(out.subarray(from, at));
  return parts;
}

export function encodePutResponse(header: AnswerHeader, result: PutResult): Uint8Array {
  const encodedHeader = encodeHeader(header, result.revision);
  const out = Buffer.allocUnsafe(putSize(encodedHeader, result));
  writePut(out, 0, encodedHeader, result);
  return out;
}

export function encodeDeleteRangeResponse(header: AnswerHeader, result: DeleteRangeResult): Uint8Array {
  const encodedHeader = encodeHeader(header, result.revision);
  const out = Buffer.allocUnsafe(deleteRangeSize(encodedHeader, result));
  writeDeleteRange(out, 0, encodedHeader, result);
  return out;
}

/** Headers inside carry only the revision; that of a nested txn is empty. */
export function encodeTxnResponse(header: AnswerHeader, result: TxnResult): Uint8Array {
  const encodedHeader = encodeHeader(header, result.revision);
  const sizes: number[] = [];
  const out = Buffer.allocUnsafe(txnSize(encodedHeader, result, sizes));
  writeTxn(out, 0, encodedHeader, result, { sizes, next: 0 });
  return out;
}

function encodeHeader({ clusterId, memberId, raftTerm }: AnswerHeader, revision: number): Uint8Array {
  return ResponseHeader.encode({ clusterId, memberId, raftTerm, revision });
}

const emptyHeader = new Uint8Array(0);

function innerHeader(revision: number): Uint8Array {
  const header = new Uint8Array(1 + varintSize(revision));
  header[0] = headerRevisionTag;
  writeVarint(header, 1, revision);
  return header;
}

function delimitedSize(length: number): number {
  return 1 + varintSize(length) + length;
}

function writeDelimited(out: Uint8Array, offset: number, tag: number, bytes: Uint8Array): number {
  out[offset] = tag;
  const at = writeVarint(out, offset + 1, bytes.length);
  out.set(bytes, at);
  return at + bytes.length;
}

function rangeSize(header: Uint8Array, { kvs, more, count }: RangeResult): number {
  let size = delimitedSize(header.length);
  for (const kv of kvs) size += delimitedSize(kv.length);
  if (more) size += 2;
  if (count !== 0) size += 1 + varintSize(count);
  return size;
}

function writeRange(out: Uint8Array, offset: number, header: Uint8Array, result: RangeResult): number {
  let at = writeDelimited(out, offset, headerTag, header);
  for (const kv of result.kvs) at = writeDelimited(out, at, rangeKvsTag, kv);
  return writeRangeEnd(out, at, result);
}

function writeRangeEnd(out: Uint8Array, offset: number, { more, count }: RangeResult): number {
  let at = offset;
  if (more) {
    out[at++] = rangeMoreTag;
    out[at++] = 1;
  }
  if (count !== 0) {
    out[at++] = rangeCountTag;
    at = writeVarint(out, at, count);
  }
  return at;
}

function putSize(header: Uint8Array, { prevKv }: PutResult): number {
  return delimitedSize(header.length) + (prevKv === undefined ? 0 : delimitedSize(prevKv.length));
}

function writePut(out: Uint8Array, offset: number, header: Uint8Array, { prevKv }: PutResult): number {
  const at = writeDelimited(out, offset, headerTag, header);
  return prevKv === undefined ? at : writeDelimited(out, at, putPrevKvTag, prevKv);
}

function deleteRangeSize(header: Uint8Array, { deleted, prevKvs }: DeleteRangeResult): number {
  let size = delimitedSize(header.length);
  if (deleted !== 0) size += 1 + varintSize(deleted);
  for (const kv of prevKvs) size += delimitedSize(kv.length);
  return size;
}

function writeDeleteRange(
  out: Uint8Array,
  offset: number,
  header: Uint8Array,
  { deleted, prevKvs }: DeleteRangeResult,
): number {
  let at = writeDelimited(out, offset, headerTag, header);
  if (deleted !== 0) {
    out[at++] = deletedTag;
    at = writeVarint(out, at, deleted);
  }
  for (const kv of prevKvs) at = writeDelimited(out, at, deletedPrevKvsTag, kv);
  return at;
}

/** Pushes the size of every answer inside, and of the ResponseOp around it, in the order in which they are written. */
function txnSize(header: Uint8Array, { succeeded, responses }: TxnResult, sizes: number[]): number {
  let size = delimitedSize(header.length) + (succeeded ? 2 : 0);
  for (const response of responses) {
    const place = sizes.push(0) - 1;
    const inner = operationSize(response, sizes);
    sizes[place] = inner;
    size += delimitedSize(delimitedSize(inner));
  }
  return size;
}

function operationSize(response: OperationResult, sizes: number[]): number {
  switch (response.case) {
    case 'range':
      return rangeSize(innerHeader(response.value.revision), response.value);
    case 'put':
      return putSize(innerHeader(response.value.revision), response.value);
    case 'deleteRange':
      return deleteRangeSize(innerHeader(response.value.revision), response.value);
    case 'txn':
      return txnSize(emptyHeader, response.value, sizes);
  }
}

interface Sizes {
  readonly sizes: readonly number[];
  next: number;
}

function writeTxn(out: Uint8Array, offset: number, header: Uint8Array, result: TxnResult, sizes: Sizes): number {
  let at = writeDelimited(out, offset, headerTag, header);
  if (result.succeeded) {
    out[at++] = succeededTag;
    out[at++] = 1;
  }
  for (const response of result.responses) {
    const inner = sizes.sizes[sizes.next++] as number;
    out[at++] = responsesTag;
    at = writeVarint(out, at, delimitedSize(inner));
    out[at++] = operationTags[response.case];
    at = writeVarint(out, at, inner);
    at = writeOperation(out, at, response, sizes);
  }
  return at;
}

function writeOperation(out: Uint8Array, offset: number, response: OperationResult, sizes: Sizes): number {
  switch (response.case) {
    case 'range':
      return writeRange(out, offset, innerHeader(response.value.revision), response.value);
    case 'put':
      return writePut(out, offset, innerHeader(response.value.revision), response.value);
    case 'deleteRange':
      return writeDeleteRange(out, offset, innerHeader(response.value.revision), response.value);
    case 'txn':
      return writeTxn(out, offset, emptyHeader, response.value, sizes);
  }
}

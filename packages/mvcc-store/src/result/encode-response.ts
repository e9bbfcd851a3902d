import { copyBytes, ResponseHeader, varintSize, writeVarint } from '@quorate/protocol';
import { allocateAnswer } from './answer-memory.ts';
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
/** Of ResponseOp, which wraps the answer to an operation. */
const operationTags = { range: 0x0a, put: 0x12, deleteRange: 0x1a, txn: 0x22 } as const;

/** From this size on, a stored KeyValue is passed on as a part of its own and not copied. */
const ownPartBytesMin = 16 * 1024;

/** An encoded RangeResponse, in one array. For results of many megabytes see {@link rangeResponseParts}. */
export function encodeRangeResponse(header: AnswerHeader, result: RangeResult): Uint8Array {
  const full = headerOf(header, result.revision);
  const out = allocateAnswer(rangeSize(full, result));
  writeRange(out, 0, full, result);
  return out;
}

/** The same as parts that follow one another: the bytes of large values are not copied. */
export function rangeResponseParts(header: AnswerHeader, result: RangeResult): Uint8Array[] {
  let largeBytes = 0;
  for (const { length } of result.kvs) if (length >= ownPartBytesMin) largeBytes += length;
  if (largeBytes === 0) return [encodeRangeResponse(header, result)];
  const full = headerOf(header, result.revision);
  const out = allocateAnswer(rangeSize(full, result) - largeBytes);
  const parts: Uint8Array[] = [];
  let from = 0;
  let at = writeHeader(out, 0, full);
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
  const full = headerOf(header, result.revision);
  const out = allocateAnswer(putSize(full, result));
  writePut(out, 0, full, result);
  return out;
}

export function encodeDeleteRangeResponse(header: AnswerHeader, result: DeleteRangeResult): Uint8Array {
  const full = headerOf(header, result.revision);
  const out = allocateAnswer(deleteRangeSize(full, result));
  writeDeleteRange(out, 0, full, result);
  return out;
}

/** Headers inside carry only the revision; that of a nested txn is empty. */
export function encodeTxnResponse(header: AnswerHeader, result: TxnResult): Uint8Array {
  const full = headerOf(header, result.revision);
  const sizes: number[] = [];
  const out = allocateAnswer(txnSize(full, result, sizes));
  writeTxn(out, 0, full, result, { sizes, next: 0 });
  return out;
}

function headerOf({ clusterId, memberId, raftTerm }: AnswerHeader, revision: number): ResponseHeader {
  return { clusterId, memberId, revision, raftTerm };
}

/** The header of an answer inside a txn's; for a nested txn with revision 0. */
function innerHeader(revision: number): ResponseHeader {
  return { clusterId: 0n, memberId: 0n, revision, raftTerm: 0 };
}

function delimitedSize(length: number): number {
  return 1 + varintSize(length) + length;
}

function writeDelimited(out: Uint8Array, offset: number, tag: number, bytes: Uint8Array): number {
  out[offset] = tag;
  return copyBytes(out, writeVarint(out, offset + 1, bytes.length), bytes);
}

function headerSize(header: ResponseHeader): number {
  return delimitedSize(ResponseHeader.size(header));
}

function writeHeader(out: Uint8Array, offset: number, header: ResponseHeader): number {
  out[offset] = headerTag;
  return ResponseHeader.write(header, out, writeVarint(out, offset + 1, ResponseHeader.size(header)));
}

function rangeSize(header: ResponseHeader, { kvs, more, count }: RangeResult): number {
  let size = headerSize(header);
  for (const kv of kvs) size += delimitedSize(kv.length);
  if (more) size += 2;
  if (count !== 0) size += 1 + varintSize(count);
  return size;
}

function writeRange(out: Uint8Array, offset: number, header: ResponseHeader, result: RangeResult): number {
  let at = writeHeader(out, offset, header);
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

function putSize(header: ResponseHeader, { prevKv }: PutResult): number {
  return headerSize(header) + (prevKv === undefined ? 0 : delimitedSize(prevKv.length));
}

function writePut(out: Uint8Array, offset: number, header: ResponseHeader, { prevKv }: PutResult): number {
  const at = writeHeader(out, offset, header);
  return prevKv === undefined ? at : writeDelimited(out, at, putPrevKvTag, prevKv);
}

function deleteRangeSize(header: ResponseHeader, { deleted, prevKvs }: DeleteRangeResult): number {
  let size = headerSize(header);
  if (deleted !== 0) size += 1 + varintSize(deleted);
  for (const kv of prevKvs) size += delimitedSize(kv.length);
  return size;
}

function writeDeleteRange(
  out: Uint8Array,
  offset: number,
  header: ResponseHeader,
  { deleted, prevKvs }: DeleteRangeResult,
): number {
  let at = writeHeader(out, offset, header);
  if (deleted !== 0) {
    out[at++] = deletedTag;
    at = writeVarint(out, at, deleted);
  }
  for (const kv of prevKvs) at = writeDelimited(out, at, deletedPrevKvsTag, kv);
  return at;
}

/** Pushes the size of every answer inside, and of the ResponseOp around it, in the order in which they are written. */
function txnSize(header: ResponseHeader, { succeeded, responses }: TxnResult, sizes: number[]): number {
  let size = headerSize(header) + (succeeded ? 2 : 0);
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
      return txnSize(innerHeader(0), response.value, sizes);
  }
}

interface Sizes {
  readonly sizes: readonly number[];
  next: number;
}

function writeTxn(out: Uint8Array, offset: number, header: ResponseHeader, result: TxnResult, sizes: Sizes): number {
  let at = writeHeader(out, offset, header);
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
      return writeTxn(out, offset, innerHeader(0), response.value, sizes);
  }
}

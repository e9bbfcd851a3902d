import {
  copyBytes,
  cursor,
  KeyValue,
  ResponseHeader,
  readInt64,
  readLength,
  readTag,
  skipField,
  tagOf,
  varintSize,
  wireType,
  writeVarint,
} from '@quorate/protocol';

const HEADER = tagOf(1, wireType.delimited);
const KVS = tagOf(2, wireType.delimited);
const MORE = tagOf(3, wireType.varint);
const COUNT = tagOf(4, wireType.varint);

/** An encoded RangeResponse taken apart, its key-value pairs left encoded. */
export interface RangePage {
  readonly header: ResponseHeader | undefined;
  /** The fields that hold the pairs, tags included, as they stood in the response. */
  readonly kvFields: Uint8Array;
  readonly kvCount: number;
  /** The last pair's key; empty when there is no pair. */
  readonly lastKey: Uint8Array;
  readonly more: boolean;
  readonly count: number;
}

/** Takes an encoded RangeResponse apart; its pairs stand side by side, as every encoder writes a repeated field. */
export function readRangePage(bytes: Uint8Array): RangePage {
  let header: ResponseHeader | undefined;
  let kvStart = 0;
  let kvEnd = 0;
  let kvCount = 0;
  let lastStart = 0;
  let more = false;
  let count = 0;
  let position = 0;
  while (position < bytes.length) {
    const fieldStart = position;
    const tag = readTag(bytes, position, bytes.length);
    position = cursor.position;
    if (tag === HEADER || tag === KVS) {
      const length = readLength(bytes, position, bytes.length);
      const start = cursor.position;
      position = start + length;
      if (tag === HEADER) {
        header = ResponseHeader.decode(bytes, start, position);
        continue;
      }
      if (kvCount === 0) kvStart = fieldStart;
      kvCount++;
      lastStart = start;
      kvEnd = position;
    } else if (tag === MORE || tag === COUNT) {
      const value = readInt64(bytes, position, bytes.length);
      position = cursor.position;
      if (tag === MORE) more = value !== 0;
      else count = value;
    } else {
      position = skipField(bytes, position, bytes.length, tag);
    }
  }
  const lastKey = kvCount === 0 ? new Uint8Array(0) : KeyValue.decode(bytes, lastStart, kvEnd).key;
  return { header, kvFields: bytes.subarray(kvStart, kvEnd), kvCount, lastKey, more, count };
}

/** What the last piece of a streamed range says besides its pairs. */
export interface RangeEnd {
  readonly header: ResponseHeader | undefined;
  readonly more: boolean;
  readonly count: number;
}

/** A RangeStreamResponse of a page's pairs, with what ends the stream if it is the last one. */
export function encodeRangePiece(page: RangePage, end?: RangeEnd): Uint8Array[] {
  const head =
    end?.header === undefined ? new Uint8Array(0) : delimitedField(HEADER, ResponseHeader.encode(end.header));
  const tail = Buffer.allocUnsafe(2 + 11);
  let tailLength = 0;
  if (end?.more === true) tailLength = writeVarint(tail, writeVarint(tail, tailLength, MORE), 1);
  if (end !== undefined && end.count !== 0) {
    tailLength = writeVarint(tail, writeVarint(tail, tailLength, COUNT), end.count);
  }
  const length = head.length + page.kvFields.length + tailLength;
  const prefix = Buffer.allocUnsafe(1 + varintSize(length));
  writeVarint(prefix, writeVarint(prefix, 0, HEADER), length);
  return [prefix, head, page.kvFields, tail.subarray(0, tailLength)];
}

function delimitedField(tag: number, content: Uint8Array): Uint8Array {
  const field = Buffer.allocUnsafe(1 + varintSize(content.length) + content.length);
  copyBytes(field, writeVarint(field, writeVarint(field, 0, tag), content.length), content);
  return field;
}

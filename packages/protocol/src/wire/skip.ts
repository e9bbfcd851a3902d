import { DecodeError } from '../decode-error.ts';
import { cursor } from './cursor.ts';
import { readLength, readTag, readVarint64 } from './read-varint.ts';
import { wireType } from './wire-type.ts';

/**
 * How deep messages of recursive types (transactions in transactions) and unknown groups may nest: far more than anybody writes,
 * and far from the end of the stack. Only recursive types count, so that a request is as deep inside an InternalRaftRequest as
 * it was by itself.
 */
export const recursionLimit = 200;

/** @throws {DecodeError} `TOO_DEEP` */
export function checkDepth(depth: number, position: number): void {
  if (depth > recursionLimit) {
    throw new DecodeError('TOO_DEEP', position, `messages nest more than ${recursionLimit} deep`);
  }
}

/**
 * Skips the content of a field whose tag was read; returns the offset after it.
 *
 * @throws {DecodeError} `TRUNCATED`, `VARINT_TOO_LONG`, `INVALID_TAG`, `TOO_DEEP`
 */
export function skipField(bytes: Uint8Array, position: number, end: number, tag: number, depth = 0): number {
  switch (tag & 7) {
    case wireType.varint:
      readVarint64(bytes, position, end);
      return cursor.position;
    case wireType.fixed64:
      return skipFixed(position, end, 8);
    case wireType.delimited: {
      const length = readLength(bytes, position, end);
      return cursor.position + length;
    }
    case wireType.startGroup:
      return skipGroup(bytes, position, end, tag, depth + 1);
    case wireType.fixed32:
      return skipFixed(position, end, 4);
    default:
      throw new DecodeError('INVALID_TAG', position, `nothing can follow wire type ${tag & 7} here`);
  }
}

function skipFixed(position: number, end: number, length: number): number {
  if (end - position < length) throw new DecodeError('TRUNCATED', position, `fewer than ${length} bytes are left`);
  return position + length;
}

function skipGroup(bytes: Uint8Array, start: number, end: number, startTag: number, depth: number): number {
  checkDepth(depth, start);
  let position = start;
  while (position < end) {
    const tag = readTag(bytes, position, end);
    position = cursor.position;
    if ((tag & 7) === wireType.endGroup) {
      if (tag >>> 3 === startTag >>> 3) return position;
      throw new DecodeError('INVALID_TAG', position, 'a group ends that was not begun');
    }
    position = skipField(bytes, position, end, tag, depth);
  }
  throw new DecodeError('TRUNCATED', position, 'the message ends inside a group');
}

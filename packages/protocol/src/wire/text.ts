import { DecodeError } from '../decode-error.ts';
import { writeVarint } from './write-varint.ts';

const encoder = new TextEncoder();
/** A byte order mark is text like any other to protobuf. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Up to this many bytes, adding up characters is faster than a call of the decoder, measured on Node 26. */
const shortTextBytesMax = 16;

/** Length of a string in UTF-8; a lone surrogate counts as the replacement character that is written for it. */
export function utf8Size(text: string): number {
  const length = text.length;
  for (let i = 0; i < length; i++) {
    if (text.charCodeAt(i) > 0x7f) return wideSize(text, i);
  }
  return length;
}

function wideSize(text: string, start: number): number {
  let size = start;
  for (let i = start; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) size += 1;
    else if (unit < 0x800) size += 2;
    else if ((unit & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      size += 4;
      i++;
    } else size += 3;
  }
  return size;
}

/** Writes the length of a string and the string in UTF-8; returns the offset after it. */
export function writeString(out: Uint8Array, offset: number, text: string): number {
  const size = utf8Size(text);
  const at = writeVarint(out, offset, size);
  if (size === text.length) {
    for (let i = 0; i < size; i++) out[at + i] = text.charCodeAt(i);
  } else {
    encoder.encodeInto(text, out.subarray(at, at + size));
  }
  return at + size;
}

/**
 * Reads UTF-8.
 *
 * @throws {DecodeError} `INVALID_UTF8`
 */
export function readString(bytes: Uint8Array, start: number, length: number): string {
  if (length <= shortTextBytesMax) {
    let text = '';
    const end = start + length;
    let at = start;
    while (at < end) {
      const byte = bytes[at] as number;
      if (byte > 0x7f) break;
      text += String.fromCharCode(byte);
      at++;
    }
    if (at === end) return text;
  }
  try {
    return decoder.decode(bytes.subarray(start, start + length));
  } catch {
    throw new DecodeError('INVALID_UTF8', start, 'a string is not UTF-8');
  }
}

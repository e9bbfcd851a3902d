import { writeInteger } from './hpack-integer.ts';
import { huffmanBytes, writeHuffman } from './huffman-encoder.ts';

/** Upper bound of what one field takes encoded: three integers of at most six bytes, and strings that Huffman code never lengthens. */
export function fieldBytesMax(name: string, value: string): number {
  return 18 + name.length + value.length;
}

/** How a literal is to be treated (RFC 7541 section 6.2): the bits before its name's index, and how many bits that index has. */
export const Literal = {
  indexed: { flags: 0x40, prefixBits: 6 },
  plain: { flags: 0x00, prefixBits: 4 },
  /** No intermediary may ever index it: secrets. */
  neverIndexed: { flags: 0x10, prefixBits: 4 },
} as const;

export type LiteralKind = (typeof Literal)[keyof typeof Literal];

/** Writes a reference to a table entry. Returns the offset behind it, as all functions here. */
export function writeIndexed(target: Buffer, offset: number, index: number): number {
  return writeInteger(target, offset, 0x80, 7, index);
}

/** Writes a literal; `nameIndex` 0 spells the name out. Throws a `TypeError` for characters that cannot be sent. */
export function writeLiteral(
  target: Buffer,
  offset: number,
  kind: LiteralKind,
  nameIndex: number,
  name: string,
  value: string,
): number {
  let at = writeInteger(target, offset, kind.flags, kind.prefixBits, nameIndex);
  if (nameIndex === 0) at = writeString(target, at, name);
  return writeString(target, at, value);
}

function writeString(target: Buffer, offset: number, text: string): number {
  const compressed = huffmanBytes(text);
  if (compressed < text.length) {
    return writeHuffman(text, target, writeInteger(target, offset, 0x80, 7, compressed));
  }
  const at = writeInteger(target, offset, 0, 7, text.length);
  return at + target.write(text, at, 'latin1');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not get into a field
const forbiddenInValue = /[\x00\r\n\u0100-\uffff]|^[ \t]|[ \t]$/;
const validName = /^:?[!-9;-@[-~]+$/;

/** Throws a `TypeError` when a field must not be sent (RFC 9113 section 8.2.1): it would be malformed, or smuggle other fields in. */
export function checkField(name: string, value: string): void {
  if (!validName.test(name))
    throw new TypeError(`header name ${JSON.stringify(name)} has characters that cannot be sent`);
  if (forbiddenInValue.test(value))
    throw new TypeError(`the value of header ${name} has characters that cannot be sent`);
}

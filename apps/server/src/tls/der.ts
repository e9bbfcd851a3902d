/** Tags of the few DER types that certificates and revocation lists are made of (X.690). */
export const tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectId: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** An element: its tag, its length, its content. */
export function der(tagByte: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tagByte, body.length]), body]);
  const length: number[] = [];
  for (let rest = body.length; rest > 0; rest = Math.floor(rest / 256)) length.unshift(rest % 256);
  return Buffer.concat([Buffer.from([tagByte, 0x80 | length.length, ...length]), body]);
}

/** A context-specific, constructed element such as `[3]`. */
export function derExplicit(number: number, ...content: readonly Uint8Array[]): Buffer {
  return der(0xa0 | number, ...content);
}

/** A whole number that is not negative, given by its big-endian bytes. */
export function derUnsigned(bytes: Uint8Array): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const digits = bytes.subarray(start);
  const isNegative = ((digits[0] ?? 0) & 0x80) !== 0;
  return der(tag.integer, isNegative ? Buffer.from([0]) : Buffer.alloc(0), digits);
}

/** An object identifier in dotted form. */
export function derObjectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const number of rest) {
    const groups = [number & 0x7f];
    for (let high = number >>> 7; high > 0; high >>>= 7) groups.unshift((high & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return der(tag.objectId, Buffer.from(bytes));
}

/** A time: two-digit years up to 2049, four digits from then on (RFC 5280, 4.1.2.5). */
export function derTime(date: Date): Buffer {
  const digits = date.toISOString().replace(/[-:T]|\.\d+/g, '');
  return date.getUTCFullYear() < 2050
    ? der(tag.utcTime, Buffer.from(digits.slice(2)))
    : der(tag.generalizedTime, Buffer.from(digits));
}

/** Bytes as a bit string that fills them. */
export function derBits(bytes: Uint8Array): Buffer {
  return der(tag.bitString, Buffer.from([0]), bytes);
}

/** An element that was read. */
export interface DerElement {
  readonly tag: number;
  readonly content: Uint8Array;
}

/** The bytes are not DER; the message says where. */
export class DerError extends Error {
  override readonly name = 'DerError';
}

/** Reads the elements that follow each other in `bytes`. Throws a `DerError`. */
export function readDer(bytes: Uint8Array): DerElement[] {
  const elements: DerElement[] = [];
  let position = 0;
  while (position < bytes.length) {
    const tagByte = bytes[position] ?? 0;
    let length = bytes[position + 1] ?? Number.NaN;
    let start = position + 2;
    if (length >= 0x80) {
      const count = length & 0x7f;
      // Four bytes of length are 4 GiB; nothing that is read here comes near.
      if (count === 0 || count > 4) throw new DerError(`length of ${count} bytes at offset ${position}`);
      length = 0;
      for (const byte of bytes.subarray(start, start + count)) length = length * 256 + byte;
      start += count;
    }
    if (!(start + length <= bytes.length))
      throw new DerError(`element at offset ${position} ends beyond its container`);
    elements.push({ tag: tagByte, content: bytes.subarray(start, start + length) });
    position = start + length;
  }
  return elements;
}

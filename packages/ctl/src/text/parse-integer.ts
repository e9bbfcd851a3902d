/** The limits of Go's integer types. */
const ranges = {
  int64: { function: 'ParseInt', min: -(2n ** 63n), max: 2n ** 63n - 1n },
  uint64: { function: 'ParseUint', min: 0n, max: 2n ** 64n - 1n },
} as const;

/** A text that is no integer; the message is Go's. */
export class IntegerSyntaxError extends Error {}

/**
 * Reads a 64-bit integer as Go's `strconv` does. With base 0 a prefix `0x`, `0o`, `0b` or `0` chooses the base, and digits may be
 * set apart by `_`.
 *
 * @throws {IntegerSyntaxError} in Go's words
 */
export function parseInteger(text: string, base: 0 | 10 | 16, type: 'int64' | 'uint64'): bigint {
  const range = ranges[type];
  const fail = (reason: string) =>
    new IntegerSyntaxError(`strconv.${range.function}: parsing ${JSON.stringify(text)}: ${reason}`);
  const signed = type === 'int64' ? /^([+-]?)(.+)$/s.exec(text) : /^()(.+)$/s.exec(text);
  const digits = base === 0 ? withPrefix(signed?.[2] ?? '') : withBase(signed?.[2] ?? '', base);
  if (digits === undefined) throw fail('invalid syntax');
  const value = signed?.[1] === '-' ? -digits : digits;
  if (value < range.min || value > range.max) throw fail('value out of range');
  return value;
}

function withBase(digits: string, base: 10 | 16): bigint | undefined {
  if (base === 10) return /^[0-9]+$/.test(digits) ? BigInt(digits) : undefined;
  return /^[0-9a-f]+$/i.test(digits) ? BigInt(`0x${digits}`) : undefined;
}

function withPrefix(text: string): bigint | undefined {
  const isGrouped = /^(0[xob]_?)?[0-9a-f]+(_[0-9a-f]+)*$/i.test(text);
  if (!isGrouped) return undefined;
  const digits = text.replaceAll('_', '').toLowerCase();
  const octal = /^0([0-7]+)$/.exec(digits);
  if (octal) return BigInt(`0o${octal[1]}`);
  return /^(0x[0-9a-f]+|0o[0-7]+|0b[01]+|0|[1-9][0-9]*)$/.test(digits) ? BigInt(digits) : undefined;
}

import type { HeaderField } from '../headers/header-field.ts';
import { checkField, fieldBytesMax, Literal, writeIndexed, writeLiteral } from './hpack-writer.ts';
import { fieldKey, staticFieldIndexes, staticNameIndexes } from './static-table.ts';

/** A header list encoded once, without reference to any connection's dynamic table: it may be sent on every connection, any number of times. */
export interface HeaderBlock {
  readonly bytes: Uint8Array;
  /** Its `:status` is below 200: the headers proper are still to come. */
  readonly informational: boolean;
}

/**
 * Encodes fields (names in lower case, pseudo-headers first) into a block that is valid on every connection. Throws a `TypeError` for a field
 * that cannot be sent.
 */
export function encodeHeaderBlock(fields: readonly HeaderField[]): HeaderBlock {
  const target = Buffer.allocUnsafe(fields.reduce((sum, [name, value]) => sum + fieldBytesMax(name, value), 0));
  let at = 0;
  for (const [name, value] of fields) {
    checkField(name, value);
    const index = staticFieldIndexes.get(fieldKey(name, value));
    if (index !== undefined) at = writeIndexed(target, at, index);
    else at = writeLiteral(target, at, Literal.plain, staticNameIndexes.get(name) ?? 0, name, value);
  }
  return { bytes: new Uint8Array(target.subarray(0, at)), informational: isInformational(fields) };
}

/** Whether response headers, `:status` first, have a status below 200. */
export function isInformational(fields: readonly HeaderField[]): boolean {
  const first = fields[0];
  return first !== undefined && first[0] === ':status' && first[1].startsWith('1');
}

import type { HeaderField } from '../headers/header-field.ts';

/** A header list encoded once, without reference to any connection's dynamic table: it may be sent on every connection, any number of times. */
export interface HeaderBlock {
  readonly bytes: Uint8Array;
}

/** Encodes fields (names in lower case, pseudo-headers first) into a block that is valid on every connection. */
export declare function encodeHeaderBlock(fields: readonly HeaderField[]): HeaderBlock;

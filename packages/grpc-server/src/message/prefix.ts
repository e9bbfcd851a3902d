import { type EncodedMessage, messageBytes, PREFIX_BYTES, writePrefix } from './framing.ts';

/** Prefixes of messages shorter than this are made once and shared. */
const SHARED_PREFIXES = 1_024;

const shared: Uint8Array[] = [];

/** The prefix of an uncompressed message of so many bytes; not to be changed. */
export function prefixOf(length: number): Uint8Array {
  if (length >= SHARED_PREFIXES) return newPrefix(length, false);
  const known = shared[length];
  if (known !== undefined) return known;
  const prefix = newPrefix(length, false);
  shared[length] = prefix;
  return prefix;
}

/** The prefix of a compressed message. */
export function compressedPrefixOf(length: number): Uint8Array {
  return newPrefix(length, true);
}

/** A message with its prefix as parts, without copying it. */
export function framedParts(message: EncodedMessage): Uint8Array[] {
  if (message instanceof Uint8Array) return [prefixOf(message.length), message];
  return [prefixOf(messageBytes(message)), ...message];
}

function newPrefix(length: number, compressed: boolean): Uint8Array {
  const prefix = new Uint8Array(PREFIX_BYTES);
  writePrefix(prefix, 0, length, compressed);
  return prefix;
}

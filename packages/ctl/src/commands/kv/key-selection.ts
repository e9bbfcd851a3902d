import type { Flags } from '../../arguments/flags.ts';
import { badArguments } from '../../ctl-error.ts';

const nothing = new Uint8Array();
const zero = Uint8Array.of(0);

/** Which keys an rpc is about. */
export interface KeySelection {
  readonly key: Uint8Array;
  /** Empty for the key alone, a zero byte for all keys from it on. */
  readonly rangeEnd: Uint8Array;
}

/**
 * The keys that `<key> [range_end]` with `--prefix` or `--from-key` speak of.
 *
 * @throws {CtlError} when they contradict each other
 */
export function selectKeys(args: readonly string[], flags: Flags): KeySelection {
  const isPrefix = flags.bool('prefix');
  const isFromKey = flags.bool('from-key');
  if (isPrefix && isFromKey) {
    throw badArguments('`--prefix` and `--from-key` cannot be set at the same time, choose one');
  }
  const [key = '', end] = args;
  if (end !== undefined && (isPrefix || isFromKey)) {
    throw badArguments('too many arguments, only accept one argument when `--prefix` or `--from-key` is set');
  }
  if (isPrefix) return prefixSelection(Buffer.from(key));
  if (isFromKey) return { key: key === '' ? zero : Buffer.from(key), rangeEnd: zero };
  return { key: Buffer.from(key), rangeEnd: end === undefined ? nothing : Buffer.from(end) };
}

/** All keys that begin with `prefix`; all keys there are when it is empty. */
export function prefixSelection(prefix: Uint8Array): KeySelection {
  if (prefix.length === 0) return { key: zero, rangeEnd: zero };
  return { key: prefix, rangeEnd: prefixEnd(prefix) };
}

/** The first key after all that begin with `prefix`; a zero byte, which means no end, when there is none. */
export function prefixEnd(prefix: Uint8Array): Uint8Array {
  const last = prefix.findLastIndex((byte) => byte < 0xff);
  if (last < 0) return zero;
  const end = Uint8Array.from(prefix.subarray(0, last + 1));
  end[last] = (end[last] ?? 0) + 1;
  return end;
}

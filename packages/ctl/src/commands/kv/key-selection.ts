import { fromKey, type KeyRange, prefix } from '@quorate/client/raw';
import type { Flags } from '../../arguments/flags.ts';
import { badArguments } from '../../ctl-error.ts';

const nothing = new Uint8Array();

/**
 * The keys that `<key> [range_end]` with `--prefix` or `--from-key` speak of.
 *
 * @throws {CtlError} when they contradict each other
 */
export function selectKeys(args: readonly string[], flags: Flags): KeyRange {
  const isPrefix = flags.bool('prefix');
  const isFromKey = flags.bool('from-key');
  if (isPrefix && isFromKey) {
    throw badArguments('`--prefix` and `--from-key` cannot be set at the same time, choose one');
  }
  const [key = '', end] = args;
  if (end !== undefined && (isPrefix || isFromKey)) {
    throw badArguments('too many arguments, only accept one argument when `--prefix` or `--from-key` is set');
  }
  if (isPrefix) return prefix(Buffer.from(key));
  if (isFromKey) return fromKey(Buffer.from(key));
  return { key: Buffer.from(key), rangeEnd: end === undefined ? nothing : Buffer.from(end) };
}

import { type EtcdClient, prefix, type Watcher } from '@quorate/client';
import type { Flags } from '../../arguments/flags.ts';
import { badArguments } from '../../ctl-error.ts';
import type { WatchTarget } from './watch-arguments.ts';

/**
 * Puts a watch on the cluster, which goes on where it stopped when a member is lost.
 *
 * @throws {CtlError} for a range that is both a prefix and has an end
 */
export function beginWatch(
  client: EtcdClient,
  { key, rangeEnd }: WatchTarget,
  flags: Flags,
  signal: AbortSignal,
): Watcher {
  if (rangeEnd !== undefined && flags.bool('prefix')) {
    throw badArguments('`range_end` and `--prefix` are mutually exclusive');
  }
  const selector = flags.bool('prefix')
    ? prefix(Buffer.from(key))
    : { key: Buffer.from(key), rangeEnd: Buffer.from(rangeEnd ?? '') };
  return client.watch(selector, {
    startRevision: flags.number('rev'),
    prevKv: flags.bool('prev-kv'),
    progressNotify: flags.bool('progress-notify'),
    signal,
  });
}

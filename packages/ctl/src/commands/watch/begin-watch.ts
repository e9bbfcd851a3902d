import { type EtcdClient, prefix, type Watcher } from '@quorate/client';
import type { Flags } from '../../arguments/flags.ts';
import type { WatchTarget } from './watch-arguments.ts';

/** Puts a watch on the cluster, which goes on where it stopped when a member is lost. */
export function beginWatch(
  client: EtcdClient,
  { key, rangeEnd }: WatchTarget,
  flags: Flags,
  signal: AbortSignal,
): Watcher {
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

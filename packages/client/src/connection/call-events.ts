import { channel } from 'node:diagnostics_channel';
import type { EtcdError } from '../errors/etcd-error.ts';

/** Name of the `diagnostics_channel` on which calls are told: each is published twice, as {@link CallEvent}. */
export const callChannelName = 'quorate.client.call';

/** Name of the channel on which watches, leases and retries tell what happens to them, as {@link ClientNotice}. */
export const noticeChannelName = 'quorate.client.notice';

/** A call, published when it begins and, as the same object, when it is over. */
export interface CallEvent {
  phase: 'start' | 'end';
  /** E.g. `/etcdserverpb.KV/Put`. */
  readonly method: string;
  /** What is added here at the start goes to the server as metadata. */
  readonly headers: Record<string, string>;
  /** Of the last attempt. */
  endpoint: string | undefined;
  attempts: number;
  /** Set at the end when the call failed. */
  error: unknown;
  /** Set at the end. */
  durationMs: number;
}

/** Something that went differently than usual. */
export type ClientNotice =
  | { readonly type: 'retry'; readonly method: string; readonly attempt: number; readonly error: EtcdError }
  | { readonly type: 'watch-interrupted'; readonly nextRevision: number; readonly error: Error }
  | { readonly type: 'watch-paused'; readonly bufferedEvents: number }
  | { readonly type: 'lease-lost'; readonly leaseId: bigint; readonly error: Error }
  | { readonly type: 'endpoints'; readonly endpoints: readonly string[] }
  | { readonly type: 'certificates-reloaded' };

export const callChannel = channel(callChannelName);
const noticeChannel = channel(noticeChannelName);

/** Tells subscribers, if there are any. */
export function notice(notice: ClientNotice): void {
  if (noticeChannel.hasSubscribers) noticeChannel.publish(notice);
}

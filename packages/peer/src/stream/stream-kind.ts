import type { RaftMessage } from '@quorate/protocol';
import { AppendStreamDecoder, AppendStreamEncoder } from '../framing/append-stream.ts';
import { encodeMessages, MessageStreamDecoder } from '../framing/message-stream.ts';

/** The two streams between members: appends with a lean framing, and everything else, heartbeats among it. */
export type StreamKind = 'msgapp' | 'message';

/** The path under which a stream is asked for; the id of the member that will read is appended. */
export function streamPath(kind: StreamKind, readerId: string): string {
  return `/raft/stream/${kind}/${readerId}`;
}

/** Writes messages in the framing of a stream; one a connection, since it may remember what it wrote. */
export function streamEncoder(kind: StreamKind): (messages: readonly RaftMessage[]) => Uint8Array {
  if (kind === 'message') return encodeMessages;
  const encoder = new AppendStreamEncoder();
  return (messages) => encoder.encode(messages);
}

/** Reads a stream's framing; one a connection. */
export function streamDecoder(
  kind: StreamKind,
  localId: bigint,
  remoteId: bigint,
): { push(chunk: Uint8Array): RaftMessage[] } {
  return kind === 'message' ? new MessageStreamDecoder() : new AppendStreamDecoder(localId, remoteId);
}

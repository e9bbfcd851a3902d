import { MessageType, RaftMessage } from '@quorate/protocol';
import { lengthBytes, readLength } from '../framing/big-endian.ts';
import { ByteQueue } from '../framing/byte-queue.ts';
import { FramingError } from '../framing/framing-error.ts';

/** The largest message before a database, in bytes: etcd's limit, 64 MiB. */
const envelopeBytesMax = 64 * 1024 * 1024;

/**
 * Parts the body of a snapshot request into the message at its head and the database behind it. Rejects a FramingError when
 * it ends too early or holds another message.
 */
export async function openEnvelope(
  body: AsyncIterable<Uint8Array>,
): Promise<{ message: RaftMessage; database: AsyncIterable<Uint8Array> }> {
  const queue = new ByteQueue();
  const source = body[Symbol.asyncIterator]();
  const length = readLength(await takeBytes(queue, source, lengthBytes));
  if (length > envelopeBytesMax) {
    throw new FramingError(`a snapshot message of ${length} bytes; at most ${envelopeBytesMax} are taken`);
  }
  const message = RaftMessage.decode(await takeBytes(queue, source, length));
  if (message.type !== MessageType.MsgSnap || !message.snapshot) throw new FramingError('wrong raft message type');
  return { message, database: rest(queue, source) };
}

async function takeBytes(queue: ByteQueue, source: AsyncIterator<Uint8Array>, length: number): Promise<Uint8Array> {
  for (;;) {
    const bytes = queue.take(length);
    if (bytes) return bytes;
    const next = await source.next();
    if (next.done) throw new FramingError('the snapshot ends before its message does');
    queue.push(next.value);
  }
}

async function* rest(queue: ByteQueue, source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* queue.drain();
  for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
}

import { MessageType, RaftMessage } from '@quorate/protocol';
import { lengthBytes, readLength, writeLength } from './big-endian.ts';
import { ByteQueue } from './byte-queue.ts';
import { FramingError } from './framing-error.ts';

/** The largest message that a stream may carry, in bytes: etcd's limit, 512 MiB. */
export const messageBytesMax = 512 * 1024 * 1024;

/** The message that keeps a stream alive: a heartbeat from nobody to nobody. */
export const linkHeartbeat: RaftMessage = RaftMessage.create({ type: MessageType.MsgHeartbeat });

/** Whether a message only says that the stream is alive. */
export function isLinkHeartbeat(message: RaftMessage): boolean {
  return message.type === MessageType.MsgHeartbeat && message.from === 0n && message.to === 0n;
}

/** Messages as a `message` stream carries them: each behind its length. One array for all, so that they leave in one write. */
export function encodeMessages(messages: readonly RaftMessage[]): Uint8Array {
  let size = 0;
  for (const message of messages) size += lengthBytes + RaftMessage.size(message);
  const out = new Uint8Array(size);
  let offset = 0;
  for (const message of messages) {
    const end = RaftMessage.write(message, out, offset + lengthBytes);
    writeLength(out, offset, end - offset - lengthBytes);
    offset = end;
  }
  return out;
}

/** Reads a `message` stream from chunks of any size. Link heartbeats are passed over. */
export class MessageStreamDecoder {
  readonly #queue = new ByteQueue();
  #bodyLength: number | undefined;

  /** Takes a chunk; returns the messages that are complete with it. Throws FramingError or DecodeError. */
  push(chunk: Uint8Array): RaftMessage[] {
    this.#queue.push(chunk);
    const messages: RaftMessage[] = [];
    for (let message = this.#next(); message; message = this.#next()) {
      if (!isLinkHeartbeat(message)) messages.push(message);
    }
    return messages;
  }

  #next(): RaftMessage | undefined {
    if (this.#bodyLength === undefined) {
      const header = this.#queue.take(lengthBytes);
      if (!header) return undefined;
      this.#bodyLength = checkedLength(readLength(header));
    }
    const body = this.#queue.take(this.#bodyLength);
    if (!body) return undefined;
    this.#bodyLength = undefined;
    return RaftMessage.decode(body);
  }
}

/** Refuses a length that no peer has reason to send. */
export function checkedLength(length: number): number {
  if (length > messageBytesMax) {
    throw new FramingError(`a message of ${length} bytes; at most ${messageBytesMax} are taken`);
  }
  return length;
}

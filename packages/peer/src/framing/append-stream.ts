import { Entry, MessageType, RaftMessage } from '@quorate/protocol';
import { lengthBytes, readLength, writeLength } from './big-endian.ts';
import { ByteQueue } from './byte-queue.ts';
import { FramingError } from './framing-error.ts';
import { checkedLength, isLinkHeartbeat } from './message-stream.ts';

/** The kinds of frames of a `msgapp` stream (etcd's msgappv2), each told by its first byte. */
const frameLinkHeartbeat = 0;
const frameEntries = 1;
const frameMessage = 2;

/** Entries in one frame. raft sends about 1 MiB at a time, and no entry takes less than a byte. */
const entriesMax = 16 * 1024 * 1024;

/** Where the entries of the next append are expected to follow; sender and receiver both keep it, for each connection. */
class Position {
  term = 0;
  index = 0;

  /** Whether an append only continues what was sent: then its header need not be sent again. */
  isContinuedBy(message: RaftMessage): boolean {
    return message.index === this.index && message.logTerm === this.term && message.term === message.logTerm;
  }

  moveBehind(message: RaftMessage): void {
    this.term = message.term;
    this.index = message.entries.at(-1)?.index ?? message.index;
  }
}

/** Writes the appends of one connection, leaving out what the receiver knows from the one before. */
export class AppendStreamEncoder {
  readonly #position = new Position();

  /** The messages, all MsgApp or link heartbeats, in one array. */
  encode(messages: readonly RaftMessage[]): Uint8Array {
    const parts = messages.map((message) => this.#frame(message));
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  }

  #frame(message: RaftMessage): Uint8Array {
    if (isLinkHeartbeat(message)) return Uint8Array.of(frameLinkHeartbeat);
    if (this.#position.isContinuedBy(message)) {
      this.#position.index += message.entries.length;
      return entriesFrame(message);
    }
    this.#position.moveBehind(message);
    return messageFrame(message);
  }
}

function entriesFrame(message: RaftMessage): Uint8Array {
  let size = 1 + 2 * lengthBytes;
  for (const entry of message.entries) size += lengthBytes + Entry.size(entry);
  const out = new Uint8Array(size);
  out[0] = frameEntries;
  let offset = writeLength(out, 1, message.entries.length);
  for (const entry of message.entries) {
    const end = Entry.write(entry, out, offset + lengthBytes);
    writeLength(out, offset, end - offset - lengthBytes);
    offset = end;
  }
  writeLength(out, offset, message.commit);
  return out;
}

function messageFrame(message: RaftMessage): Uint8Array {
  const size = RaftMessage.size(message);
  const out = new Uint8Array(1 + lengthBytes + size);
  out[0] = frameMessage;
  RaftMessage.write(message, out, writeLength(out, 1, size));
  return out;
}

/** What the decoder waits for next. */
type Awaited =
  | { readonly part: 'kind' }
  | { readonly part: 'entry-count' }
  | { readonly part: 'entry-length'; readonly left: number }
  | { readonly part: 'entry'; readonly left: number; readonly length: number }
  | { readonly part: 'commit' }
  | { readonly part: 'message-length' }
  | { readonly part: 'message'; readonly length: number };

const kindAwaited: Awaited = { part: 'kind' };

/** Reads the appends of one connection from chunks of any size. Link heartbeats are passed over. */
export class AppendStreamDecoder {
  readonly #localId: bigint;
  readonly #remoteId: bigint;
  readonly #position = new Position();
  readonly #queue = new ByteQueue();
  #awaited: Awaited = kindAwaited;
  #entries: Entry[] = [];

  /** `localId` and `remoteId` are left out of most frames: who reads, and who sends. */
  constructor(localId: bigint, remoteId: bigint) {
    this.#localId = localId;
    this.#remoteId = remoteId;
  }

  /** Takes a chunk; returns the messages that are complete with it. Throws FramingError or DecodeError. */
  push(chunk: Uint8Array): RaftMessage[] {
    this.#queue.push(chunk);
    const messages: RaftMessage[] = [];
    while (this.#advance(messages)) {}
    return messages;
  }

  /** Takes the next part off the queue; false when it is not complete yet. */
  #advance(messages: RaftMessage[]): boolean {
    const awaited = this.#awaited;
    const bytes = this.#queue.take(partLength(awaited));
    if (!bytes) return false;
    switch (awaited.part) {
      case 'kind':
        this.#awaited = awaitedBehind(bytes[0] ?? -1);
        break;
      case 'entry-count':
        this.#entries = [];
        this.#awaited = awaitedEntry(checkedCount(readLength(bytes)));
        break;
      case 'entry-length':
        this.#awaited = { part: 'entry', left: awaited.left, length: checkedLength(readLength(bytes)) };
        break;
      case 'entry':
        this.#entries.push(Entry.decode(bytes));
        this.#awaited = awaitedEntry(awaited.left - 1);
        break;
      case 'commit':
        messages.push(this.#continuation(readLength(bytes)));
        this.#awaited = kindAwaited;
        break;
      case 'message-length':
        this.#awaited = { part: 'message', length: checkedLength(readLength(bytes)) };
        break;
      case 'message':
        messages.push(this.#whole(RaftMessage.decode(bytes)));
        this.#awaited = kindAwaited;
        break;
    }
    return true;
  }

  /** The append whose header the frame left out. */
  #continuation(commit: number): RaftMessage {
    const { term, index } = this.#position;
    this.#position.index += this.#entries.length;
    return RaftMessage.create({
      type: MessageType.MsgApp,
      from: this.#remoteId,
      to: this.#localId,
      term,
      logTerm: term,
      index,
      entries: this.#entries,
      commit,
    });
  }

  #whole(message: RaftMessage): RaftMessage {
    this.#position.moveBehind(message);
    return message;
  }
}

function partLength(awaited: Awaited): number {
  if (awaited.part === 'kind') return 1;
  return awaited.part === 'entry' || awaited.part === 'message' ? awaited.length : lengthBytes;
}

function awaitedBehind(kind: number): Awaited {
  switch (kind) {
    case frameLinkHeartbeat:
      return kindAwaited;
    case frameEntries:
      return { part: 'entry-count' };
    case frameMessage:
      return { part: 'message-length' };
    default:
      throw new FramingError(`a frame of unknown kind ${kind}`);
  }
}

function awaitedEntry(left: number): Awaited {
  return left === 0 ? { part: 'commit' } : { part: 'entry-length', left };
}

function checkedCount(count: number): number {
  if (count > entriesMax) throw new FramingError(`a frame of ${count} entries; at most ${entriesMax} are taken`);
  return count;
}

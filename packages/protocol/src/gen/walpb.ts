// Written by tools/protogen from proto/walpb.proto; change that and run it again.
import type { FieldDescriptor, MessageCodec } from '../codec.ts';
import { allocate } from '../wire/allocate.ts';
import { delimitedSize, emptyBytes, writeBytes } from '../wire/bytes.ts';
import { cursor } from '../wire/cursor.ts';
import { describeField } from '../wire/describe.ts';
import { checkFull, checkPart, checkRoom, located, skipUnknown } from '../wire/message.ts';
import { readInt64, readUint64 } from '../wire/read-integer.ts';
import { readLength, readTag, readUint32 } from '../wire/read-varint.ts';
import { varintSize, writeVarint } from '../wire/write-varint.ts';
import { ConfState, readConfState, sizeConfState, writeConfState } from './raftpb.ts';

export interface WalRecord {
  /** 1 metadata, 2 entry, 3 state, 4 checksum, 5 snapshot. */
  type: number;
  /** CRC-32C of all data so far, across records and segments. */
  crc: number;
  data: Uint8Array;
}

export function readWalRecord(bytes: Uint8Array, start: number, end: number): WalRecord {
  const message: WalRecord = { type: 0, crc: 0, data: emptyBytes };
  const { buffer, byteOffset } = bytes;
  let position = start;
  let tag = 0;
  try {
    while (position < end) {
      tag = bytes[position] as number;
      if (tag < 0x80) {
        position++;
      } else {
        tag = readTag(bytes, position, end);
        position = cursor.position;
      }
      switch (tag) {
        case 8:
          message.type = readInt64(bytes, position, end);
          position = cursor.position;
          break;
        case 16:
          message.crc = readUint32(bytes, position, end);
          position = cursor.position;
          break;
        case 26: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.data = new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(WalRecord, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, WalRecord, tag);
  }
  return message;
}

export function sizeWalRecord(message: WalRecord): number {
  let size = 0;
  size += 1 + varintSize(message.type);
  size += 1 + varintSize(message.crc);
  if (message.data !== emptyBytes) {
    size += 1 + delimitedSize(message.data.length);
  }
  return size;
}

export function writeWalRecord(message: WalRecord, out: Uint8Array, offset: number): number {
  let at = offset;
  out[at++] = 8; at = writeVarint(out, at, message.type);
  out[at++] = 16; at = writeVarint(out, at, message.crc);
  if (message.data !== emptyBytes) {
    out[at++] = 26; at = writeBytes(out, at, message.data);
  }
  return at;
}

let fieldsOfWalRecord: readonly FieldDescriptor[] | undefined;

export const WalRecord: MessageCodec<WalRecord> = {
  typeName: 'walpb.Record',
  get fields() {
    fieldsOfWalRecord ??= [
    describeField(1, 'type', 'type', 'type', 'int64', { integer: 'counter' }),
    describeField(2, 'crc', 'crc', 'crc', 'uint32'),
    describeField(3, 'data', 'data', 'data', 'bytes'),
    ];
    return fieldsOfWalRecord;
  },
  create: (init = {}) => ({ type: init.type ?? 0, crc: init.crc ?? 0, data: init.data ?? emptyBytes }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readWalRecord(bytes, start, end);
  },
  size: sizeWalRecord,
  write: (message, out, offset) => checkRoom(out, writeWalRecord(message, out, offset)),
  encode(message) {
    const out = allocate(sizeWalRecord(message));
    return checkFull(out, writeWalRecord(message, out, 0));
  },
};

/** Says that a snapshot at this index is on disk. */
export interface WalSnapshot {
  index: number;
  term: number;
  /** Present since etcd 3.5 whenever the index is not zero. */
  confState: ConfState | undefined;
}

export function readWalSnapshot(bytes: Uint8Array, start: number, end: number): WalSnapshot {
  const message: WalSnapshot = { index: 0, term: 0, confState: undefined };
  let position = start;
  let tag = 0;
  try {
    while (position < end) {
      tag = bytes[position] as number;
      if (tag < 0x80) {
        position++;
      } else {
        tag = readTag(bytes, position, end);
        position = cursor.position;
      }
      switch (tag) {
        case 8:
          message.index = readUint64(bytes, position, end);
          position = cursor.position;
          break;
        case 16:
          message.term = readUint64(bytes, position, end);
          position = cursor.position;
          break;
        case 26: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.confState = readConfState(bytes, position, position + length, message.confState);
          position += length;
          break;
        }
        default:
          position = skipUnknown(WalSnapshot, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, WalSnapshot, tag);
  }
  return message;
}

export function sizeWalSnapshot(message: WalSnapshot): number {
  let size = 0;
  size += 1 + varintSize(message.index);
  size += 1 + varintSize(message.term);
  if (message.confState !== undefined) {
    size += 1 + delimitedSize(sizeConfState(message.confState));
  }
  return size;
}

export function writeWalSnapshot(message: WalSnapshot, out: Uint8Array, offset: number): number {
  let at = offset;
  out[at++] = 8; at = writeVarint(out, at, message.index);
  out[at++] = 16; at = writeVarint(out, at, message.term);
  if (message.confState !== undefined) {
    out[at++] = 26; at = writeVarint(out, at, sizeConfState(message.confState)); at = writeConfState(message.confState, out, at);
  }
  return at;
}

let fieldsOfWalSnapshot: readonly FieldDescriptor[] | undefined;

export const WalSnapshot: MessageCodec<WalSnapshot> = {
  typeName: 'walpb.Snapshot',
  get fields() {
    fieldsOfWalSnapshot ??= [
    describeField(1, 'index', 'index', 'index', 'uint64', { integer: 'counter' }),
    describeField(2, 'term', 'term', 'term', 'uint64', { integer: 'counter' }),
    describeField(3, 'conf_state', 'confState', 'confState', 'message', { message: ConfState }),
    ];
    return fieldsOfWalSnapshot;
  },
  create: (init = {}) => ({ index: init.index ?? 0, term: init.term ?? 0, confState: init.confState }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readWalSnapshot(bytes, start, end);
  },
  size: sizeWalSnapshot,
  write: (message, out, offset) => checkRoom(out, writeWalSnapshot(message, out, offset)),
  encode(message) {
    const out = allocate(sizeWalSnapshot(message));
    return checkFull(out, writeWalSnapshot(message, out, 0));
  },
};

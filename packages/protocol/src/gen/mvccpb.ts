// Written by tools/protogen from proto/mvccpb.proto; change that and run it again.
import type { EnumTable, FieldDescriptor, MessageCodec } from '../codec.ts';
import { allocate } from '../wire/allocate.ts';
import { delimitedSize, emptyBytes, writeBytes } from '../wire/bytes.ts';
import { cursor } from '../wire/cursor.ts';
import { describeEnum, describeField } from '../wire/describe.ts';
import { checkFull, checkPart, checkRoom, located, skipUnknown } from '../wire/message.ts';
import { readInt64, readInt64Bigint } from '../wire/read-integer.ts';
import { readInt32, readLength, readTag } from '../wire/read-varint.ts';
import { varintSize, varintSizeBigint, writeVarint, writeVarintBigint } from '../wire/write-varint.ts';

export const EventType = {
  Put: 0,
  Delete: 1,
} as const;
export type EventType = (typeof EventType)[keyof typeof EventType];

export const EventTypeTable: EnumTable = describeEnum('mvccpb.Event.EventType', {
  PUT: 0,
  DELETE: 1,
});

/** One version of one key. The store keeps exactly these bytes, and HashKV hashes them. */
export interface KeyValue {
  key: Uint8Array;
  /** Revision at which the key's current life began. */
  createRevision: number;
  /** Revision that wrote this version. */
  modRevision: number;
  /** How many writes the key has seen in its current life; a deletion sets it back to zero. */
  version: number;
  value: Uint8Array;
  /** Lease the key is attached to, zero for none. */
  lease: bigint;
}

export function readKeyValue(bytes: Uint8Array, start: number, end: number, before?: KeyValue | undefined): KeyValue {
  const message: KeyValue = before ?? { key: emptyBytes, createRevision: 0, modRevision: 0, version: 0, value: emptyBytes, lease: 0n };
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
        case 10: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.key = length === 0 ? emptyBytes : new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        case 16:
          message.createRevision = readInt64(bytes, position, end);
          position = cursor.position;
          break;
        case 24:
          message.modRevision = readInt64(bytes, position, end);
          position = cursor.position;
          break;
        case 32:
          message.version = readInt64(bytes, position, end);
          position = cursor.position;
          break;
        case 42: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.value = length === 0 ? emptyBytes : new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        case 48:
          message.lease = readInt64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(KeyValue, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, KeyValue, tag);
  }
  return message;
}

export function sizeKeyValue(message: KeyValue): number {
  let size = 0;
  if (message.key.length > 0) {
    size += 1 + delimitedSize(message.key.length);
  }
  if (message.createRevision !== 0) {
    size += 1 + varintSize(message.createRevision);
  }
  if (message.modRevision !== 0) {
    size += 1 + varintSize(message.modRevision);
  }
  if (message.version !== 0) {
    size += 1 + varintSize(message.version);
  }
  if (message.value.length > 0) {
    size += 1 + delimitedSize(message.value.length);
  }
  if (message.lease !== 0n) {
    size += 1 + varintSizeBigint(message.lease);
  }
  return size;
}

export function writeKeyValue(message: KeyValue, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.key.length > 0) {
    out[at++] = 10; at = writeBytes(out, at, message.key);
  }
  if (message.createRevision !== 0) {
    out[at++] = 16; at = writeVarint(out, at, message.createRevision);
  }
  if (message.modRevision !== 0) {
    out[at++] = 24; at = writeVarint(out, at, message.modRevision);
  }
  if (message.version !== 0) {
    out[at++] = 32; at = writeVarint(out, at, message.version);
  }
  if (message.value.length > 0) {
    out[at++] = 42; at = writeBytes(out, at, message.value);
  }
  if (message.lease !== 0n) {
    out[at++] = 48; at = writeVarintBigint(out, at, message.lease);
  }
  return at;
}

let fieldsOfKeyValue: readonly FieldDescriptor[] | undefined;

export const KeyValue: MessageCodec<KeyValue> = {
  typeName: 'mvccpb.KeyValue',
  get fields() {
    fieldsOfKeyValue ??= [
    describeField(1, 'key', 'key', 'key', 'bytes'),
    describeField(2, 'create_revision', 'createRevision', 'createRevision', 'int64', { integer: 'counter' }),
    describeField(3, 'mod_revision', 'modRevision', 'modRevision', 'int64', { integer: 'counter' }),
    describeField(4, 'version', 'version', 'version', 'int64', { integer: 'counter' }),
    describeField(5, 'value', 'value', 'value', 'bytes'),
    describeField(6, 'lease', 'lease', 'lease', 'int64', { integer: 'identifier' }),
    ];
    return fieldsOfKeyValue;
  },
  create: (init = {}) => ({ key: init.key ?? emptyBytes, createRevision: init.createRevision ?? 0, modRevision: init.modRevision ?? 0, version: init.version ?? 0, value: init.value ?? emptyBytes, lease: init.lease ?? 0n }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readKeyValue(bytes, start, end);
  },
  size: sizeKeyValue,
  write: (message, out, offset) => checkRoom(out, writeKeyValue(message, out, offset)),
  encode(message) {
    const out = allocate(sizeKeyValue(message));
    return checkFull(out, writeKeyValue(message, out, 0));
  },
};

/** One change of one key, as watchers see it. */
export interface Event {
  type: EventType;
  /** The key as written; after a deletion only key and mod_revision are set. */
  kv: KeyValue | undefined;
  /** The version before this change, for watchers that asked for it. */
  prevKv: KeyValue | undefined;
}

export function readEvent(bytes: Uint8Array, start: number, end: number): Event {
  const message: Event = { type: 0, kv: undefined, prevKv: undefined };
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
          message.type = readInt32(bytes, position, end) as EventType;
          position = cursor.position;
          break;
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.kv = readKeyValue(bytes, position, position + length, message.kv);
          position += length;
          break;
        }
        case 26: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.prevKv = readKeyValue(bytes, position, position + length, message.prevKv);
          position += length;
          break;
        }
        default:
          position = skipUnknown(Event, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, Event, tag);
  }
  return message;
}

export function sizeEvent(message: Event): number {
  let size = 0;
  if (message.type !== 0) {
    size += 1 + varintSize(message.type);
  }
  if (message.kv !== undefined) {
    size += 1 + delimitedSize(sizeKeyValue(message.kv));
  }
  if (message.prevKv !== undefined) {
    size += 1 + delimitedSize(sizeKeyValue(message.prevKv));
  }
  return size;
}

export function writeEvent(message: Event, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.type !== 0) {
    out[at++] = 8; at = writeVarint(out, at, message.type);
  }
  if (message.kv !== undefined) {
    out[at++] = 18; at = writeVarint(out, at, sizeKeyValue(message.kv)); at = writeKeyValue(message.kv, out, at);
  }
  if (message.prevKv !== undefined) {
    out[at++] = 26; at = writeVarint(out, at, sizeKeyValue(message.prevKv)); at = writeKeyValue(message.prevKv, out, at);
  }
  return at;
}

let fieldsOfEvent: readonly FieldDescriptor[] | undefined;

export const Event: MessageCodec<Event> = {
  typeName: 'mvccpb.Event',
  get fields() {
    fieldsOfEvent ??= [
    describeField(1, 'type', 'type', 'type', 'enum', { enum: EventTypeTable }),
    describeField(2, 'kv', 'kv', 'kv', 'message', { message: KeyValue }),
    describeField(3, 'prev_kv', 'prevKv', 'prevKv', 'message', { message: KeyValue }),
    ];
    return fieldsOfEvent;
  },
  create: (init = {}) => ({ type: init.type ?? 0, kv: init.kv, prevKv: init.prevKv }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readEvent(bytes, start, end);
  },
  size: sizeEvent,
  write: (message, out, offset) => checkRoom(out, writeEvent(message, out, offset)),
  encode(message) {
    const out = allocate(sizeEvent(message));
    return checkFull(out, writeEvent(message, out, 0));
  },
};

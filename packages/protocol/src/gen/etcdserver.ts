// Written by tools/protogen from proto/etcdserverpb/etcdserver.proto; change that and run it again.
import type { FieldDescriptor, MessageCodec } from '../codec.ts';
import { allocate } from '../wire/allocate.ts';
import { delimitedSize } from '../wire/bytes.ts';
import { cursor } from '../wire/cursor.ts';
import { describeField } from '../wire/describe.ts';
import { checkFull, checkPart, checkRoom, located, skipUnknown } from '../wire/message.ts';
import { readInt64Bigint, readUint64, readUint64Bigint } from '../wire/read-integer.ts';
import { readBool, readLength, readTag } from '../wire/read-varint.ts';
import { readString, utf8Size, writeString } from '../wire/text.ts';
import { varintSize, varintSizeBigint, writeVarint, writeVarintBigint } from '../wire/write-varint.ts';

/** The payload of a segment's metadata record. */
export interface WalMetadata {
  nodeId: bigint;
  clusterId: bigint;
}

export function readWalMetadata(bytes: Uint8Array, start: number, end: number): WalMetadata {
  const message: WalMetadata = { nodeId: 0n, clusterId: 0n };
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
          message.nodeId = readUint64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 16:
          message.clusterId = readUint64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(WalMetadata, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, WalMetadata, tag);
  }
  return message;
}

export function sizeWalMetadata(message: WalMetadata): number {
  let size = 0;
  size += 1 + varintSizeBigint(message.nodeId);
  size += 1 + varintSizeBigint(message.clusterId);
  return size;
}

export function writeWalMetadata(message: WalMetadata, out: Uint8Array, offset: number): number {
  let at = offset;
  out[at++] = 8; at = writeVarintBigint(out, at, message.nodeId);
  out[at++] = 16; at = writeVarintBigint(out, at, message.clusterId);
  return at;
}

let fieldsOfWalMetadata: readonly FieldDescriptor[] | undefined;

export const WalMetadata: MessageCodec<WalMetadata> = {
  typeName: 'etcdserverpb.Metadata',
  get fields() {
    fieldsOfWalMetadata ??= [
    describeField(1, 'NodeID', 'NodeID', 'nodeId', 'uint64', { integer: 'identifier' }),
    describeField(2, 'ClusterID', 'ClusterID', 'clusterId', 'uint64', { integer: 'identifier' }),
    ];
    return fieldsOfWalMetadata;
  },
  create: (init = {}) => ({ nodeId: init.nodeId ?? 0n, clusterId: init.clusterId ?? 0n }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readWalMetadata(bytes, start, end);
  },
  size: sizeWalMetadata,
  write: (message, out, offset) => checkRoom(out, writeWalMetadata(message, out, offset)),
  encode(message) {
    const out = allocate(sizeWalMetadata(message));
    return checkFull(out, writeWalMetadata(message, out, 0));
  },
};

/**
 * A request of the v2 API. Members of etcd 3.5 still publish their attributes and the cluster's version this way, so logs
 * written by them hold such entries, bare or inside an InternalRaftRequest.
 */
export interface V2Request {
  id: bigint;
  method: string;
  path: string;
  val: string;
  dir: boolean;
  prevValue: string;
  prevIndex: number;
  prevExist: boolean | undefined;
  /** Unix nanoseconds. */
  expiration: bigint;
  wait: boolean;
  since: number;
  recursive: boolean;
  sorted: boolean;
  quorum: boolean;
  /** Unix nanoseconds. */
  time: bigint;
  stream: boolean;
  refresh: boolean | undefined;
}

export function readV2Request(bytes: Uint8Array, start: number, end: number, before?: V2Request | undefined): V2Request {
  const message: V2Request = before ?? { id: 0n, method: '', path: '', val: '', dir: false, prevValue: '', prevIndex: 0, prevExist: undefined, expiration: 0n, wait: false, since: 0, recursive: false, sorted: false, quorum: false, time: 0n, stream: false, refresh: undefined };
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
          message.id = readUint64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.method = readString(bytes, position, length);
          position += length;
          break;
        }
        case 26: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.path = readString(bytes, position, length);
          position += length;
          break;
        }
        case 34: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.val = readString(bytes, position, length);
          position += length;
          break;
        }
        case 40:
          message.dir = readBool(bytes, position, end);
          position = cursor.position;
          break;
        case 50: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.prevValue = readString(bytes, position, length);
          position += length;
          break;
        }
        case 56:
          message.prevIndex = readUint64(bytes, position, end);
          position = cursor.position;
          break;
        case 64:
          message.prevExist = readBool(bytes, position, end);
          position = cursor.position;
          break;
        case 72:
          message.expiration = readInt64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 80:
          message.wait = readBool(bytes, position, end);
          position = cursor.position;
          break;
        case 88:
          message.since = readUint64(bytes, position, end);
          position = cursor.position;
          break;
        case 96:
          message.recursive = readBool(bytes, position, end);
          position = cursor.position;
          break;
        case 104:
          message.sorted = readBool(bytes, position, end);
          position = cursor.position;
          break;
        case 112:
          message.quorum = readBool(bytes, position, end);
          position = cursor.position;
          break;
        case 120:
          message.time = readInt64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 128:
          message.stream = readBool(bytes, position, end);
          position = cursor.position;
          break;
        case 136:
          message.refresh = readBool(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(V2Request, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, V2Request, tag);
  }
  return message;
}

export function sizeV2Request(message: V2Request): number {
  let size = 0;
  size += 1 + varintSizeBigint(message.id);
  size += 1 + delimitedSize(utf8Size(message.method));
  size += 1 + delimitedSize(utf8Size(message.path));
  size += 1 + delimitedSize(utf8Size(message.val));
  size += 2;
  size += 1 + delimitedSize(utf8Size(message.prevValue));
  size += 1 + varintSize(message.prevIndex);
  if (message.prevExist !== undefined) {
    size += 2;
  }
  size += 1 + varintSizeBigint(message.expiration);
  size += 2;
  size += 1 + varintSize(message.since);
  size += 2;
  size += 2;
  size += 2;
  size += 1 + varintSizeBigint(message.time);
  size += 3;
  if (message.refresh !== undefined) {
    size += 3;
  }
  return size;
}

export function writeV2Request(message: V2Request, out: Uint8Array, offset: number): number {
  let at = offset;
  out[at++] = 8; at = writeVarintBigint(out, at, message.id);
  out[at++] = 18; at = writeString(out, at, message.method);
  out[at++] = 26; at = writeString(out, at, message.path);
  out[at++] = 34; at = writeString(out, at, message.val);
  out[at++] = 40; out[at++] = message.dir ? 1 : 0;
  out[at++] = 50; at = writeString(out, at, message.prevValue);
  out[at++] = 56; at = writeVarint(out, at, message.prevIndex);
  if (message.prevExist !== undefined) {
    out[at++] = 64; out[at++] = message.prevExist ? 1 : 0;
  }
  out[at++] = 72; at = writeVarintBigint(out, at, message.expiration);
  out[at++] = 80; out[at++] = message.wait ? 1 : 0;
  out[at++] = 88; at = writeVarint(out, at, message.since);
  out[at++] = 96; out[at++] = message.recursive ? 1 : 0;
  out[at++] = 104; out[at++] = message.sorted ? 1 : 0;
  out[at++] = 112; out[at++] = message.quorum ? 1 : 0;
  out[at++] = 120; at = writeVarintBigint(out, at, message.time);
  out[at++] = 128; out[at++] = 1; out[at++] = message.stream ? 1 : 0;
  if (message.refresh !== undefined) {
    out[at++] = 136; out[at++] = 1; out[at++] = message.refresh ? 1 : 0;
  }
  return at;
}

let fieldsOfV2Request: readonly FieldDescriptor[] | undefined;

export const V2Request: MessageCodec<V2Request> = {
  typeName: 'etcdserverpb.Request',
  get fields() {
    fieldsOfV2Request ??= [
    describeField(1, 'ID', 'ID', 'id', 'uint64', { integer: 'identifier' }),
    describeField(2, 'Method', 'Method', 'method', 'string'),
    describeField(3, 'Path', 'Path', 'path', 'string'),
    describeField(4, 'Val', 'Val', 'val', 'string'),
    describeField(5, 'Dir', 'Dir', 'dir', 'bool'),
    describeField(6, 'PrevValue', 'PrevValue', 'prevValue', 'string'),
    describeField(7, 'PrevIndex', 'PrevIndex', 'prevIndex', 'uint64', { integer: 'counter' }),
    describeField(8, 'PrevExist', 'PrevExist', 'prevExist', 'bool'),
    describeField(9, 'Expiration', 'Expiration', 'expiration', 'int64', { integer: 'identifier' }),
    describeField(10, 'Wait', 'Wait', 'wait', 'bool'),
    describeField(11, 'Since', 'Since', 'since', 'uint64', { integer: 'counter' }),
    describeField(12, 'Recursive', 'Recursive', 'recursive', 'bool'),
    describeField(13, 'Sorted', 'Sorted', 'sorted', 'bool'),
    describeField(14, 'Quorum', 'Quorum', 'quorum', 'bool'),
    describeField(15, 'Time', 'Time', 'time', 'int64', { integer: 'identifier' }),
    describeField(16, 'Stream', 'Stream', 'stream', 'bool'),
    describeField(17, 'Refresh', 'Refresh', 'refresh', 'bool'),
    ];
    return fieldsOfV2Request;
  },
  create: (init = {}) => ({ id: init.id ?? 0n, method: init.method ?? '', path: init.path ?? '', val: init.val ?? '', dir: init.dir ?? false, prevValue: init.prevValue ?? '', prevIndex: init.prevIndex ?? 0, prevExist: init.prevExist, expiration: init.expiration ?? 0n, wait: init.wait ?? false, since: init.since ?? 0, recursive: init.recursive ?? false, sorted: init.sorted ?? false, quorum: init.quorum ?? false, time: init.time ?? 0n, stream: init.stream ?? false, refresh: init.refresh }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readV2Request(bytes, start, end);
  },
  size: sizeV2Request,
  write: (message, out, offset) => checkRoom(out, writeV2Request(message, out, offset)),
  encode(message) {
    const out = allocate(sizeV2Request(message));
    return checkFull(out, writeV2Request(message, out, 0));
  },
};

// Written by tools/protogen from proto/etcdserverpb/rpc.proto; change that and run it again.
import type { EnumTable, FieldDescriptor, MessageCodec } from '../codec.ts';
import { allocate } from '../wire/allocate.ts';
import { delimitedSize, emptyBytes, writeBytes } from '../wire/bytes.ts';
import { cursor } from '../wire/cursor.ts';
import { describeEnum, describeField } from '../wire/describe.ts';
import { checkFull, checkPart, checkRoom, located, skipUnknown } from '../wire/message.ts';
import { readInt64, readInt64Bigint, readInt64Saturating, readUint64, readUint64Bigint } from '../wire/read-integer.ts';
import { readBool, readInt32, readLength, readTag, readUint32 } from '../wire/read-varint.ts';
import { checkDepth } from '../wire/skip.ts';
import { readString, utf8Size, writeString } from '../wire/text.ts';
import { varintSize, varintSizeBigint, writeVarint, writeVarintBigint } from '../wire/write-varint.ts';
import { UserAddOptions, readUserAddOptions, sizeUserAddOptions, writeUserAddOptions, Permission, readPermission, sizePermission, writePermission } from './authpb.ts';
import { KeyValue, readKeyValue, sizeKeyValue, writeKeyValue, Event, readEvent, sizeEvent, writeEvent } from './mvccpb.ts';

export const SortOrder = {
  None: 0,
  Ascend: 1,
  Descend: 2,
} as const;
export type SortOrder = (typeof SortOrder)[keyof typeof SortOrder];

export const SortOrderTable: EnumTable = describeEnum('etcdserverpb.RangeRequest.SortOrder', {
  NONE: 0,
  ASCEND: 1,
  DESCEND: 2,
});

export const SortTarget = {
  Key: 0,
  Version: 1,
  Create: 2,
  Mod: 3,
  Value: 4,
} as const;
export type SortTarget = (typeof SortTarget)[keyof typeof SortTarget];

export const SortTargetTable: EnumTable = describeEnum('etcdserverpb.RangeRequest.SortTarget', {
  KEY: 0,
  VERSION: 1,
  CREATE: 2,
  MOD: 3,
  VALUE: 4,
});

export const CompareResult = {
  Equal: 0,
  Greater: 1,
  Less: 2,
  NotEqual: 3,
} as const;
export type CompareResult = (typeof CompareResult)[keyof typeof CompareResult];

export const CompareResultTable: EnumTable = describeEnum('etcdserverpb.Compare.CompareResult', {
  EQUAL: 0,
  GREATER: 1,
  LESS: 2,
  NOT_EQUAL: 3,
});

export const CompareTarget = {
  Version: 0,
  Create: 1,
  Mod: 2,
  Value: 3,
  Lease: 4,
} as const;
export type CompareTarget = (typeof CompareTarget)[keyof typeof CompareTarget];

export const CompareTargetTable: EnumTable = describeEnum('etcdserverpb.Compare.CompareTarget', {
  VERSION: 0,
  CREATE: 1,
  MOD: 2,
  VALUE: 3,
  LEASE: 4,
});

export const FilterType = {
  Noput: 0,
  Nodelete: 1,
} as const;
export type FilterType = (typeof FilterType)[keyof typeof FilterType];

export const FilterTypeTable: EnumTable = describeEnum('etcdserverpb.WatchCreateRequest.FilterType', {
  NOPUT: 0,
  NODELETE: 1,
});

export const AlarmType = {
  None: 0,
  Nospace: 1,
  Corrupt: 2,
} as const;
export type AlarmType = (typeof AlarmType)[keyof typeof AlarmType];

export const AlarmTypeTable: EnumTable = describeEnum('etcdserverpb.AlarmType', {
  NONE: 0,
  NOSPACE: 1,
  CORRUPT: 2,
});

export const AlarmAction = {
  Get: 0,
  Activate: 1,
  Deactivate: 2,
} as const;
export type AlarmAction = (typeof AlarmAction)[keyof typeof AlarmAction];

export const AlarmActionTable: EnumTable = describeEnum('etcdserverpb.AlarmRequest.AlarmAction', {
  GET: 0,
  ACTIVATE: 1,
  DEACTIVATE: 2,
});

export const DowngradeAction = {
  Validate: 0,
  Enable: 1,
  Cancel: 2,
} as const;
export type DowngradeAction = (typeof DowngradeAction)[keyof typeof DowngradeAction];

export const DowngradeActionTable: EnumTable = describeEnum('etcdserverpb.DowngradeRequest.DowngradeAction', {
  VALIDATE: 0,
  ENABLE: 1,
  CANCEL: 2,
});

/** Who answered, and where the store and the log stood. */
export interface ResponseHeader {
  clusterId: bigint;
  memberId: bigint;
  /** The store's revision when the request was served; absent in answers about the cluster. */
  revision: number;
  raftTerm: number;
}

export function readResponseHeader(bytes: Uint8Array, start: number, end: number, before?: ResponseHeader | undefined): ResponseHeader {
  const message: ResponseHeader = before ?? { clusterId: 0n, memberId: 0n, revision: 0, raftTerm: 0 };
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
          message.clusterId = readUint64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 16:
          message.memberId = readUint64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 24:
          message.revision = readInt64(bytes, position, end);
          position = cursor.position;
          break;
        case 32:
          message.raftTerm = readUint64(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(ResponseHeader, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, ResponseHeader, tag);
  }
  return message;
}

export function sizeResponseHeader(message: ResponseHeader): number {
  let size = 0;
  if (message.clusterId !== 0n) {
    size += 1 + varintSizeBigint(message.clusterId);
  }
  if (message.memberId !== 0n) {
    size += 1 + varintSizeBigint(message.memberId);
  }
  if (message.revision !== 0) {
    size += 1 + varintSize(message.revision);
  }
  if (message.raftTerm !== 0) {
    size += 1 + varintSize(message.raftTerm);
  }
  return size;
}

export function writeResponseHeader(message: ResponseHeader, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.clusterId !== 0n) {
    out[at++] = 8; at = writeVarintBigint(out, at, message.clusterId);
  }
  if (message.memberId !== 0n) {
    out[at++] = 16; at = writeVarintBigint(out, at, message.memberId);
  }
  if (message.revision !== 0) {
    out[at++] = 24; at = writeVarint(out, at, message.revision);
  }
  if (message.raftTerm !== 0) {
    out[at++] = 32; at = writeVarint(out, at, message.raftTerm);
  }
  return at;
}

let fieldsOfResponseHeader: readonly FieldDescriptor[] | undefined;

export const ResponseHeader: MessageCodec<ResponseHeader> = {
  typeName: 'etcdserverpb.ResponseHeader',
  get fields() {
    fieldsOfResponseHeader ??= [
    describeField(1, 'cluster_id', 'clusterId', 'clusterId', 'uint64', { integer: 'identifier' }),
    describeField(2, 'member_id', 'memberId', 'memberId', 'uint64', { integer: 'identifier' }),
    describeField(3, 'revision', 'revision', 'revision', 'int64', { integer: 'counter' }),
    describeField(4, 'raft_term', 'raftTerm', 'raftTerm', 'uint64', { integer: 'counter' }),
    ];
    return fieldsOfResponseHeader;
  },
  create: (init = {}) => ({ clusterId: init.clusterId ?? 0n, memberId: init.memberId ?? 0n, revision: init.revision ?? 0, raftTerm: init.raftTerm ?? 0 }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readResponseHeader(bytes, start, end);
  },
  size: sizeResponseHeader,
  write: (message, out, offset) => checkRoom(out, writeResponseHeader(message, out, offset)),
  encode(message) {
    const out = allocate(sizeResponseHeader(message));
    return checkFull(out, writeResponseHeader(message, out, 0));
  },
};

export interface RangeRequest {
  /** First key of the range, or the only one when range_end is empty. */
  key: Uint8Array;
  /** First key after the range; one zero byte means: all keys from key on. */
  rangeEnd: Uint8Array;
  /** At most so many keys; zero and less: all. */
  limit: number;
  /** Read as of this revision; zero and less: the latest. */
  revision: number;
  sortOrder: SortOrder;
  sortTarget: SortTarget;
  /** Answered by the member as it stands, without asking the cluster. */
  serializable: boolean;
  keysOnly: boolean;
  countOnly: boolean;
  /** Zero bounds do not filter. */
  minModRevision: number;
  maxModRevision: number;
  minCreateRevision: number;
  maxCreateRevision: number;
}

export function readRangeRequest(bytes: Uint8Array, start: number, end: number, before?: RangeRequest | undefined): RangeRequest {
  const message: RangeRequest = before ?? { key: emptyBytes, rangeEnd: emptyBytes, limit: 0, revision: 0, sortOrder: 0, sortTarget: 0, serializable: false, keysOnly: false, countOnly: false, minModRevision: 0, maxModRevision: 0, minCreateRevision: 0, maxCreateRevision: 0 };
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
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.rangeEnd = length === 0 ? emptyBytes : new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        case 24:
          message.limit = readInt64Saturating(bytes, position, end);
          position = cursor.position;
          break;
        case 32:
          message.revision = readInt64Saturating(bytes, position, end);
          position = cursor.position;
          break;
        case 40:
          message.sortOrder = readInt32(bytes, position, end) as SortOrder;
          position = cursor.position;
          break;
        case 48:
          message.sortTarget = readInt32(bytes, position, end) as SortTarget;
          position = cursor.position;
          break;
        case 56:
          message.serializable = readBool(bytes, position, end);
          position = cursor.position;
          break;
        case 64:
          message.keysOnly = readBool(bytes, position, end);
          position = cursor.position;
          break;
        case 72:
          message.countOnly = readBool(bytes, position, end);
          position = cursor.position;
          break;
        case 80:
          message.minModRevision = readInt64Saturating(bytes, position, end);
          position = cursor.position;
          break;
        case 88:
          message.maxModRevision = readInt64Saturating(bytes, position, end);
          position = cursor.position;
          break;
        case 96:
          message.minCreateRevision = readInt64Saturating(bytes, position, end);
          position = cursor.position;
          break;
        case 104:
          message.maxCreateRevision = readInt64Saturating(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(RangeRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, RangeRequest, tag);
  }
  return message;
}

export function sizeRangeRequest(message: RangeRequest): number {
  let size = 0;
  if (message.key.length > 0) {
    size += 1 + delimitedSize(message.key.length);
  }
  if (message.rangeEnd.length > 0) {
    size += 1 + delimitedSize(message.rangeEnd.length);
  }
  if (message.limit !== 0) {
    size += 1 + varintSize(message.limit);
  }
  if (message.revision !== 0) {
    size += 1 + varintSize(message.revision);
  }
  if (message.sortOrder !== 0) {
    size += 1 + varintSize(message.sortOrder);
  }
  if (message.sortTarget !== 0) {
    size += 1 + varintSize(message.sortTarget);
  }
  if (message.serializable) {
    size += 2;
  }
  if (message.keysOnly) {
    size += 2;
  }
  if (message.countOnly) {
    size += 2;
  }
  if (message.minModRevision !== 0) {
    size += 1 + varintSize(message.minModRevision);
  }
  if (message.maxModRevision !== 0) {
    size += 1 + varintSize(message.maxModRevision);
  }
  if (message.minCreateRevision !== 0) {
    size += 1 + varintSize(message.minCreateRevision);
  }
  if (message.maxCreateRevision !== 0) {
    size += 1 + varintSize(message.maxCreateRevision);
  }
  return size;
}

export function writeRangeRequest(message: RangeRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.key.length > 0) {
    out[at++] = 10; at = writeBytes(out, at, message.key);
  }
  if (message.rangeEnd.length > 0) {
    out[at++] = 18; at = writeBytes(out, at, message.rangeEnd);
  }
  if (message.limit !== 0) {
    out[at++] = 24; at = writeVarint(out, at, message.limit);
  }
  if (message.revision !== 0) {
    out[at++] = 32; at = writeVarint(out, at, message.revision);
  }
  if (message.sortOrder !== 0) {
    out[at++] = 40; at = writeVarint(out, at, message.sortOrder);
  }
  if (message.sortTarget !== 0) {
    out[at++] = 48; at = writeVarint(out, at, message.sortTarget);
  }
  if (message.serializable) {
    out[at++] = 56; out[at++] = message.serializable ? 1 : 0;
  }
  if (message.keysOnly) {
    out[at++] = 64; out[at++] = message.keysOnly ? 1 : 0;
  }
  if (message.countOnly) {
    out[at++] = 72; out[at++] = message.countOnly ? 1 : 0;
  }
  if (message.minModRevision !== 0) {
    out[at++] = 80; at = writeVarint(out, at, message.minModRevision);
  }
  if (message.maxModRevision !== 0) {
    out[at++] = 88; at = writeVarint(out, at, message.maxModRevision);
  }
  if (message.minCreateRevision !== 0) {
    out[at++] = 96; at = writeVarint(out, at, message.minCreateRevision);
  }
  if (message.maxCreateRevision !== 0) {
    out[at++] = 104; at = writeVarint(out, at, message.maxCreateRevision);
  }
  return at;
}

let fieldsOfRangeRequest: readonly FieldDescriptor[] | undefined;

export const RangeRequest: MessageCodec<RangeRequest> = {
  typeName: 'etcdserverpb.RangeRequest',
  get fields() {
    fieldsOfRangeRequest ??= [
    describeField(1, 'key', 'key', 'key', 'bytes'),
    describeField(2, 'range_end', 'rangeEnd', 'rangeEnd', 'bytes'),
    describeField(3, 'limit', 'limit', 'limit', 'int64', { integer: 'saturating' }),
    describeField(4, 'revision', 'revision', 'revision', 'int64', { integer: 'saturating' }),
    describeField(5, 'sort_order', 'sortOrder', 'sortOrder', 'enum', { enum: SortOrderTable }),
    describeField(6, 'sort_target', 'sortTarget', 'sortTarget', 'enum', { enum: SortTargetTable }),
    describeField(7, 'serializable', 'serializable', 'serializable', 'bool'),
    describeField(8, 'keys_only', 'keysOnly', 'keysOnly', 'bool'),
    describeField(9, 'count_only', 'countOnly', 'countOnly', 'bool'),
    describeField(10, 'min_mod_revision', 'minModRevision', 'minModRevision', 'int64', { integer: 'saturating' }),
    describeField(11, 'max_mod_revision', 'maxModRevision', 'maxModRevision', 'int64', { integer: 'saturating' }),
    describeField(12, 'min_create_revision', 'minCreateRevision', 'minCreateRevision', 'int64', { integer: 'saturating' }),
    describeField(13, 'max_create_revision', 'maxCreateRevision', 'maxCreateRevision', 'int64', { integer: 'saturating' }),
    ];
    return fieldsOfRangeRequest;
  },
  create: (init = {}) => ({ key: init.key ?? emptyBytes, rangeEnd: init.rangeEnd ?? emptyBytes, limit: init.limit ?? 0, revision: init.revision ?? 0, sortOrder: init.sortOrder ?? 0, sortTarget: init.sortTarget ?? 0, serializable: init.serializable ?? false, keysOnly: init.keysOnly ?? false, countOnly: init.countOnly ?? false, minModRevision: init.minModRevision ?? 0, maxModRevision: init.maxModRevision ?? 0, minCreateRevision: init.minCreateRevision ?? 0, maxCreateRevision: init.maxCreateRevision ?? 0 }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readRangeRequest(bytes, start, end);
  },
  size: sizeRangeRequest,
  write: (message, out, offset) => checkRoom(out, writeRangeRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeRangeRequest(message));
    return checkFull(out, writeRangeRequest(message, out, 0));
  },
};

export interface RangeResponse {
  header: ResponseHeader | undefined;
  kvs: KeyValue[];
  /** The limit cut the answer short. */
  more: boolean;
  /** Keys in the range, whatever the limit. */
  count: number;
}

export function readRangeResponse(bytes: Uint8Array, start: number, end: number, before?: RangeResponse | undefined): RangeResponse {
  const message: RangeResponse = before ?? { header: undefined, kvs: [], more: false, count: 0 };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.kvs.push(readKeyValue(bytes, position, position + length));
          position += length;
          break;
        }
        case 24:
          message.more = readBool(bytes, position, end);
          position = cursor.position;
          break;
        case 32:
          message.count = readInt64(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(RangeResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, RangeResponse, tag);
  }
  return message;
}

export function sizeRangeResponse(message: RangeResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  for (const item of message.kvs) {
    size += 1 + delimitedSize(sizeKeyValue(item));
  }
  if (message.more) {
    size += 2;
  }
  if (message.count !== 0) {
    size += 1 + varintSize(message.count);
  }
  return size;
}

export function writeRangeResponse(message: RangeResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  for (const item of message.kvs) {
    out[at++] = 18; at = writeVarint(out, at, sizeKeyValue(item)); at = writeKeyValue(item, out, at);
  }
  if (message.more) {
    out[at++] = 24; out[at++] = message.more ? 1 : 0;
  }
  if (message.count !== 0) {
    out[at++] = 32; at = writeVarint(out, at, message.count);
  }
  return at;
}

let fieldsOfRangeResponse: readonly FieldDescriptor[] | undefined;

export const RangeResponse: MessageCodec<RangeResponse> = {
  typeName: 'etcdserverpb.RangeResponse',
  get fields() {
    fieldsOfRangeResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'kvs', 'kvs', 'kvs', 'message', { repeated: true, message: KeyValue }),
    describeField(3, 'more', 'more', 'more', 'bool'),
    describeField(4, 'count', 'count', 'count', 'int64', { integer: 'counter' }),
    ];
    return fieldsOfRangeResponse;
  },
  create: (init = {}) => ({ header: init.header, kvs: init.kvs ?? [], more: init.more ?? false, count: init.count ?? 0 }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readRangeResponse(bytes, start, end);
  },
  size: sizeRangeResponse,
  write: (message, out, offset) => checkRoom(out, writeRangeResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeRangeResponse(message));
    return checkFull(out, writeRangeResponse(message, out, 0));
  },
};

export interface RangeStreamResponse {
  rangeResponse: RangeResponse | undefined;
}

export function readRangeStreamResponse(bytes: Uint8Array, start: number, end: number): RangeStreamResponse {
  const message: RangeStreamResponse = { rangeResponse: undefined };
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
          message.rangeResponse = readRangeResponse(bytes, position, position + length, message.rangeResponse);
          position += length;
          break;
        }
        default:
          position = skipUnknown(RangeStreamResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, RangeStreamResponse, tag);
  }
  return message;
}

export function sizeRangeStreamResponse(message: RangeStreamResponse): number {
  let size = 0;
  if (message.rangeResponse !== undefined) {
    size += 1 + delimitedSize(sizeRangeResponse(message.rangeResponse));
  }
  return size;
}

export function writeRangeStreamResponse(message: RangeStreamResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.rangeResponse !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeRangeResponse(message.rangeResponse)); at = writeRangeResponse(message.rangeResponse, out, at);
  }
  return at;
}

let fieldsOfRangeStreamResponse: readonly FieldDescriptor[] | undefined;

export const RangeStreamResponse: MessageCodec<RangeStreamResponse> = {
  typeName: 'etcdserverpb.RangeStreamResponse',
  get fields() {
    fieldsOfRangeStreamResponse ??= [
    describeField(1, 'range_response', 'rangeResponse', 'rangeResponse', 'message', { message: RangeResponse }),
    ];
    return fieldsOfRangeStreamResponse;
  },
  create: (init = {}) => ({ rangeResponse: init.rangeResponse }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readRangeStreamResponse(bytes, start, end);
  },
  size: sizeRangeStreamResponse,
  write: (message, out, offset) => checkRoom(out, writeRangeStreamResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeRangeStreamResponse(message));
    return checkFull(out, writeRangeStreamResponse(message, out, 0));
  },
};

export interface PutRequest {
  key: Uint8Array;
  value: Uint8Array;
  /** Lease to attach the key to; zero for none. */
  lease: bigint;
  prevKv: boolean;
  /** Keep the value the key has. */
  ignoreValue: boolean;
  /** Keep the lease the key has. */
  ignoreLease: boolean;
}

export function readPutRequest(bytes: Uint8Array, start: number, end: number, before?: PutRequest | undefined): PutRequest {
  const message: PutRequest = before ?? { key: emptyBytes, value: emptyBytes, lease: 0n, prevKv: false, ignoreValue: false, ignoreLease: false };
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
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.value = length === 0 ? emptyBytes : new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        case 24:
          message.lease = readInt64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 32:
          message.prevKv = readBool(bytes, position, end);
          position = cursor.position;
          break;
        case 40:
          message.ignoreValue = readBool(bytes, position, end);
          position = cursor.position;
          break;
        case 48:
          message.ignoreLease = readBool(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(PutRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, PutRequest, tag);
  }
  return message;
}

export function sizePutRequest(message: PutRequest): number {
  let size = 0;
  if (message.key.length > 0) {
    size += 1 + delimitedSize(message.key.length);
  }
  if (message.value.length > 0) {
    size += 1 + delimitedSize(message.value.length);
  }
  if (message.lease !== 0n) {
    size += 1 + varintSizeBigint(message.lease);
  }
  if (message.prevKv) {
    size += 2;
  }
  if (message.ignoreValue) {
    size += 2;
  }
  if (message.ignoreLease) {
    size += 2;
  }
  return size;
}

export function writePutRequest(message: PutRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.key.length > 0) {
    out[at++] = 10; at = writeBytes(out, at, message.key);
  }
  if (message.value.length > 0) {
    out[at++] = 18; at = writeBytes(out, at, message.value);
  }
  if (message.lease !== 0n) {
    out[at++] = 24; at = writeVarintBigint(out, at, message.lease);
  }
  if (message.prevKv) {
    out[at++] = 32; out[at++] = message.prevKv ? 1 : 0;
  }
  if (message.ignoreValue) {
    out[at++] = 40; out[at++] = message.ignoreValue ? 1 : 0;
  }
  if (message.ignoreLease) {
    out[at++] = 48; out[at++] = message.ignoreLease ? 1 : 0;
  }
  return at;
}

let fieldsOfPutRequest: readonly FieldDescriptor[] | undefined;

export const PutRequest: MessageCodec<PutRequest> = {
  typeName: 'etcdserverpb.PutRequest',
  get fields() {
    fieldsOfPutRequest ??= [
    describeField(1, 'key', 'key', 'key', 'bytes'),
    describeField(2, 'value', 'value', 'value', 'bytes'),
    describeField(3, 'lease', 'lease', 'lease', 'int64', { integer: 'identifier' }),
    describeField(4, 'prev_kv', 'prevKv', 'prevKv', 'bool'),
    describeField(5, 'ignore_value', 'ignoreValue', 'ignoreValue', 'bool'),
    describeField(6, 'ignore_lease', 'ignoreLease', 'ignoreLease', 'bool'),
    ];
    return fieldsOfPutRequest;
  },
  create: (init = {}) => ({ key: init.key ?? emptyBytes, value: init.value ?? emptyBytes, lease: init.lease ?? 0n, prevKv: init.prevKv ?? false, ignoreValue: init.ignoreValue ?? false, ignoreLease: init.ignoreLease ?? false }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readPutRequest(bytes, start, end);
  },
  size: sizePutRequest,
  write: (message, out, offset) => checkRoom(out, writePutRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizePutRequest(message));
    return checkFull(out, writePutRequest(message, out, 0));
  },
};

export interface PutResponse {
  header: ResponseHeader | undefined;
  prevKv: KeyValue | undefined;
}

export function readPutResponse(bytes: Uint8Array, start: number, end: number, before?: PutResponse | undefined): PutResponse {
  const message: PutResponse = before ?? { header: undefined, prevKv: undefined };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.prevKv = readKeyValue(bytes, position, position + length, message.prevKv);
          position += length;
          break;
        }
        default:
          position = skipUnknown(PutResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, PutResponse, tag);
  }
  return message;
}

export function sizePutResponse(message: PutResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  if (message.prevKv !== undefined) {
    size += 1 + delimitedSize(sizeKeyValue(message.prevKv));
  }
  return size;
}

export function writePutResponse(message: PutResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  if (message.prevKv !== undefined) {
    out[at++] = 18; at = writeVarint(out, at, sizeKeyValue(message.prevKv)); at = writeKeyValue(message.prevKv, out, at);
  }
  return at;
}

let fieldsOfPutResponse: readonly FieldDescriptor[] | undefined;

export const PutResponse: MessageCodec<PutResponse> = {
  typeName: 'etcdserverpb.PutResponse',
  get fields() {
    fieldsOfPutResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'prev_kv', 'prevKv', 'prevKv', 'message', { message: KeyValue }),
    ];
    return fieldsOfPutResponse;
  },
  create: (init = {}) => ({ header: init.header, prevKv: init.prevKv }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readPutResponse(bytes, start, end);
  },
  size: sizePutResponse,
  write: (message, out, offset) => checkRoom(out, writePutResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizePutResponse(message));
    return checkFull(out, writePutResponse(message, out, 0));
  },
};

export interface DeleteRangeRequest {
  key: Uint8Array;
  rangeEnd: Uint8Array;
  prevKv: boolean;
}

export function readDeleteRangeRequest(bytes: Uint8Array, start: number, end: number, before?: DeleteRangeRequest | undefined): DeleteRangeRequest {
  const message: DeleteRangeRequest = before ?? { key: emptyBytes, rangeEnd: emptyBytes, prevKv: false };
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
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.rangeEnd = length === 0 ? emptyBytes : new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        case 24:
          message.prevKv = readBool(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(DeleteRangeRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, DeleteRangeRequest, tag);
  }
  return message;
}

export function sizeDeleteRangeRequest(message: DeleteRangeRequest): number {
  let size = 0;
  if (message.key.length > 0) {
    size += 1 + delimitedSize(message.key.length);
  }
  if (message.rangeEnd.length > 0) {
    size += 1 + delimitedSize(message.rangeEnd.length);
  }
  if (message.prevKv) {
    size += 2;
  }
  return size;
}

export function writeDeleteRangeRequest(message: DeleteRangeRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.key.length > 0) {
    out[at++] = 10; at = writeBytes(out, at, message.key);
  }
  if (message.rangeEnd.length > 0) {
    out[at++] = 18; at = writeBytes(out, at, message.rangeEnd);
  }
  if (message.prevKv) {
    out[at++] = 24; out[at++] = message.prevKv ? 1 : 0;
  }
  return at;
}

let fieldsOfDeleteRangeRequest: readonly FieldDescriptor[] | undefined;

export const DeleteRangeRequest: MessageCodec<DeleteRangeRequest> = {
  typeName: 'etcdserverpb.DeleteRangeRequest',
  get fields() {
    fieldsOfDeleteRangeRequest ??= [
    describeField(1, 'key', 'key', 'key', 'bytes'),
    describeField(2, 'range_end', 'rangeEnd', 'rangeEnd', 'bytes'),
    describeField(3, 'prev_kv', 'prevKv', 'prevKv', 'bool'),
    ];
    return fieldsOfDeleteRangeRequest;
  },
  create: (init = {}) => ({ key: init.key ?? emptyBytes, rangeEnd: init.rangeEnd ?? emptyBytes, prevKv: init.prevKv ?? false }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readDeleteRangeRequest(bytes, start, end);
  },
  size: sizeDeleteRangeRequest,
  write: (message, out, offset) => checkRoom(out, writeDeleteRangeRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeDeleteRangeRequest(message));
    return checkFull(out, writeDeleteRangeRequest(message, out, 0));
  },
};

export interface DeleteRangeResponse {
  header: ResponseHeader | undefined;
  deleted: number;
  prevKvs: KeyValue[];
}

export function readDeleteRangeResponse(bytes: Uint8Array, start: number, end: number, before?: DeleteRangeResponse | undefined): DeleteRangeResponse {
  const message: DeleteRangeResponse = before ?? { header: undefined, deleted: 0, prevKvs: [] };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 16:
          message.deleted = readInt64(bytes, position, end);
          position = cursor.position;
          break;
        case 26: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.prevKvs.push(readKeyValue(bytes, position, position + length));
          position += length;
          break;
        }
        default:
          position = skipUnknown(DeleteRangeResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, DeleteRangeResponse, tag);
  }
  return message;
}

export function sizeDeleteRangeResponse(message: DeleteRangeResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  if (message.deleted !== 0) {
    size += 1 + varintSize(message.deleted);
  }
  for (const item of message.prevKvs) {
    size += 1 + delimitedSize(sizeKeyValue(item));
  }
  return size;
}

export function writeDeleteRangeResponse(message: DeleteRangeResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  if (message.deleted !== 0) {
    out[at++] = 16; at = writeVarint(out, at, message.deleted);
  }
  for (const item of message.prevKvs) {
    out[at++] = 26; at = writeVarint(out, at, sizeKeyValue(item)); at = writeKeyValue(item, out, at);
  }
  return at;
}

let fieldsOfDeleteRangeResponse: readonly FieldDescriptor[] | undefined;

export const DeleteRangeResponse: MessageCodec<DeleteRangeResponse> = {
  typeName: 'etcdserverpb.DeleteRangeResponse',
  get fields() {
    fieldsOfDeleteRangeResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'deleted', 'deleted', 'deleted', 'int64', { integer: 'counter' }),
    describeField(3, 'prev_kvs', 'prevKvs', 'prevKvs', 'message', { repeated: true, message: KeyValue }),
    ];
    return fieldsOfDeleteRangeResponse;
  },
  create: (init = {}) => ({ header: init.header, deleted: init.deleted ?? 0, prevKvs: init.prevKvs ?? [] }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readDeleteRangeResponse(bytes, start, end);
  },
  size: sizeDeleteRangeResponse,
  write: (message, out, offset) => checkRoom(out, writeDeleteRangeResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeDeleteRangeResponse(message));
    return checkFull(out, writeDeleteRangeResponse(message, out, 0));
  },
};

export type RequestOpRequest =
  | { case: 'requestRange'; value: RangeRequest }
  | { case: 'requestPut'; value: PutRequest }
  | { case: 'requestDeleteRange'; value: DeleteRangeRequest }
  | { case: 'requestTxn'; value: TxnRequest };

export interface RequestOp {
  request: RequestOpRequest | undefined;
}

export function readRequestOp(bytes: Uint8Array, start: number, end: number, depth: number): RequestOp {
  checkDepth(depth, start);
  const message: RequestOp = { request: undefined };
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
          message.request = { case: 'requestRange', value: readRangeRequest(bytes, position, position + length, message.request?.case === 'requestRange' ? message.request.value : undefined) };
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.request = { case: 'requestPut', value: readPutRequest(bytes, position, position + length, message.request?.case === 'requestPut' ? message.request.value : undefined) };
          position += length;
          break;
        }
        case 26: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.request = { case: 'requestDeleteRange', value: readDeleteRangeRequest(bytes, position, position + length, message.request?.case === 'requestDeleteRange' ? message.request.value : undefined) };
          position += length;
          break;
        }
        case 34: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.request = { case: 'requestTxn', value: readTxnRequest(bytes, position, position + length, depth + 1, message.request?.case === 'requestTxn' ? message.request.value : undefined) };
          position += length;
          break;
        }
        default:
          position = skipUnknown(RequestOp, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, RequestOp, tag);
  }
  return message;
}

export function sizeRequestOp(message: RequestOp): number {
  let size = 0;
  if (message.request !== undefined) {
    switch (message.request.case) {
      case 'requestRange': {
        size += 1 + delimitedSize(sizeRangeRequest(message.request.value));
        break;
      }
      case 'requestPut': {
        size += 1 + delimitedSize(sizePutRequest(message.request.value));
        break;
      }
      case 'requestDeleteRange': {
        size += 1 + delimitedSize(sizeDeleteRangeRequest(message.request.value));
        break;
      }
      case 'requestTxn': {
        size += 1 + delimitedSize(sizeTxnRequest(message.request.value));
        break;
      }
    }
  }
  return size;
}

export function writeRequestOp(message: RequestOp, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.request !== undefined) {
    switch (message.request.case) {
      case 'requestRange': {
        out[at++] = 10; at = writeVarint(out, at, sizeRangeRequest(message.request.value)); at = writeRangeRequest(message.request.value, out, at);
        break;
      }
      case 'requestPut': {
        out[at++] = 18; at = writeVarint(out, at, sizePutRequest(message.request.value)); at = writePutRequest(message.request.value, out, at);
        break;
      }
      case 'requestDeleteRange': {
        out[at++] = 26; at = writeVarint(out, at, sizeDeleteRangeRequest(message.request.value)); at = writeDeleteRangeRequest(message.request.value, out, at);
        break;
      }
      case 'requestTxn': {
        out[at++] = 34; at = writeVarint(out, at, sizeTxnRequest(message.request.value)); at = writeTxnRequest(message.request.value, out, at);
        break;
      }
    }
  }
  return at;
}

let fieldsOfRequestOp: readonly FieldDescriptor[] | undefined;

export const RequestOp: MessageCodec<RequestOp> = {
  typeName: 'etcdserverpb.RequestOp',
  get fields() {
    fieldsOfRequestOp ??= [
    describeField(1, 'request_range', 'requestRange', 'requestRange', 'message', { message: RangeRequest, oneof: 'request' }),
    describeField(2, 'request_put', 'requestPut', 'requestPut', 'message', { message: PutRequest, oneof: 'request' }),
    describeField(3, 'request_delete_range', 'requestDeleteRange', 'requestDeleteRange', 'message', { message: DeleteRangeRequest, oneof: 'request' }),
    describeField(4, 'request_txn', 'requestTxn', 'requestTxn', 'message', { message: TxnRequest, oneof: 'request' }),
    ];
    return fieldsOfRequestOp;
  },
  create: (init = {}) => ({ request: init.request }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readRequestOp(bytes, start, end, 0);
  },
  size: sizeRequestOp,
  write: (message, out, offset) => checkRoom(out, writeRequestOp(message, out, offset)),
  encode(message) {
    const out = allocate(sizeRequestOp(message));
    return checkFull(out, writeRequestOp(message, out, 0));
  },
};

export type ResponseOpResponse =
  | { case: 'responseRange'; value: RangeResponse }
  | { case: 'responsePut'; value: PutResponse }
  | { case: 'responseDeleteRange'; value: DeleteRangeResponse }
  | { case: 'responseTxn'; value: TxnResponse };

export interface ResponseOp {
  response: ResponseOpResponse | undefined;
}

export function readResponseOp(bytes: Uint8Array, start: number, end: number, depth: number): ResponseOp {
  checkDepth(depth, start);
  const message: ResponseOp = { response: undefined };
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
          message.response = { case: 'responseRange', value: readRangeResponse(bytes, position, position + length, message.response?.case === 'responseRange' ? message.response.value : undefined) };
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.response = { case: 'responsePut', value: readPutResponse(bytes, position, position + length, message.response?.case === 'responsePut' ? message.response.value : undefined) };
          position += length;
          break;
        }
        case 26: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.response = { case: 'responseDeleteRange', value: readDeleteRangeResponse(bytes, position, position + length, message.response?.case === 'responseDeleteRange' ? message.response.value : undefined) };
          position += length;
          break;
        }
        case 34: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.response = { case: 'responseTxn', value: readTxnResponse(bytes, position, position + length, depth + 1, message.response?.case === 'responseTxn' ? message.response.value : undefined) };
          position += length;
          break;
        }
        default:
          position = skipUnknown(ResponseOp, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, ResponseOp, tag);
  }
  return message;
}

export function sizeResponseOp(message: ResponseOp): number {
  let size = 0;
  if (message.response !== undefined) {
    switch (message.response.case) {
      case 'responseRange': {
        size += 1 + delimitedSize(sizeRangeResponse(message.response.value));
        break;
      }
      case 'responsePut': {
        size += 1 + delimitedSize(sizePutResponse(message.response.value));
        break;
      }
      case 'responseDeleteRange': {
        size += 1 + delimitedSize(sizeDeleteRangeResponse(message.response.value));
        break;
      }
      case 'responseTxn': {
        size += 1 + delimitedSize(sizeTxnResponse(message.response.value));
        break;
      }
    }
  }
  return size;
}

export function writeResponseOp(message: ResponseOp, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.response !== undefined) {
    switch (message.response.case) {
      case 'responseRange': {
        out[at++] = 10; at = writeVarint(out, at, sizeRangeResponse(message.response.value)); at = writeRangeResponse(message.response.value, out, at);
        break;
      }
      case 'responsePut': {
        out[at++] = 18; at = writeVarint(out, at, sizePutResponse(message.response.value)); at = writePutResponse(message.response.value, out, at);
        break;
      }
      case 'responseDeleteRange': {
        out[at++] = 26; at = writeVarint(out, at, sizeDeleteRangeResponse(message.response.value)); at = writeDeleteRangeResponse(message.response.value, out, at);
        break;
      }
      case 'responseTxn': {
        out[at++] = 34; at = writeVarint(out, at, sizeTxnResponse(message.response.value)); at = writeTxnResponse(message.response.value, out, at);
        break;
      }
    }
  }
  return at;
}

let fieldsOfResponseOp: readonly FieldDescriptor[] | undefined;

export const ResponseOp: MessageCodec<ResponseOp> = {
  typeName: 'etcdserverpb.ResponseOp',
  get fields() {
    fieldsOfResponseOp ??= [
    describeField(1, 'response_range', 'responseRange', 'responseRange', 'message', { message: RangeResponse, oneof: 'response' }),
    describeField(2, 'response_put', 'responsePut', 'responsePut', 'message', { message: PutResponse, oneof: 'response' }),
    describeField(3, 'response_delete_range', 'responseDeleteRange', 'responseDeleteRange', 'message', { message: DeleteRangeResponse, oneof: 'response' }),
    describeField(4, 'response_txn', 'responseTxn', 'responseTxn', 'message', { message: TxnResponse, oneof: 'response' }),
    ];
    return fieldsOfResponseOp;
  },
  create: (init = {}) => ({ response: init.response }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readResponseOp(bytes, start, end, 0);
  },
  size: sizeResponseOp,
  write: (message, out, offset) => checkRoom(out, writeResponseOp(message, out, offset)),
  encode(message) {
    const out = allocate(sizeResponseOp(message));
    return checkFull(out, writeResponseOp(message, out, 0));
  },
};

export type CompareTargetUnion =
  | { case: 'version'; value: number }
  | { case: 'createRevision'; value: number }
  | { case: 'modRevision'; value: number }
  | { case: 'value'; value: Uint8Array }
  | { case: 'lease'; value: bigint };

/** A condition on a key, or on every key of a range. */
export interface Compare {
  result: CompareResult;
  target: CompareTarget;
  key: Uint8Array;
  targetUnion: CompareTargetUnion | undefined;
  rangeEnd: Uint8Array;
}

export function readCompare(bytes: Uint8Array, start: number, end: number): Compare {
  const message: Compare = { result: 0, target: 0, key: emptyBytes, targetUnion: undefined, rangeEnd: emptyBytes };
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
          message.result = readInt32(bytes, position, end) as CompareResult;
          position = cursor.position;
          break;
        case 16:
          message.target = readInt32(bytes, position, end) as CompareTarget;
          position = cursor.position;
          break;
        case 26: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.key = length === 0 ? emptyBytes : new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        case 32:
          message.targetUnion = { case: 'version', value: readInt64Saturating(bytes, position, end) };
          position = cursor.position;
          break;
        case 40:
          message.targetUnion = { case: 'createRevision', value: readInt64Saturating(bytes, position, end) };
          position = cursor.position;
          break;
        case 48:
          message.targetUnion = { case: 'modRevision', value: readInt64Saturating(bytes, position, end) };
          position = cursor.position;
          break;
        case 58: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.targetUnion = { case: 'value', value: length === 0 ? emptyBytes : new Uint8Array(buffer, byteOffset + position, length) };
          position += length;
          break;
        }
        case 64:
          message.targetUnion = { case: 'lease', value: readInt64Bigint(bytes, position, end) };
          position = cursor.position;
          break;
        case 514: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.rangeEnd = length === 0 ? emptyBytes : new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(Compare, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, Compare, tag);
  }
  return message;
}

export function sizeCompare(message: Compare): number {
  let size = 0;
  if (message.result !== 0) {
    size += 1 + varintSize(message.result);
  }
  if (message.target !== 0) {
    size += 1 + varintSize(message.target);
  }
  if (message.key.length > 0) {
    size += 1 + delimitedSize(message.key.length);
  }
  if (message.targetUnion !== undefined) {
    switch (message.targetUnion.case) {
      case 'version': {
        size += 1 + varintSize(message.targetUnion.value);
        break;
      }
      case 'createRevision': {
        size += 1 + varintSize(message.targetUnion.value);
        break;
      }
      case 'modRevision': {
        size += 1 + varintSize(message.targetUnion.value);
        break;
      }
      case 'value': {
        size += 1 + delimitedSize(message.targetUnion.value.length);
        break;
      }
      case 'lease': {
        size += 1 + varintSizeBigint(message.targetUnion.value);
        break;
      }
    }
  }
  if (message.rangeEnd.length > 0) {
    size += 2 + delimitedSize(message.rangeEnd.length);
  }
  return size;
}

export function writeCompare(message: Compare, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.result !== 0) {
    out[at++] = 8; at = writeVarint(out, at, message.result);
  }
  if (message.target !== 0) {
    out[at++] = 16; at = writeVarint(out, at, message.target);
  }
  if (message.key.length > 0) {
    out[at++] = 26; at = writeBytes(out, at, message.key);
  }
  if (message.targetUnion !== undefined) {
    switch (message.targetUnion.case) {
      case 'version': {
        out[at++] = 32; at = writeVarint(out, at, message.targetUnion.value);
        break;
      }
      case 'createRevision': {
        out[at++] = 40; at = writeVarint(out, at, message.targetUnion.value);
        break;
      }
      case 'modRevision': {
        out[at++] = 48; at = writeVarint(out, at, message.targetUnion.value);
        break;
      }
      case 'value': {
        out[at++] = 58; at = writeBytes(out, at, message.targetUnion.value);
        break;
      }
      case 'lease': {
        out[at++] = 64; at = writeVarintBigint(out, at, message.targetUnion.value);
        break;
      }
    }
  }
  if (message.rangeEnd.length > 0) {
    out[at++] = 130; out[at++] = 4; at = writeBytes(out, at, message.rangeEnd);
  }
  return at;
}

let fieldsOfCompare: readonly FieldDescriptor[] | undefined;

export const Compare: MessageCodec<Compare> = {
  typeName: 'etcdserverpb.Compare',
  get fields() {
    fieldsOfCompare ??= [
    describeField(1, 'result', 'result', 'result', 'enum', { enum: CompareResultTable }),
    describeField(2, 'target', 'target', 'target', 'enum', { enum: CompareTargetTable }),
    describeField(3, 'key', 'key', 'key', 'bytes'),
    describeField(4, 'version', 'version', 'version', 'int64', { integer: 'saturating', oneof: 'targetUnion' }),
    describeField(5, 'create_revision', 'createRevision', 'createRevision', 'int64', { integer: 'saturating', oneof: 'targetUnion' }),
    describeField(6, 'mod_revision', 'modRevision', 'modRevision', 'int64', { integer: 'saturating', oneof: 'targetUnion' }),
    describeField(7, 'value', 'value', 'value', 'bytes', { oneof: 'targetUnion' }),
    describeField(8, 'lease', 'lease', 'lease', 'int64', { integer: 'identifier', oneof: 'targetUnion' }),
    describeField(64, 'range_end', 'rangeEnd', 'rangeEnd', 'bytes'),
    ];
    return fieldsOfCompare;
  },
  create: (init = {}) => ({ result: init.result ?? 0, target: init.target ?? 0, key: init.key ?? emptyBytes, targetUnion: init.targetUnion, rangeEnd: init.rangeEnd ?? emptyBytes }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readCompare(bytes, start, end);
  },
  size: sizeCompare,
  write: (message, out, offset) => checkRoom(out, writeCompare(message, out, offset)),
  encode(message) {
    const out = allocate(sizeCompare(message));
    return checkFull(out, writeCompare(message, out, 0));
  },
};

export interface TxnRequest {
  /** All must hold for success to run; else failure runs. */
  compare: Compare[];
  success: RequestOp[];
  failure: RequestOp[];
}

export function readTxnRequest(bytes: Uint8Array, start: number, end: number, depth: number, before?: TxnRequest | undefined): TxnRequest {
  checkDepth(depth, start);
  const message: TxnRequest = before ?? { compare: [], success: [], failure: [] };
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
          message.compare.push(readCompare(bytes, position, position + length));
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.success.push(readRequestOp(bytes, position, position + length, depth + 1));
          position += length;
          break;
        }
        case 26: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.failure.push(readRequestOp(bytes, position, position + length, depth + 1));
          position += length;
          break;
        }
        default:
          position = skipUnknown(TxnRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, TxnRequest, tag);
  }
  return message;
}

export function sizeTxnRequest(message: TxnRequest): number {
  let size = 0;
  for (const item of message.compare) {
    size += 1 + delimitedSize(sizeCompare(item));
  }
  for (const item of message.success) {
    size += 1 + delimitedSize(sizeRequestOp(item));
  }
  for (const item of message.failure) {
    size += 1 + delimitedSize(sizeRequestOp(item));
  }
  return size;
}

export function writeTxnRequest(message: TxnRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  for (const item of message.compare) {
    out[at++] = 10; at = writeVarint(out, at, sizeCompare(item)); at = writeCompare(item, out, at);
  }
  for (const item of message.success) {
    out[at++] = 18; at = writeVarint(out, at, sizeRequestOp(item)); at = writeRequestOp(item, out, at);
  }
  for (const item of message.failure) {
    out[at++] = 26; at = writeVarint(out, at, sizeRequestOp(item)); at = writeRequestOp(item, out, at);
  }
  return at;
}

let fieldsOfTxnRequest: readonly FieldDescriptor[] | undefined;

export const TxnRequest: MessageCodec<TxnRequest> = {
  typeName: 'etcdserverpb.TxnRequest',
  get fields() {
    fieldsOfTxnRequest ??= [
    describeField(1, 'compare', 'compare', 'compare', 'message', { repeated: true, message: Compare }),
    describeField(2, 'success', 'success', 'success', 'message', { repeated: true, message: RequestOp }),
    describeField(3, 'failure', 'failure', 'failure', 'message', { repeated: true, message: RequestOp }),
    ];
    return fieldsOfTxnRequest;
  },
  create: (init = {}) => ({ compare: init.compare ?? [], success: init.success ?? [], failure: init.failure ?? [] }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readTxnRequest(bytes, start, end, 0);
  },
  size: sizeTxnRequest,
  write: (message, out, offset) => checkRoom(out, writeTxnRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeTxnRequest(message));
    return checkFull(out, writeTxnRequest(message, out, 0));
  },
};

export interface TxnResponse {
  header: ResponseHeader | undefined;
  succeeded: boolean;
  responses: ResponseOp[];
}

export function readTxnResponse(bytes: Uint8Array, start: number, end: number, depth: number, before?: TxnResponse | undefined): TxnResponse {
  checkDepth(depth, start);
  const message: TxnResponse = before ?? { header: undefined, succeeded: false, responses: [] };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 16:
          message.succeeded = readBool(bytes, position, end);
          position = cursor.position;
          break;
        case 26: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.responses.push(readResponseOp(bytes, position, position + length, depth + 1));
          position += length;
          break;
        }
        default:
          position = skipUnknown(TxnResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, TxnResponse, tag);
  }
  return message;
}

export function sizeTxnResponse(message: TxnResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  if (message.succeeded) {
    size += 2;
  }
  for (const item of message.responses) {
    size += 1 + delimitedSize(sizeResponseOp(item));
  }
  return size;
}

export function writeTxnResponse(message: TxnResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  if (message.succeeded) {
    out[at++] = 16; out[at++] = message.succeeded ? 1 : 0;
  }
  for (const item of message.responses) {
    out[at++] = 26; at = writeVarint(out, at, sizeResponseOp(item)); at = writeResponseOp(item, out, at);
  }
  return at;
}

let fieldsOfTxnResponse: readonly FieldDescriptor[] | undefined;

export const TxnResponse: MessageCodec<TxnResponse> = {
  typeName: 'etcdserverpb.TxnResponse',
  get fields() {
    fieldsOfTxnResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'succeeded', 'succeeded', 'succeeded', 'bool'),
    describeField(3, 'responses', 'responses', 'responses', 'message', { repeated: true, message: ResponseOp }),
    ];
    return fieldsOfTxnResponse;
  },
  create: (init = {}) => ({ header: init.header, succeeded: init.succeeded ?? false, responses: init.responses ?? [] }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readTxnResponse(bytes, start, end, 0);
  },
  size: sizeTxnResponse,
  write: (message, out, offset) => checkRoom(out, writeTxnResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeTxnResponse(message));
    return checkFull(out, writeTxnResponse(message, out, 0));
  },
};

export interface CompactionRequest {
  revision: number;
  /** Answer only when the removed entries are gone from the database. */
  physical: boolean;
}

export function readCompactionRequest(bytes: Uint8Array, start: number, end: number, before?: CompactionRequest | undefined): CompactionRequest {
  const message: CompactionRequest = before ?? { revision: 0, physical: false };
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
          message.revision = readInt64Saturating(bytes, position, end);
          position = cursor.position;
          break;
        case 16:
          message.physical = readBool(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(CompactionRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, CompactionRequest, tag);
  }
  return message;
}

export function sizeCompactionRequest(message: CompactionRequest): number {
  let size = 0;
  if (message.revision !== 0) {
    size += 1 + varintSize(message.revision);
  }
  if (message.physical) {
    size += 2;
  }
  return size;
}

export function writeCompactionRequest(message: CompactionRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.revision !== 0) {
    out[at++] = 8; at = writeVarint(out, at, message.revision);
  }
  if (message.physical) {
    out[at++] = 16; out[at++] = message.physical ? 1 : 0;
  }
  return at;
}

let fieldsOfCompactionRequest: readonly FieldDescriptor[] | undefined;

export const CompactionRequest: MessageCodec<CompactionRequest> = {
  typeName: 'etcdserverpb.CompactionRequest',
  get fields() {
    fieldsOfCompactionRequest ??= [
    describeField(1, 'revision', 'revision', 'revision', 'int64', { integer: 'saturating' }),
    describeField(2, 'physical', 'physical', 'physical', 'bool'),
    ];
    return fieldsOfCompactionRequest;
  },
  create: (init = {}) => ({ revision: init.revision ?? 0, physical: init.physical ?? false }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readCompactionRequest(bytes, start, end);
  },
  size: sizeCompactionRequest,
  write: (message, out, offset) => checkRoom(out, writeCompactionRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeCompactionRequest(message));
    return checkFull(out, writeCompactionRequest(message, out, 0));
  },
};

export interface CompactionResponse {
  header: ResponseHeader | undefined;
}

export function readCompactionResponse(bytes: Uint8Array, start: number, end: number): CompactionResponse {
  const message: CompactionResponse = { header: undefined };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        default:
          position = skipUnknown(CompactionResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, CompactionResponse, tag);
  }
  return message;
}

export function sizeCompactionResponse(message: CompactionResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  return size;
}

export function writeCompactionResponse(message: CompactionResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  return at;
}

let fieldsOfCompactionResponse: readonly FieldDescriptor[] | undefined;

export const CompactionResponse: MessageCodec<CompactionResponse> = {
  typeName: 'etcdserverpb.CompactionResponse',
  get fields() {
    fieldsOfCompactionResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    ];
    return fieldsOfCompactionResponse;
  },
  create: (init = {}) => ({ header: init.header }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readCompactionResponse(bytes, start, end);
  },
  size: sizeCompactionResponse,
  write: (message, out, offset) => checkRoom(out, writeCompactionResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeCompactionResponse(message));
    return checkFull(out, writeCompactionResponse(message, out, 0));
  },
};

export interface HashRequest {}

export function readHashRequest(bytes: Uint8Array, start: number, end: number): HashRequest {
  const message: HashRequest = {};
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
        default:
          position = skipUnknown(HashRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, HashRequest, tag);
  }
  return message;
}

export function sizeHashRequest(_message: HashRequest): number {
  return 0;
}

export function writeHashRequest(_message: HashRequest, _out: Uint8Array, offset: number): number {
  return offset;
}

let fieldsOfHashRequest: readonly FieldDescriptor[] | undefined;

export const HashRequest: MessageCodec<HashRequest> = {
  typeName: 'etcdserverpb.HashRequest',
  get fields() {
    fieldsOfHashRequest ??= [];
    return fieldsOfHashRequest;
  },
  create: () => ({}),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readHashRequest(bytes, start, end);
  },
  size: sizeHashRequest,
  write: (message, out, offset) => checkRoom(out, writeHashRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeHashRequest(message));
    return checkFull(out, writeHashRequest(message, out, 0));
  },
};

export interface HashKVRequest {
  /** Zero: the latest revision. */
  revision: number;
}

export function readHashKVRequest(bytes: Uint8Array, start: number, end: number): HashKVRequest {
  const message: HashKVRequest = { revision: 0 };
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
          message.revision = readInt64Saturating(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(HashKVRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, HashKVRequest, tag);
  }
  return message;
}

export function sizeHashKVRequest(message: HashKVRequest): number {
  let size = 0;
  if (message.revision !== 0) {
    size += 1 + varintSize(message.revision);
  }
  return size;
}

export function writeHashKVRequest(message: HashKVRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.revision !== 0) {
    out[at++] = 8; at = writeVarint(out, at, message.revision);
  }
  return at;
}

let fieldsOfHashKVRequest: readonly FieldDescriptor[] | undefined;

export const HashKVRequest: MessageCodec<HashKVRequest> = {
  typeName: 'etcdserverpb.HashKVRequest',
  get fields() {
    fieldsOfHashKVRequest ??= [
    describeField(1, 'revision', 'revision', 'revision', 'int64', { integer: 'saturating' }),
    ];
    return fieldsOfHashKVRequest;
  },
  create: (init = {}) => ({ revision: init.revision ?? 0 }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readHashKVRequest(bytes, start, end);
  },
  size: sizeHashKVRequest,
  write: (message, out, offset) => checkRoom(out, writeHashKVRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeHashKVRequest(message));
    return checkFull(out, writeHashKVRequest(message, out, 0));
  },
};

export interface HashKVResponse {
  header: ResponseHeader | undefined;
  hash: number;
  /** -1 when nothing was ever compacted. */
  compactRevision: number;
  hashRevision: number;
}

export function readHashKVResponse(bytes: Uint8Array, start: number, end: number): HashKVResponse {
  const message: HashKVResponse = { header: undefined, hash: 0, compactRevision: 0, hashRevision: 0 };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 16:
          message.hash = readUint32(bytes, position, end);
          position = cursor.position;
          break;
        case 24:
          message.compactRevision = readInt64(bytes, position, end);
          position = cursor.position;
          break;
        case 32:
          message.hashRevision = readInt64(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(HashKVResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, HashKVResponse, tag);
  }
  return message;
}

export function sizeHashKVResponse(message: HashKVResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  if (message.hash !== 0) {
    size += 1 + varintSize(message.hash);
  }
  if (message.compactRevision !== 0) {
    size += 1 + varintSize(message.compactRevision);
  }
  if (message.hashRevision !== 0) {
    size += 1 + varintSize(message.hashRevision);
  }
  return size;
}

export function writeHashKVResponse(message: HashKVResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  if (message.hash !== 0) {
    out[at++] = 16; at = writeVarint(out, at, message.hash);
  }
  if (message.compactRevision !== 0) {
    out[at++] = 24; at = writeVarint(out, at, message.compactRevision);
  }
  if (message.hashRevision !== 0) {
    out[at++] = 32; at = writeVarint(out, at, message.hashRevision);
  }
  return at;
}

let fieldsOfHashKVResponse: readonly FieldDescriptor[] | undefined;

export const HashKVResponse: MessageCodec<HashKVResponse> = {
  typeName: 'etcdserverpb.HashKVResponse',
  get fields() {
    fieldsOfHashKVResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'hash', 'hash', 'hash', 'uint32'),
    describeField(3, 'compact_revision', 'compactRevision', 'compactRevision', 'int64', { integer: 'counter' }),
    describeField(4, 'hash_revision', 'hashRevision', 'hashRevision', 'int64', { integer: 'counter' }),
    ];
    return fieldsOfHashKVResponse;
  },
  create: (init = {}) => ({ header: init.header, hash: init.hash ?? 0, compactRevision: init.compactRevision ?? 0, hashRevision: init.hashRevision ?? 0 }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readHashKVResponse(bytes, start, end);
  },
  size: sizeHashKVResponse,
  write: (message, out, offset) => checkRoom(out, writeHashKVResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeHashKVResponse(message));
    return checkFull(out, writeHashKVResponse(message, out, 0));
  },
};

export interface HashResponse {
  header: ResponseHeader | undefined;
  hash: number;
}

export function readHashResponse(bytes: Uint8Array, start: number, end: number): HashResponse {
  const message: HashResponse = { header: undefined, hash: 0 };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 16:
          message.hash = readUint32(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(HashResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, HashResponse, tag);
  }
  return message;
}

export function sizeHashResponse(message: HashResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  if (message.hash !== 0) {
    size += 1 + varintSize(message.hash);
  }
  return size;
}

export function writeHashResponse(message: HashResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  if (message.hash !== 0) {
    out[at++] = 16; at = writeVarint(out, at, message.hash);
  }
  return at;
}

let fieldsOfHashResponse: readonly FieldDescriptor[] | undefined;

export const HashResponse: MessageCodec<HashResponse> = {
  typeName: 'etcdserverpb.HashResponse',
  get fields() {
    fieldsOfHashResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'hash', 'hash', 'hash', 'uint32'),
    ];
    return fieldsOfHashResponse;
  },
  create: (init = {}) => ({ header: init.header, hash: init.hash ?? 0 }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readHashResponse(bytes, start, end);
  },
  size: sizeHashResponse,
  write: (message, out, offset) => checkRoom(out, writeHashResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeHashResponse(message));
    return checkFull(out, writeHashResponse(message, out, 0));
  },
};

export interface SnapshotRequest {}

export function readSnapshotRequest(bytes: Uint8Array, start: number, end: number): SnapshotRequest {
  const message: SnapshotRequest = {};
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
        default:
          position = skipUnknown(SnapshotRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, SnapshotRequest, tag);
  }
  return message;
}

export function sizeSnapshotRequest(_message: SnapshotRequest): number {
  return 0;
}

export function writeSnapshotRequest(_message: SnapshotRequest, _out: Uint8Array, offset: number): number {
  return offset;
}

let fieldsOfSnapshotRequest: readonly FieldDescriptor[] | undefined;

export const SnapshotRequest: MessageCodec<SnapshotRequest> = {
  typeName: 'etcdserverpb.SnapshotRequest',
  get fields() {
    fieldsOfSnapshotRequest ??= [];
    return fieldsOfSnapshotRequest;
  },
  create: () => ({}),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readSnapshotRequest(bytes, start, end);
  },
  size: sizeSnapshotRequest,
  write: (message, out, offset) => checkRoom(out, writeSnapshotRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeSnapshotRequest(message));
    return checkFull(out, writeSnapshotRequest(message, out, 0));
  },
};

export interface SnapshotResponse {
  header: ResponseHeader | undefined;
  remainingBytes: number;
  blob: Uint8Array;
  /** The storage version of the snapshot. */
  version: string;
}

export function readSnapshotResponse(bytes: Uint8Array, start: number, end: number): SnapshotResponse {
  const message: SnapshotResponse = { header: undefined, remainingBytes: 0, blob: emptyBytes, version: '' };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 16:
          message.remainingBytes = readUint64(bytes, position, end);
          position = cursor.position;
          break;
        case 26: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.blob = length === 0 ? emptyBytes : new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        case 34: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.version = readString(bytes, position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(SnapshotResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, SnapshotResponse, tag);
  }
  return message;
}

export function sizeSnapshotResponse(message: SnapshotResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  if (message.remainingBytes !== 0) {
    size += 1 + varintSize(message.remainingBytes);
  }
  if (message.blob.length > 0) {
    size += 1 + delimitedSize(message.blob.length);
  }
  if (message.version !== '') {
    size += 1 + delimitedSize(utf8Size(message.version));
  }
  return size;
}

export function writeSnapshotResponse(message: SnapshotResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  if (message.remainingBytes !== 0) {
    out[at++] = 16; at = writeVarint(out, at, message.remainingBytes);
  }
  if (message.blob.length > 0) {
    out[at++] = 26; at = writeBytes(out, at, message.blob);
  }
  if (message.version !== '') {
    out[at++] = 34; at = writeString(out, at, message.version);
  }
  return at;
}

let fieldsOfSnapshotResponse: readonly FieldDescriptor[] | undefined;

export const SnapshotResponse: MessageCodec<SnapshotResponse> = {
  typeName: 'etcdserverpb.SnapshotResponse',
  get fields() {
    fieldsOfSnapshotResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'remaining_bytes', 'remainingBytes', 'remainingBytes', 'uint64', { integer: 'counter' }),
    describeField(3, 'blob', 'blob', 'blob', 'bytes'),
    describeField(4, 'version', 'version', 'version', 'string'),
    ];
    return fieldsOfSnapshotResponse;
  },
  create: (init = {}) => ({ header: init.header, remainingBytes: init.remainingBytes ?? 0, blob: init.blob ?? emptyBytes, version: init.version ?? '' }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readSnapshotResponse(bytes, start, end);
  },
  size: sizeSnapshotResponse,
  write: (message, out, offset) => checkRoom(out, writeSnapshotResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeSnapshotResponse(message));
    return checkFull(out, writeSnapshotResponse(message, out, 0));
  },
};

export type WatchRequestRequestUnion =
  | { case: 'createRequest'; value: WatchCreateRequest }
  | { case: 'cancelRequest'; value: WatchCancelRequest }
  | { case: 'progressRequest'; value: WatchProgressRequest };

export interface WatchRequest {
  requestUnion: WatchRequestRequestUnion | undefined;
}

export function readWatchRequest(bytes: Uint8Array, start: number, end: number): WatchRequest {
  const message: WatchRequest = { requestUnion: undefined };
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
          message.requestUnion = { case: 'createRequest', value: readWatchCreateRequest(bytes, position, position + length, message.requestUnion?.case === 'createRequest' ? message.requestUnion.value : undefined) };
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.requestUnion = { case: 'cancelRequest', value: readWatchCancelRequest(bytes, position, position + length, message.requestUnion?.case === 'cancelRequest' ? message.requestUnion.value : undefined) };
          position += length;
          break;
        }
        case 26: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.requestUnion = { case: 'progressRequest', value: readWatchProgressRequest(bytes, position, position + length) };
          position += length;
          break;
        }
        default:
          position = skipUnknown(WatchRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, WatchRequest, tag);
  }
  return message;
}

export function sizeWatchRequest(message: WatchRequest): number {
  let size = 0;
  if (message.requestUnion !== undefined) {
    switch (message.requestUnion.case) {
      case 'createRequest': {
        size += 1 + delimitedSize(sizeWatchCreateRequest(message.requestUnion.value));
        break;
      }
      case 'cancelRequest': {
        size += 1 + delimitedSize(sizeWatchCancelRequest(message.requestUnion.value));
        break;
      }
      case 'progressRequest': {
        size += 1 + delimitedSize(sizeWatchProgressRequest(message.requestUnion.value));
        break;
      }
    }
  }
  return size;
}

export function writeWatchRequest(message: WatchRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.requestUnion !== undefined) {
    switch (message.requestUnion.case) {
      case 'createRequest': {
        out[at++] = 10; at = writeVarint(out, at, sizeWatchCreateRequest(message.requestUnion.value)); at = writeWatchCreateRequest(message.requestUnion.value, out, at);
        break;
      }
      case 'cancelRequest': {
        out[at++] = 18; at = writeVarint(out, at, sizeWatchCancelRequest(message.requestUnion.value)); at = writeWatchCancelRequest(message.requestUnion.value, out, at);
        break;
      }
      case 'progressRequest': {
        out[at++] = 26; at = writeVarint(out, at, sizeWatchProgressRequest(message.requestUnion.value)); at = writeWatchProgressRequest(message.requestUnion.value, out, at);
        break;
      }
    }
  }
  return at;
}

let fieldsOfWatchRequest: readonly FieldDescriptor[] | undefined;

export const WatchRequest: MessageCodec<WatchRequest> = {
  typeName: 'etcdserverpb.WatchRequest',
  get fields() {
    fieldsOfWatchRequest ??= [
    describeField(1, 'create_request', 'createRequest', 'createRequest', 'message', { message: WatchCreateRequest, oneof: 'requestUnion' }),
    describeField(2, 'cancel_request', 'cancelRequest', 'cancelRequest', 'message', { message: WatchCancelRequest, oneof: 'requestUnion' }),
    describeField(3, 'progress_request', 'progressRequest', 'progressRequest', 'message', { message: WatchProgressRequest, oneof: 'requestUnion' }),
    ];
    return fieldsOfWatchRequest;
  },
  create: (init = {}) => ({ requestUnion: init.requestUnion }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readWatchRequest(bytes, start, end);
  },
  size: sizeWatchRequest,
  write: (message, out, offset) => checkRoom(out, writeWatchRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeWatchRequest(message));
    return checkFull(out, writeWatchRequest(message, out, 0));
  },
};

export interface WatchCreateRequest {
  key: Uint8Array;
  rangeEnd: Uint8Array;
  /** First revision to report; zero and less: from the next change on. */
  startRevision: number;
  /** Send an empty answer now and then while nothing happens. */
  progressNotify: boolean;
  filters: FilterType[];
  prevKv: boolean;
  /** The client's choice of id; zero: the server's. */
  watchId: bigint;
  /** Large answers may be split. */
  fragment: boolean;
}

export function readWatchCreateRequest(bytes: Uint8Array, start: number, end: number, before?: WatchCreateRequest | undefined): WatchCreateRequest {
  const message: WatchCreateRequest = before ?? { key: emptyBytes, rangeEnd: emptyBytes, startRevision: 0, progressNotify: false, filters: [], prevKv: false, watchId: 0n, fragment: false };
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
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.rangeEnd = length === 0 ? emptyBytes : new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        case 24:
          message.startRevision = readInt64Saturating(bytes, position, end);
          position = cursor.position;
          break;
        case 32:
          message.progressNotify = readBool(bytes, position, end);
          position = cursor.position;
          break;
        case 40:
          message.filters.push(readInt32(bytes, position, end) as FilterType);
          position = cursor.position;
          break;
        case 42: {
          const stop = readLength(bytes, position, end) + cursor.position;
          position = cursor.position;
          while (position < stop) {
            message.filters.push(readInt32(bytes, position, stop) as FilterType);
            position = cursor.position;
          }
          break;
        }
        case 48:
          message.prevKv = readBool(bytes, position, end);
          position = cursor.position;
          break;
        case 56:
          message.watchId = readInt64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 64:
          message.fragment = readBool(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(WatchCreateRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, WatchCreateRequest, tag);
  }
  return message;
}

export function sizeWatchCreateRequest(message: WatchCreateRequest): number {
  let size = 0;
  if (message.key.length > 0) {
    size += 1 + delimitedSize(message.key.length);
  }
  if (message.rangeEnd.length > 0) {
    size += 1 + delimitedSize(message.rangeEnd.length);
  }
  if (message.startRevision !== 0) {
    size += 1 + varintSize(message.startRevision);
  }
  if (message.progressNotify) {
    size += 2;
  }
  if (message.filters.length > 0) {
    let packed = 0;
    for (const item of message.filters) packed += varintSize(item);
    size += 1 + delimitedSize(packed);
  }
  if (message.prevKv) {
    size += 2;
  }
  if (message.watchId !== 0n) {
    size += 1 + varintSizeBigint(message.watchId);
  }
  if (message.fragment) {
    size += 2;
  }
  return size;
}

export function writeWatchCreateRequest(message: WatchCreateRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.key.length > 0) {
    out[at++] = 10; at = writeBytes(out, at, message.key);
  }
  if (message.rangeEnd.length > 0) {
    out[at++] = 18; at = writeBytes(out, at, message.rangeEnd);
  }
  if (message.startRevision !== 0) {
    out[at++] = 24; at = writeVarint(out, at, message.startRevision);
  }
  if (message.progressNotify) {
    out[at++] = 32; out[at++] = message.progressNotify ? 1 : 0;
  }
  if (message.filters.length > 0) {
    out[at++] = 42; 
    let packed = 0;
    for (const item of message.filters) packed += varintSize(item);
    at = writeVarint(out, at, packed);
    for (const item of message.filters) at = writeVarint(out, at, item);
  }
  if (message.prevKv) {
    out[at++] = 48; out[at++] = message.prevKv ? 1 : 0;
  }
  if (message.watchId !== 0n) {
    out[at++] = 56; at = writeVarintBigint(out, at, message.watchId);
  }
  if (message.fragment) {
    out[at++] = 64; out[at++] = message.fragment ? 1 : 0;
  }
  return at;
}

let fieldsOfWatchCreateRequest: readonly FieldDescriptor[] | undefined;

export const WatchCreateRequest: MessageCodec<WatchCreateRequest> = {
  typeName: 'etcdserverpb.WatchCreateRequest',
  get fields() {
    fieldsOfWatchCreateRequest ??= [
    describeField(1, 'key', 'key', 'key', 'bytes'),
    describeField(2, 'range_end', 'rangeEnd', 'rangeEnd', 'bytes'),
    describeField(3, 'start_revision', 'startRevision', 'startRevision', 'int64', { integer: 'saturating' }),
    describeField(4, 'progress_notify', 'progressNotify', 'progressNotify', 'bool'),
    describeField(5, 'filters', 'filters', 'filters', 'enum', { repeated: true, enum: FilterTypeTable }),
    describeField(6, 'prev_kv', 'prevKv', 'prevKv', 'bool'),
    describeField(7, 'watch_id', 'watchId', 'watchId', 'int64', { integer: 'identifier' }),
    describeField(8, 'fragment', 'fragment', 'fragment', 'bool'),
    ];
    return fieldsOfWatchCreateRequest;
  },
  create: (init = {}) => ({ key: init.key ?? emptyBytes, rangeEnd: init.rangeEnd ?? emptyBytes, startRevision: init.startRevision ?? 0, progressNotify: init.progressNotify ?? false, filters: init.filters ?? [], prevKv: init.prevKv ?? false, watchId: init.watchId ?? 0n, fragment: init.fragment ?? false }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readWatchCreateRequest(bytes, start, end);
  },
  size: sizeWatchCreateRequest,
  write: (message, out, offset) => checkRoom(out, writeWatchCreateRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeWatchCreateRequest(message));
    return checkFull(out, writeWatchCreateRequest(message, out, 0));
  },
};

export interface WatchCancelRequest {
  watchId: bigint;
}

export function readWatchCancelRequest(bytes: Uint8Array, start: number, end: number, before?: WatchCancelRequest | undefined): WatchCancelRequest {
  const message: WatchCancelRequest = before ?? { watchId: 0n };
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
          message.watchId = readInt64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(WatchCancelRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, WatchCancelRequest, tag);
  }
  return message;
}

export function sizeWatchCancelRequest(message: WatchCancelRequest): number {
  let size = 0;
  if (message.watchId !== 0n) {
    size += 1 + varintSizeBigint(message.watchId);
  }
  return size;
}

export function writeWatchCancelRequest(message: WatchCancelRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.watchId !== 0n) {
    out[at++] = 8; at = writeVarintBigint(out, at, message.watchId);
  }
  return at;
}

let fieldsOfWatchCancelRequest: readonly FieldDescriptor[] | undefined;

export const WatchCancelRequest: MessageCodec<WatchCancelRequest> = {
  typeName: 'etcdserverpb.WatchCancelRequest',
  get fields() {
    fieldsOfWatchCancelRequest ??= [
    describeField(1, 'watch_id', 'watchId', 'watchId', 'int64', { integer: 'identifier' }),
    ];
    return fieldsOfWatchCancelRequest;
  },
  create: (init = {}) => ({ watchId: init.watchId ?? 0n }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readWatchCancelRequest(bytes, start, end);
  },
  size: sizeWatchCancelRequest,
  write: (message, out, offset) => checkRoom(out, writeWatchCancelRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeWatchCancelRequest(message));
    return checkFull(out, writeWatchCancelRequest(message, out, 0));
  },
};

export interface WatchProgressRequest {}

export function readWatchProgressRequest(bytes: Uint8Array, start: number, end: number): WatchProgressRequest {
  const message: WatchProgressRequest = {};
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
        default:
          position = skipUnknown(WatchProgressRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, WatchProgressRequest, tag);
  }
  return message;
}

export function sizeWatchProgressRequest(_message: WatchProgressRequest): number {
  return 0;
}

export function writeWatchProgressRequest(_message: WatchProgressRequest, _out: Uint8Array, offset: number): number {
  return offset;
}

let fieldsOfWatchProgressRequest: readonly FieldDescriptor[] | undefined;

export const WatchProgressRequest: MessageCodec<WatchProgressRequest> = {
  typeName: 'etcdserverpb.WatchProgressRequest',
  get fields() {
    fieldsOfWatchProgressRequest ??= [];
    return fieldsOfWatchProgressRequest;
  },
  create: () => ({}),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readWatchProgressRequest(bytes, start, end);
  },
  size: sizeWatchProgressRequest,
  write: (message, out, offset) => checkRoom(out, writeWatchProgressRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeWatchProgressRequest(message));
    return checkFull(out, writeWatchProgressRequest(message, out, 0));
  },
};

export interface WatchResponse {
  header: ResponseHeader | undefined;
  watchId: bigint;
  created: boolean;
  canceled: boolean;
  /** Set when the start revision was compacted away: the first that can be watched. */
  compactRevision: number;
  cancelReason: string;
  /** More of the same revision follows. */
  fragment: boolean;
  events: Event[];
}

export function readWatchResponse(bytes: Uint8Array, start: number, end: number): WatchResponse {
  const message: WatchResponse = { header: undefined, watchId: 0n, created: false, canceled: false, compactRevision: 0, cancelReason: '', fragment: false, events: [] };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 16:
          message.watchId = readInt64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 24:
          message.created = readBool(bytes, position, end);
          position = cursor.position;
          break;
        case 32:
          message.canceled = readBool(bytes, position, end);
          position = cursor.position;
          break;
        case 40:
          message.compactRevision = readInt64(bytes, position, end);
          position = cursor.position;
          break;
        case 50: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.cancelReason = readString(bytes, position, length);
          position += length;
          break;
        }
        case 56:
          message.fragment = readBool(bytes, position, end);
          position = cursor.position;
          break;
        case 90: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.events.push(readEvent(bytes, position, position + length));
          position += length;
          break;
        }
        default:
          position = skipUnknown(WatchResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, WatchResponse, tag);
  }
  return message;
}

export function sizeWatchResponse(message: WatchResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  if (message.watchId !== 0n) {
    size += 1 + varintSizeBigint(message.watchId);
  }
  if (message.created) {
    size += 2;
  }
  if (message.canceled) {
    size += 2;
  }
  if (message.compactRevision !== 0) {
    size += 1 + varintSize(message.compactRevision);
  }
  if (message.cancelReason !== '') {
    size += 1 + delimitedSize(utf8Size(message.cancelReason));
  }
  if (message.fragment) {
    size += 2;
  }
  for (const item of message.events) {
    size += 1 + delimitedSize(sizeEvent(item));
  }
  return size;
}

export function writeWatchResponse(message: WatchResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  if (message.watchId !== 0n) {
    out[at++] = 16; at = writeVarintBigint(out, at, message.watchId);
  }
  if (message.created) {
    out[at++] = 24; out[at++] = message.created ? 1 : 0;
  }
  if (message.canceled) {
    out[at++] = 32; out[at++] = message.canceled ? 1 : 0;
  }
  if (message.compactRevision !== 0) {
    out[at++] = 40; at = writeVarint(out, at, message.compactRevision);
  }
  if (message.cancelReason !== '') {
    out[at++] = 50; at = writeString(out, at, message.cancelReason);
  }
  if (message.fragment) {
    out[at++] = 56; out[at++] = message.fragment ? 1 : 0;
  }
  for (const item of message.events) {
    out[at++] = 90; at = writeVarint(out, at, sizeEvent(item)); at = writeEvent(item, out, at);
  }
  return at;
}

let fieldsOfWatchResponse: readonly FieldDescriptor[] | undefined;

export const WatchResponse: MessageCodec<WatchResponse> = {
  typeName: 'etcdserverpb.WatchResponse',
  get fields() {
    fieldsOfWatchResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'watch_id', 'watchId', 'watchId', 'int64', { integer: 'identifier' }),
    describeField(3, 'created', 'created', 'created', 'bool'),
    describeField(4, 'canceled', 'canceled', 'canceled', 'bool'),
    describeField(5, 'compact_revision', 'compactRevision', 'compactRevision', 'int64', { integer: 'counter' }),
    describeField(6, 'cancel_reason', 'cancelReason', 'cancelReason', 'string'),
    describeField(7, 'fragment', 'fragment', 'fragment', 'bool'),
    describeField(11, 'events', 'events', 'events', 'message', { repeated: true, message: Event }),
    ];
    return fieldsOfWatchResponse;
  },
  create: (init = {}) => ({ header: init.header, watchId: init.watchId ?? 0n, created: init.created ?? false, canceled: init.canceled ?? false, compactRevision: init.compactRevision ?? 0, cancelReason: init.cancelReason ?? '', fragment: init.fragment ?? false, events: init.events ?? [] }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readWatchResponse(bytes, start, end);
  },
  size: sizeWatchResponse,
  write: (message, out, offset) => checkRoom(out, writeWatchResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeWatchResponse(message));
    return checkFull(out, writeWatchResponse(message, out, 0));
  },
};

export interface LeaseGrantRequest {
  /** Seconds. */
  ttl: number;
  /** Zero: the server chooses. */
  id: bigint;
}

export function readLeaseGrantRequest(bytes: Uint8Array, start: number, end: number, before?: LeaseGrantRequest | undefined): LeaseGrantRequest {
  const message: LeaseGrantRequest = before ?? { ttl: 0, id: 0n };
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
          message.ttl = readInt64Saturating(bytes, position, end);
          position = cursor.position;
          break;
        case 16:
          message.id = readInt64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(LeaseGrantRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, LeaseGrantRequest, tag);
  }
  return message;
}

export function sizeLeaseGrantRequest(message: LeaseGrantRequest): number {
  let size = 0;
  if (message.ttl !== 0) {
    size += 1 + varintSize(message.ttl);
  }
  if (message.id !== 0n) {
    size += 1 + varintSizeBigint(message.id);
  }
  return size;
}

export function writeLeaseGrantRequest(message: LeaseGrantRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.ttl !== 0) {
    out[at++] = 8; at = writeVarint(out, at, message.ttl);
  }
  if (message.id !== 0n) {
    out[at++] = 16; at = writeVarintBigint(out, at, message.id);
  }
  return at;
}

let fieldsOfLeaseGrantRequest: readonly FieldDescriptor[] | undefined;

export const LeaseGrantRequest: MessageCodec<LeaseGrantRequest> = {
  typeName: 'etcdserverpb.LeaseGrantRequest',
  get fields() {
    fieldsOfLeaseGrantRequest ??= [
    describeField(1, 'TTL', 'TTL', 'ttl', 'int64', { integer: 'saturating' }),
    describeField(2, 'ID', 'ID', 'id', 'int64', { integer: 'identifier' }),
    ];
    return fieldsOfLeaseGrantRequest;
  },
  create: (init = {}) => ({ ttl: init.ttl ?? 0, id: init.id ?? 0n }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readLeaseGrantRequest(bytes, start, end);
  },
  size: sizeLeaseGrantRequest,
  write: (message, out, offset) => checkRoom(out, writeLeaseGrantRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeLeaseGrantRequest(message));
    return checkFull(out, writeLeaseGrantRequest(message, out, 0));
  },
};

export interface LeaseGrantResponse {
  header: ResponseHeader | undefined;
  id: bigint;
  ttl: number;
  error: string;
}

export function readLeaseGrantResponse(bytes: Uint8Array, start: number, end: number): LeaseGrantResponse {
  const message: LeaseGrantResponse = { header: undefined, id: 0n, ttl: 0, error: '' };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 16:
          message.id = readInt64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 24:
          message.ttl = readInt64(bytes, position, end);
          position = cursor.position;
          break;
        case 34: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.error = readString(bytes, position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(LeaseGrantResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, LeaseGrantResponse, tag);
  }
  return message;
}

export function sizeLeaseGrantResponse(message: LeaseGrantResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  if (message.id !== 0n) {
    size += 1 + varintSizeBigint(message.id);
  }
  if (message.ttl !== 0) {
    size += 1 + varintSize(message.ttl);
  }
  if (message.error !== '') {
    size += 1 + delimitedSize(utf8Size(message.error));
  }
  return size;
}

export function writeLeaseGrantResponse(message: LeaseGrantResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  if (message.id !== 0n) {
    out[at++] = 16; at = writeVarintBigint(out, at, message.id);
  }
  if (message.ttl !== 0) {
    out[at++] = 24; at = writeVarint(out, at, message.ttl);
  }
  if (message.error !== '') {
    out[at++] = 34; at = writeString(out, at, message.error);
  }
  return at;
}

let fieldsOfLeaseGrantResponse: readonly FieldDescriptor[] | undefined;

export const LeaseGrantResponse: MessageCodec<LeaseGrantResponse> = {
  typeName: 'etcdserverpb.LeaseGrantResponse',
  get fields() {
    fieldsOfLeaseGrantResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'ID', 'ID', 'id', 'int64', { integer: 'identifier' }),
    describeField(3, 'TTL', 'TTL', 'ttl', 'int64', { integer: 'counter' }),
    describeField(4, 'error', 'error', 'error', 'string'),
    ];
    return fieldsOfLeaseGrantResponse;
  },
  create: (init = {}) => ({ header: init.header, id: init.id ?? 0n, ttl: init.ttl ?? 0, error: init.error ?? '' }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readLeaseGrantResponse(bytes, start, end);
  },
  size: sizeLeaseGrantResponse,
  write: (message, out, offset) => checkRoom(out, writeLeaseGrantResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeLeaseGrantResponse(message));
    return checkFull(out, writeLeaseGrantResponse(message, out, 0));
  },
};

export interface LeaseRevokeRequest {
  id: bigint;
}

export function readLeaseRevokeRequest(bytes: Uint8Array, start: number, end: number, before?: LeaseRevokeRequest | undefined): LeaseRevokeRequest {
  const message: LeaseRevokeRequest = before ?? { id: 0n };
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
          message.id = readInt64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(LeaseRevokeRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, LeaseRevokeRequest, tag);
  }
  return message;
}

export function sizeLeaseRevokeRequest(message: LeaseRevokeRequest): number {
  let size = 0;
  if (message.id !== 0n) {
    size += 1 + varintSizeBigint(message.id);
  }
  return size;
}

export function writeLeaseRevokeRequest(message: LeaseRevokeRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.id !== 0n) {
    out[at++] = 8; at = writeVarintBigint(out, at, message.id);
  }
  return at;
}

let fieldsOfLeaseRevokeRequest: readonly FieldDescriptor[] | undefined;

export const LeaseRevokeRequest: MessageCodec<LeaseRevokeRequest> = {
  typeName: 'etcdserverpb.LeaseRevokeRequest',
  get fields() {
    fieldsOfLeaseRevokeRequest ??= [
    describeField(1, 'ID', 'ID', 'id', 'int64', { integer: 'identifier' }),
    ];
    return fieldsOfLeaseRevokeRequest;
  },
  create: (init = {}) => ({ id: init.id ?? 0n }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readLeaseRevokeRequest(bytes, start, end);
  },
  size: sizeLeaseRevokeRequest,
  write: (message, out, offset) => checkRoom(out, writeLeaseRevokeRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeLeaseRevokeRequest(message));
    return checkFull(out, writeLeaseRevokeRequest(message, out, 0));
  },
};

export interface LeaseRevokeResponse {
  header: ResponseHeader | undefined;
}

export function readLeaseRevokeResponse(bytes: Uint8Array, start: number, end: number): LeaseRevokeResponse {
  const message: LeaseRevokeResponse = { header: undefined };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        default:
          position = skipUnknown(LeaseRevokeResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, LeaseRevokeResponse, tag);
  }
  return message;
}

export function sizeLeaseRevokeResponse(message: LeaseRevokeResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  return size;
}

export function writeLeaseRevokeResponse(message: LeaseRevokeResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  return at;
}

let fieldsOfLeaseRevokeResponse: readonly FieldDescriptor[] | undefined;

export const LeaseRevokeResponse: MessageCodec<LeaseRevokeResponse> = {
  typeName: 'etcdserverpb.LeaseRevokeResponse',
  get fields() {
    fieldsOfLeaseRevokeResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    ];
    return fieldsOfLeaseRevokeResponse;
  },
  create: (init = {}) => ({ header: init.header }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readLeaseRevokeResponse(bytes, start, end);
  },
  size: sizeLeaseRevokeResponse,
  write: (message, out, offset) => checkRoom(out, writeLeaseRevokeResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeLeaseRevokeResponse(message));
    return checkFull(out, writeLeaseRevokeResponse(message, out, 0));
  },
};

export interface LeaseCheckpoint {
  id: bigint;
  /** Seconds left. */
  remainingTtl: number;
}

export function readLeaseCheckpoint(bytes: Uint8Array, start: number, end: number): LeaseCheckpoint {
  const message: LeaseCheckpoint = { id: 0n, remainingTtl: 0 };
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
          message.id = readInt64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 16:
          message.remainingTtl = readInt64(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(LeaseCheckpoint, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, LeaseCheckpoint, tag);
  }
  return message;
}

export function sizeLeaseCheckpoint(message: LeaseCheckpoint): number {
  let size = 0;
  if (message.id !== 0n) {
    size += 1 + varintSizeBigint(message.id);
  }
  if (message.remainingTtl !== 0) {
    size += 1 + varintSize(message.remainingTtl);
  }
  return size;
}

export function writeLeaseCheckpoint(message: LeaseCheckpoint, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.id !== 0n) {
    out[at++] = 8; at = writeVarintBigint(out, at, message.id);
  }
  if (message.remainingTtl !== 0) {
    out[at++] = 16; at = writeVarint(out, at, message.remainingTtl);
  }
  return at;
}

let fieldsOfLeaseCheckpoint: readonly FieldDescriptor[] | undefined;

export const LeaseCheckpoint: MessageCodec<LeaseCheckpoint> = {
  typeName: 'etcdserverpb.LeaseCheckpoint',
  get fields() {
    fieldsOfLeaseCheckpoint ??= [
    describeField(1, 'ID', 'ID', 'id', 'int64', { integer: 'identifier' }),
    describeField(2, 'remaining_TTL', 'remainingTTL', 'remainingTtl', 'int64', { integer: 'counter' }),
    ];
    return fieldsOfLeaseCheckpoint;
  },
  create: (init = {}) => ({ id: init.id ?? 0n, remainingTtl: init.remainingTtl ?? 0 }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readLeaseCheckpoint(bytes, start, end);
  },
  size: sizeLeaseCheckpoint,
  write: (message, out, offset) => checkRoom(out, writeLeaseCheckpoint(message, out, offset)),
  encode(message) {
    const out = allocate(sizeLeaseCheckpoint(message));
    return checkFull(out, writeLeaseCheckpoint(message, out, 0));
  },
};

export interface LeaseCheckpointRequest {
  checkpoints: LeaseCheckpoint[];
}

export function readLeaseCheckpointRequest(bytes: Uint8Array, start: number, end: number, before?: LeaseCheckpointRequest | undefined): LeaseCheckpointRequest {
  const message: LeaseCheckpointRequest = before ?? { checkpoints: [] };
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
          message.checkpoints.push(readLeaseCheckpoint(bytes, position, position + length));
          position += length;
          break;
        }
        default:
          position = skipUnknown(LeaseCheckpointRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, LeaseCheckpointRequest, tag);
  }
  return message;
}

export function sizeLeaseCheckpointRequest(message: LeaseCheckpointRequest): number {
  let size = 0;
  for (const item of message.checkpoints) {
    size += 1 + delimitedSize(sizeLeaseCheckpoint(item));
  }
  return size;
}

export function writeLeaseCheckpointRequest(message: LeaseCheckpointRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  for (const item of message.checkpoints) {
    out[at++] = 10; at = writeVarint(out, at, sizeLeaseCheckpoint(item)); at = writeLeaseCheckpoint(item, out, at);
  }
  return at;
}

let fieldsOfLeaseCheckpointRequest: readonly FieldDescriptor[] | undefined;

export const LeaseCheckpointRequest: MessageCodec<LeaseCheckpointRequest> = {
  typeName: 'etcdserverpb.LeaseCheckpointRequest',
  get fields() {
    fieldsOfLeaseCheckpointRequest ??= [
    describeField(1, 'checkpoints', 'checkpoints', 'checkpoints', 'message', { repeated: true, message: LeaseCheckpoint }),
    ];
    return fieldsOfLeaseCheckpointRequest;
  },
  create: (init = {}) => ({ checkpoints: init.checkpoints ?? [] }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readLeaseCheckpointRequest(bytes, start, end);
  },
  size: sizeLeaseCheckpointRequest,
  write: (message, out, offset) => checkRoom(out, writeLeaseCheckpointRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeLeaseCheckpointRequest(message));
    return checkFull(out, writeLeaseCheckpointRequest(message, out, 0));
  },
};

export interface LeaseCheckpointResponse {
  header: ResponseHeader | undefined;
}

export function readLeaseCheckpointResponse(bytes: Uint8Array, start: number, end: number): LeaseCheckpointResponse {
  const message: LeaseCheckpointResponse = { header: undefined };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        default:
          position = skipUnknown(LeaseCheckpointResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, LeaseCheckpointResponse, tag);
  }
  return message;
}

export function sizeLeaseCheckpointResponse(message: LeaseCheckpointResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  return size;
}

export function writeLeaseCheckpointResponse(message: LeaseCheckpointResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  return at;
}

let fieldsOfLeaseCheckpointResponse: readonly FieldDescriptor[] | undefined;

export const LeaseCheckpointResponse: MessageCodec<LeaseCheckpointResponse> = {
  typeName: 'etcdserverpb.LeaseCheckpointResponse',
  get fields() {
    fieldsOfLeaseCheckpointResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    ];
    return fieldsOfLeaseCheckpointResponse;
  },
  create: (init = {}) => ({ header: init.header }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readLeaseCheckpointResponse(bytes, start, end);
  },
  size: sizeLeaseCheckpointResponse,
  write: (message, out, offset) => checkRoom(out, writeLeaseCheckpointResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeLeaseCheckpointResponse(message));
    return checkFull(out, writeLeaseCheckpointResponse(message, out, 0));
  },
};

export interface LeaseKeepAliveRequest {
  id: bigint;
}

export function readLeaseKeepAliveRequest(bytes: Uint8Array, start: number, end: number): LeaseKeepAliveRequest {
  const message: LeaseKeepAliveRequest = { id: 0n };
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
          message.id = readInt64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(LeaseKeepAliveRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, LeaseKeepAliveRequest, tag);
  }
  return message;
}

export function sizeLeaseKeepAliveRequest(message: LeaseKeepAliveRequest): number {
  let size = 0;
  if (message.id !== 0n) {
    size += 1 + varintSizeBigint(message.id);
  }
  return size;
}

export function writeLeaseKeepAliveRequest(message: LeaseKeepAliveRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.id !== 0n) {
    out[at++] = 8; at = writeVarintBigint(out, at, message.id);
  }
  return at;
}

let fieldsOfLeaseKeepAliveRequest: readonly FieldDescriptor[] | undefined;

export const LeaseKeepAliveRequest: MessageCodec<LeaseKeepAliveRequest> = {
  typeName: 'etcdserverpb.LeaseKeepAliveRequest',
  get fields() {
    fieldsOfLeaseKeepAliveRequest ??= [
    describeField(1, 'ID', 'ID', 'id', 'int64', { integer: 'identifier' }),
    ];
    return fieldsOfLeaseKeepAliveRequest;
  },
  create: (init = {}) => ({ id: init.id ?? 0n }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readLeaseKeepAliveRequest(bytes, start, end);
  },
  size: sizeLeaseKeepAliveRequest,
  write: (message, out, offset) => checkRoom(out, writeLeaseKeepAliveRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeLeaseKeepAliveRequest(message));
    return checkFull(out, writeLeaseKeepAliveRequest(message, out, 0));
  },
};

export interface LeaseKeepAliveResponse {
  header: ResponseHeader | undefined;
  id: bigint;
  /** Zero when the lease is gone. */
  ttl: number;
}

export function readLeaseKeepAliveResponse(bytes: Uint8Array, start: number, end: number): LeaseKeepAliveResponse {
  const message: LeaseKeepAliveResponse = { header: undefined, id: 0n, ttl: 0 };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 16:
          message.id = readInt64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 24:
          message.ttl = readInt64(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(LeaseKeepAliveResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, LeaseKeepAliveResponse, tag);
  }
  return message;
}

export function sizeLeaseKeepAliveResponse(message: LeaseKeepAliveResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  if (message.id !== 0n) {
    size += 1 + varintSizeBigint(message.id);
  }
  if (message.ttl !== 0) {
    size += 1 + varintSize(message.ttl);
  }
  return size;
}

export function writeLeaseKeepAliveResponse(message: LeaseKeepAliveResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  if (message.id !== 0n) {
    out[at++] = 16; at = writeVarintBigint(out, at, message.id);
  }
  if (message.ttl !== 0) {
    out[at++] = 24; at = writeVarint(out, at, message.ttl);
  }
  return at;
}

let fieldsOfLeaseKeepAliveResponse: readonly FieldDescriptor[] | undefined;

export const LeaseKeepAliveResponse: MessageCodec<LeaseKeepAliveResponse> = {
  typeName: 'etcdserverpb.LeaseKeepAliveResponse',
  get fields() {
    fieldsOfLeaseKeepAliveResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'ID', 'ID', 'id', 'int64', { integer: 'identifier' }),
    describeField(3, 'TTL', 'TTL', 'ttl', 'int64', { integer: 'counter' }),
    ];
    return fieldsOfLeaseKeepAliveResponse;
  },
  create: (init = {}) => ({ header: init.header, id: init.id ?? 0n, ttl: init.ttl ?? 0 }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readLeaseKeepAliveResponse(bytes, start, end);
  },
  size: sizeLeaseKeepAliveResponse,
  write: (message, out, offset) => checkRoom(out, writeLeaseKeepAliveResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeLeaseKeepAliveResponse(message));
    return checkFull(out, writeLeaseKeepAliveResponse(message, out, 0));
  },
};

export interface LeaseTimeToLiveRequest {
  id: bigint;
  keys: boolean;
}

export function readLeaseTimeToLiveRequest(bytes: Uint8Array, start: number, end: number, before?: LeaseTimeToLiveRequest | undefined): LeaseTimeToLiveRequest {
  const message: LeaseTimeToLiveRequest = before ?? { id: 0n, keys: false };
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
          message.id = readInt64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 16:
          message.keys = readBool(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(LeaseTimeToLiveRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, LeaseTimeToLiveRequest, tag);
  }
  return message;
}

export function sizeLeaseTimeToLiveRequest(message: LeaseTimeToLiveRequest): number {
  let size = 0;
  if (message.id !== 0n) {
    size += 1 + varintSizeBigint(message.id);
  }
  if (message.keys) {
    size += 2;
  }
  return size;
}

export function writeLeaseTimeToLiveRequest(message: LeaseTimeToLiveRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.id !== 0n) {
    out[at++] = 8; at = writeVarintBigint(out, at, message.id);
  }
  if (message.keys) {
    out[at++] = 16; out[at++] = message.keys ? 1 : 0;
  }
  return at;
}

let fieldsOfLeaseTimeToLiveRequest: readonly FieldDescriptor[] | undefined;

export const LeaseTimeToLiveRequest: MessageCodec<LeaseTimeToLiveRequest> = {
  typeName: 'etcdserverpb.LeaseTimeToLiveRequest',
  get fields() {
    fieldsOfLeaseTimeToLiveRequest ??= [
    describeField(1, 'ID', 'ID', 'id', 'int64', { integer: 'identifier' }),
    describeField(2, 'keys', 'keys', 'keys', 'bool'),
    ];
    return fieldsOfLeaseTimeToLiveRequest;
  },
  create: (init = {}) => ({ id: init.id ?? 0n, keys: init.keys ?? false }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readLeaseTimeToLiveRequest(bytes, start, end);
  },
  size: sizeLeaseTimeToLiveRequest,
  write: (message, out, offset) => checkRoom(out, writeLeaseTimeToLiveRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeLeaseTimeToLiveRequest(message));
    return checkFull(out, writeLeaseTimeToLiveRequest(message, out, 0));
  },
};

export interface LeaseTimeToLiveResponse {
  header: ResponseHeader | undefined;
  id: bigint;
  /** Seconds left; -1 when the lease is gone. */
  ttl: number;
  grantedTtl: number;
  keys: Uint8Array[];
}

export function readLeaseTimeToLiveResponse(bytes: Uint8Array, start: number, end: number, before?: LeaseTimeToLiveResponse | undefined): LeaseTimeToLiveResponse {
  const message: LeaseTimeToLiveResponse = before ?? { header: undefined, id: 0n, ttl: 0, grantedTtl: 0, keys: [] };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 16:
          message.id = readInt64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 24:
          message.ttl = readInt64(bytes, position, end);
          position = cursor.position;
          break;
        case 32:
          message.grantedTtl = readInt64(bytes, position, end);
          position = cursor.position;
          break;
        case 42: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.keys.push(length === 0 ? emptyBytes : new Uint8Array(buffer, byteOffset + position, length));
          position += length;
          break;
        }
        default:
          position = skipUnknown(LeaseTimeToLiveResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, LeaseTimeToLiveResponse, tag);
  }
  return message;
}

export function sizeLeaseTimeToLiveResponse(message: LeaseTimeToLiveResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  if (message.id !== 0n) {
    size += 1 + varintSizeBigint(message.id);
  }
  if (message.ttl !== 0) {
    size += 1 + varintSize(message.ttl);
  }
  if (message.grantedTtl !== 0) {
    size += 1 + varintSize(message.grantedTtl);
  }
  for (const item of message.keys) {
    size += 1 + delimitedSize(item.length);
  }
  return size;
}

export function writeLeaseTimeToLiveResponse(message: LeaseTimeToLiveResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  if (message.id !== 0n) {
    out[at++] = 16; at = writeVarintBigint(out, at, message.id);
  }
  if (message.ttl !== 0) {
    out[at++] = 24; at = writeVarint(out, at, message.ttl);
  }
  if (message.grantedTtl !== 0) {
    out[at++] = 32; at = writeVarint(out, at, message.grantedTtl);
  }
  for (const item of message.keys) {
    out[at++] = 42; at = writeBytes(out, at, item);
  }
  return at;
}

let fieldsOfLeaseTimeToLiveResponse: readonly FieldDescriptor[] | undefined;

export const LeaseTimeToLiveResponse: MessageCodec<LeaseTimeToLiveResponse> = {
  typeName: 'etcdserverpb.LeaseTimeToLiveResponse',
  get fields() {
    fieldsOfLeaseTimeToLiveResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'ID', 'ID', 'id', 'int64', { integer: 'identifier' }),
    describeField(3, 'TTL', 'TTL', 'ttl', 'int64', { integer: 'counter' }),
    describeField(4, 'grantedTTL', 'grantedTTL', 'grantedTtl', 'int64', { integer: 'counter' }),
    describeField(5, 'keys', 'keys', 'keys', 'bytes', { repeated: true }),
    ];
    return fieldsOfLeaseTimeToLiveResponse;
  },
  create: (init = {}) => ({ header: init.header, id: init.id ?? 0n, ttl: init.ttl ?? 0, grantedTtl: init.grantedTtl ?? 0, keys: init.keys ?? [] }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readLeaseTimeToLiveResponse(bytes, start, end);
  },
  size: sizeLeaseTimeToLiveResponse,
  write: (message, out, offset) => checkRoom(out, writeLeaseTimeToLiveResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeLeaseTimeToLiveResponse(message));
    return checkFull(out, writeLeaseTimeToLiveResponse(message, out, 0));
  },
};

export interface LeaseLeasesRequest {}

export function readLeaseLeasesRequest(bytes: Uint8Array, start: number, end: number): LeaseLeasesRequest {
  const message: LeaseLeasesRequest = {};
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
        default:
          position = skipUnknown(LeaseLeasesRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, LeaseLeasesRequest, tag);
  }
  return message;
}

export function sizeLeaseLeasesRequest(_message: LeaseLeasesRequest): number {
  return 0;
}

export function writeLeaseLeasesRequest(_message: LeaseLeasesRequest, _out: Uint8Array, offset: number): number {
  return offset;
}

let fieldsOfLeaseLeasesRequest: readonly FieldDescriptor[] | undefined;

export const LeaseLeasesRequest: MessageCodec<LeaseLeasesRequest> = {
  typeName: 'etcdserverpb.LeaseLeasesRequest',
  get fields() {
    fieldsOfLeaseLeasesRequest ??= [];
    return fieldsOfLeaseLeasesRequest;
  },
  create: () => ({}),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readLeaseLeasesRequest(bytes, start, end);
  },
  size: sizeLeaseLeasesRequest,
  write: (message, out, offset) => checkRoom(out, writeLeaseLeasesRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeLeaseLeasesRequest(message));
    return checkFull(out, writeLeaseLeasesRequest(message, out, 0));
  },
};

export interface LeaseStatus {
  id: bigint;
}

export function readLeaseStatus(bytes: Uint8Array, start: number, end: number): LeaseStatus {
  const message: LeaseStatus = { id: 0n };
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
          message.id = readInt64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(LeaseStatus, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, LeaseStatus, tag);
  }
  return message;
}

export function sizeLeaseStatus(message: LeaseStatus): number {
  let size = 0;
  if (message.id !== 0n) {
    size += 1 + varintSizeBigint(message.id);
  }
  return size;
}

export function writeLeaseStatus(message: LeaseStatus, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.id !== 0n) {
    out[at++] = 8; at = writeVarintBigint(out, at, message.id);
  }
  return at;
}

let fieldsOfLeaseStatus: readonly FieldDescriptor[] | undefined;

export const LeaseStatus: MessageCodec<LeaseStatus> = {
  typeName: 'etcdserverpb.LeaseStatus',
  get fields() {
    fieldsOfLeaseStatus ??= [
    describeField(1, 'ID', 'ID', 'id', 'int64', { integer: 'identifier' }),
    ];
    return fieldsOfLeaseStatus;
  },
  create: (init = {}) => ({ id: init.id ?? 0n }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readLeaseStatus(bytes, start, end);
  },
  size: sizeLeaseStatus,
  write: (message, out, offset) => checkRoom(out, writeLeaseStatus(message, out, offset)),
  encode(message) {
    const out = allocate(sizeLeaseStatus(message));
    return checkFull(out, writeLeaseStatus(message, out, 0));
  },
};

export interface LeaseLeasesResponse {
  header: ResponseHeader | undefined;
  leases: LeaseStatus[];
}

export function readLeaseLeasesResponse(bytes: Uint8Array, start: number, end: number): LeaseLeasesResponse {
  const message: LeaseLeasesResponse = { header: undefined, leases: [] };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.leases.push(readLeaseStatus(bytes, position, position + length));
          position += length;
          break;
        }
        default:
          position = skipUnknown(LeaseLeasesResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, LeaseLeasesResponse, tag);
  }
  return message;
}

export function sizeLeaseLeasesResponse(message: LeaseLeasesResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  for (const item of message.leases) {
    size += 1 + delimitedSize(sizeLeaseStatus(item));
  }
  return size;
}

export function writeLeaseLeasesResponse(message: LeaseLeasesResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  for (const item of message.leases) {
    out[at++] = 18; at = writeVarint(out, at, sizeLeaseStatus(item)); at = writeLeaseStatus(item, out, at);
  }
  return at;
}

let fieldsOfLeaseLeasesResponse: readonly FieldDescriptor[] | undefined;

export const LeaseLeasesResponse: MessageCodec<LeaseLeasesResponse> = {
  typeName: 'etcdserverpb.LeaseLeasesResponse',
  get fields() {
    fieldsOfLeaseLeasesResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'leases', 'leases', 'leases', 'message', { repeated: true, message: LeaseStatus }),
    ];
    return fieldsOfLeaseLeasesResponse;
  },
  create: (init = {}) => ({ header: init.header, leases: init.leases ?? [] }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readLeaseLeasesResponse(bytes, start, end);
  },
  size: sizeLeaseLeasesResponse,
  write: (message, out, offset) => checkRoom(out, writeLeaseLeasesResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeLeaseLeasesResponse(message));
    return checkFull(out, writeLeaseLeasesResponse(message, out, 0));
  },
};

export interface Member {
  id: bigint;
  /** Empty until the member has started once. */
  name: string;
  peerUrls: string[];
  clientUrls: string[];
  isLearner: boolean;
}

export function readMember(bytes: Uint8Array, start: number, end: number, before?: Member | undefined): Member {
  const message: Member = before ?? { id: 0n, name: '', peerUrls: [], clientUrls: [], isLearner: false };
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
          message.name = readString(bytes, position, length);
          position += length;
          break;
        }
        case 26: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.peerUrls.push(readString(bytes, position, length));
          position += length;
          break;
        }
        case 34: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.clientUrls.push(readString(bytes, position, length));
          position += length;
          break;
        }
        case 40:
          message.isLearner = readBool(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(Member, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, Member, tag);
  }
  return message;
}

export function sizeMember(message: Member): number {
  let size = 0;
  if (message.id !== 0n) {
    size += 1 + varintSizeBigint(message.id);
  }
  if (message.name !== '') {
    size += 1 + delimitedSize(utf8Size(message.name));
  }
  for (const item of message.peerUrls) {
    size += 1 + delimitedSize(utf8Size(item));
  }
  for (const item of message.clientUrls) {
    size += 1 + delimitedSize(utf8Size(item));
  }
  if (message.isLearner) {
    size += 2;
  }
  return size;
}

export function writeMember(message: Member, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.id !== 0n) {
    out[at++] = 8; at = writeVarintBigint(out, at, message.id);
  }
  if (message.name !== '') {
    out[at++] = 18; at = writeString(out, at, message.name);
  }
  for (const item of message.peerUrls) {
    out[at++] = 26; at = writeString(out, at, item);
  }
  for (const item of message.clientUrls) {
    out[at++] = 34; at = writeString(out, at, item);
  }
  if (message.isLearner) {
    out[at++] = 40; out[at++] = message.isLearner ? 1 : 0;
  }
  return at;
}

let fieldsOfMember: readonly FieldDescriptor[] | undefined;

export const Member: MessageCodec<Member> = {
  typeName: 'etcdserverpb.Member',
  get fields() {
    fieldsOfMember ??= [
    describeField(1, 'ID', 'ID', 'id', 'uint64', { integer: 'identifier' }),
    describeField(2, 'name', 'name', 'name', 'string'),
    describeField(3, 'peerURLs', 'peerURLs', 'peerUrls', 'string', { repeated: true }),
    describeField(4, 'clientURLs', 'clientURLs', 'clientUrls', 'string', { repeated: true }),
    describeField(5, 'isLearner', 'isLearner', 'isLearner', 'bool'),
    ];
    return fieldsOfMember;
  },
  create: (init = {}) => ({ id: init.id ?? 0n, name: init.name ?? '', peerUrls: init.peerUrls ?? [], clientUrls: init.clientUrls ?? [], isLearner: init.isLearner ?? false }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readMember(bytes, start, end);
  },
  size: sizeMember,
  write: (message, out, offset) => checkRoom(out, writeMember(message, out, offset)),
  encode(message) {
    const out = allocate(sizeMember(message));
    return checkFull(out, writeMember(message, out, 0));
  },
};

export interface MemberAddRequest {
  peerUrls: string[];
  isLearner: boolean;
}

export function readMemberAddRequest(bytes: Uint8Array, start: number, end: number): MemberAddRequest {
  const message: MemberAddRequest = { peerUrls: [], isLearner: false };
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
          message.peerUrls.push(readString(bytes, position, length));
          position += length;
          break;
        }
        case 16:
          message.isLearner = readBool(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(MemberAddRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, MemberAddRequest, tag);
  }
  return message;
}

export function sizeMemberAddRequest(message: MemberAddRequest): number {
  let size = 0;
  for (const item of message.peerUrls) {
    size += 1 + delimitedSize(utf8Size(item));
  }
  if (message.isLearner) {
    size += 2;
  }
  return size;
}

export function writeMemberAddRequest(message: MemberAddRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  for (const item of message.peerUrls) {
    out[at++] = 10; at = writeString(out, at, item);
  }
  if (message.isLearner) {
    out[at++] = 16; out[at++] = message.isLearner ? 1 : 0;
  }
  return at;
}

let fieldsOfMemberAddRequest: readonly FieldDescriptor[] | undefined;

export const MemberAddRequest: MessageCodec<MemberAddRequest> = {
  typeName: 'etcdserverpb.MemberAddRequest',
  get fields() {
    fieldsOfMemberAddRequest ??= [
    describeField(1, 'peerURLs', 'peerURLs', 'peerUrls', 'string', { repeated: true }),
    describeField(2, 'isLearner', 'isLearner', 'isLearner', 'bool'),
    ];
    return fieldsOfMemberAddRequest;
  },
  create: (init = {}) => ({ peerUrls: init.peerUrls ?? [], isLearner: init.isLearner ?? false }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readMemberAddRequest(bytes, start, end);
  },
  size: sizeMemberAddRequest,
  write: (message, out, offset) => checkRoom(out, writeMemberAddRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeMemberAddRequest(message));
    return checkFull(out, writeMemberAddRequest(message, out, 0));
  },
};

export interface MemberAddResponse {
  header: ResponseHeader | undefined;
  member: Member | undefined;
  members: Member[];
}

export function readMemberAddResponse(bytes: Uint8Array, start: number, end: number): MemberAddResponse {
  const message: MemberAddResponse = { header: undefined, member: undefined, members: [] };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.member = readMember(bytes, position, position + length, message.member);
          position += length;
          break;
        }
        case 26: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.members.push(readMember(bytes, position, position + length));
          position += length;
          break;
        }
        default:
          position = skipUnknown(MemberAddResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, MemberAddResponse, tag);
  }
  return message;
}

export function sizeMemberAddResponse(message: MemberAddResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  if (message.member !== undefined) {
    size += 1 + delimitedSize(sizeMember(message.member));
  }
  for (const item of message.members) {
    size += 1 + delimitedSize(sizeMember(item));
  }
  return size;
}

export function writeMemberAddResponse(message: MemberAddResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  if (message.member !== undefined) {
    out[at++] = 18; at = writeVarint(out, at, sizeMember(message.member)); at = writeMember(message.member, out, at);
  }
  for (const item of message.members) {
    out[at++] = 26; at = writeVarint(out, at, sizeMember(item)); at = writeMember(item, out, at);
  }
  return at;
}

let fieldsOfMemberAddResponse: readonly FieldDescriptor[] | undefined;

export const MemberAddResponse: MessageCodec<MemberAddResponse> = {
  typeName: 'etcdserverpb.MemberAddResponse',
  get fields() {
    fieldsOfMemberAddResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'member', 'member', 'member', 'message', { message: Member }),
    describeField(3, 'members', 'members', 'members', 'message', { repeated: true, message: Member }),
    ];
    return fieldsOfMemberAddResponse;
  },
  create: (init = {}) => ({ header: init.header, member: init.member, members: init.members ?? [] }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readMemberAddResponse(bytes, start, end);
  },
  size: sizeMemberAddResponse,
  write: (message, out, offset) => checkRoom(out, writeMemberAddResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeMemberAddResponse(message));
    return checkFull(out, writeMemberAddResponse(message, out, 0));
  },
};

export interface MemberRemoveRequest {
  id: bigint;
}

export function readMemberRemoveRequest(bytes: Uint8Array, start: number, end: number): MemberRemoveRequest {
  const message: MemberRemoveRequest = { id: 0n };
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
        default:
          position = skipUnknown(MemberRemoveRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, MemberRemoveRequest, tag);
  }
  return message;
}

export function sizeMemberRemoveRequest(message: MemberRemoveRequest): number {
  let size = 0;
  if (message.id !== 0n) {
    size += 1 + varintSizeBigint(message.id);
  }
  return size;
}

export function writeMemberRemoveRequest(message: MemberRemoveRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.id !== 0n) {
    out[at++] = 8; at = writeVarintBigint(out, at, message.id);
  }
  return at;
}

let fieldsOfMemberRemoveRequest: readonly FieldDescriptor[] | undefined;

export const MemberRemoveRequest: MessageCodec<MemberRemoveRequest> = {
  typeName: 'etcdserverpb.MemberRemoveRequest',
  get fields() {
    fieldsOfMemberRemoveRequest ??= [
    describeField(1, 'ID', 'ID', 'id', 'uint64', { integer: 'identifier' }),
    ];
    return fieldsOfMemberRemoveRequest;
  },
  create: (init = {}) => ({ id: init.id ?? 0n }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readMemberRemoveRequest(bytes, start, end);
  },
  size: sizeMemberRemoveRequest,
  write: (message, out, offset) => checkRoom(out, writeMemberRemoveRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeMemberRemoveRequest(message));
    return checkFull(out, writeMemberRemoveRequest(message, out, 0));
  },
};

export interface MemberRemoveResponse {
  header: ResponseHeader | undefined;
  members: Member[];
}

export function readMemberRemoveResponse(bytes: Uint8Array, start: number, end: number): MemberRemoveResponse {
  const message: MemberRemoveResponse = { header: undefined, members: [] };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.members.push(readMember(bytes, position, position + length));
          position += length;
          break;
        }
        default:
          position = skipUnknown(MemberRemoveResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, MemberRemoveResponse, tag);
  }
  return message;
}

export function sizeMemberRemoveResponse(message: MemberRemoveResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  for (const item of message.members) {
    size += 1 + delimitedSize(sizeMember(item));
  }
  return size;
}

export function writeMemberRemoveResponse(message: MemberRemoveResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  for (const item of message.members) {
    out[at++] = 18; at = writeVarint(out, at, sizeMember(item)); at = writeMember(item, out, at);
  }
  return at;
}

let fieldsOfMemberRemoveResponse: readonly FieldDescriptor[] | undefined;

export const MemberRemoveResponse: MessageCodec<MemberRemoveResponse> = {
  typeName: 'etcdserverpb.MemberRemoveResponse',
  get fields() {
    fieldsOfMemberRemoveResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'members', 'members', 'members', 'message', { repeated: true, message: Member }),
    ];
    return fieldsOfMemberRemoveResponse;
  },
  create: (init = {}) => ({ header: init.header, members: init.members ?? [] }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readMemberRemoveResponse(bytes, start, end);
  },
  size: sizeMemberRemoveResponse,
  write: (message, out, offset) => checkRoom(out, writeMemberRemoveResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeMemberRemoveResponse(message));
    return checkFull(out, writeMemberRemoveResponse(message, out, 0));
  },
};

export interface MemberUpdateRequest {
  id: bigint;
  peerUrls: string[];
}

export function readMemberUpdateRequest(bytes: Uint8Array, start: number, end: number): MemberUpdateRequest {
  const message: MemberUpdateRequest = { id: 0n, peerUrls: [] };
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
          message.peerUrls.push(readString(bytes, position, length));
          position += length;
          break;
        }
        default:
          position = skipUnknown(MemberUpdateRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, MemberUpdateRequest, tag);
  }
  return message;
}

export function sizeMemberUpdateRequest(message: MemberUpdateRequest): number {
  let size = 0;
  if (message.id !== 0n) {
    size += 1 + varintSizeBigint(message.id);
  }
  for (const item of message.peerUrls) {
    size += 1 + delimitedSize(utf8Size(item));
  }
  return size;
}

export function writeMemberUpdateRequest(message: MemberUpdateRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.id !== 0n) {
    out[at++] = 8; at = writeVarintBigint(out, at, message.id);
  }
  for (const item of message.peerUrls) {
    out[at++] = 18; at = writeString(out, at, item);
  }
  return at;
}

let fieldsOfMemberUpdateRequest: readonly FieldDescriptor[] | undefined;

export const MemberUpdateRequest: MessageCodec<MemberUpdateRequest> = {
  typeName: 'etcdserverpb.MemberUpdateRequest',
  get fields() {
    fieldsOfMemberUpdateRequest ??= [
    describeField(1, 'ID', 'ID', 'id', 'uint64', { integer: 'identifier' }),
    describeField(2, 'peerURLs', 'peerURLs', 'peerUrls', 'string', { repeated: true }),
    ];
    return fieldsOfMemberUpdateRequest;
  },
  create: (init = {}) => ({ id: init.id ?? 0n, peerUrls: init.peerUrls ?? [] }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readMemberUpdateRequest(bytes, start, end);
  },
  size: sizeMemberUpdateRequest,
  write: (message, out, offset) => checkRoom(out, writeMemberUpdateRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeMemberUpdateRequest(message));
    return checkFull(out, writeMemberUpdateRequest(message, out, 0));
  },
};

export interface MemberUpdateResponse {
  header: ResponseHeader | undefined;
  members: Member[];
}

export function readMemberUpdateResponse(bytes: Uint8Array, start: number, end: number): MemberUpdateResponse {
  const message: MemberUpdateResponse = { header: undefined, members: [] };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.members.push(readMember(bytes, position, position + length));
          position += length;
          break;
        }
        default:
          position = skipUnknown(MemberUpdateResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, MemberUpdateResponse, tag);
  }
  return message;
}

export function sizeMemberUpdateResponse(message: MemberUpdateResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  for (const item of message.members) {
    size += 1 + delimitedSize(sizeMember(item));
  }
  return size;
}

export function writeMemberUpdateResponse(message: MemberUpdateResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  for (const item of message.members) {
    out[at++] = 18; at = writeVarint(out, at, sizeMember(item)); at = writeMember(item, out, at);
  }
  return at;
}

let fieldsOfMemberUpdateResponse: readonly FieldDescriptor[] | undefined;

export const MemberUpdateResponse: MessageCodec<MemberUpdateResponse> = {
  typeName: 'etcdserverpb.MemberUpdateResponse',
  get fields() {
    fieldsOfMemberUpdateResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'members', 'members', 'members', 'message', { repeated: true, message: Member }),
    ];
    return fieldsOfMemberUpdateResponse;
  },
  create: (init = {}) => ({ header: init.header, members: init.members ?? [] }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readMemberUpdateResponse(bytes, start, end);
  },
  size: sizeMemberUpdateResponse,
  write: (message, out, offset) => checkRoom(out, writeMemberUpdateResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeMemberUpdateResponse(message));
    return checkFull(out, writeMemberUpdateResponse(message, out, 0));
  },
};

export interface MemberListRequest {
  linearizable: boolean;
}

export function readMemberListRequest(bytes: Uint8Array, start: number, end: number): MemberListRequest {
  const message: MemberListRequest = { linearizable: false };
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
          message.linearizable = readBool(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(MemberListRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, MemberListRequest, tag);
  }
  return message;
}

export function sizeMemberListRequest(message: MemberListRequest): number {
  let size = 0;
  if (message.linearizable) {
    size += 2;
  }
  return size;
}

export function writeMemberListRequest(message: MemberListRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.linearizable) {
    out[at++] = 8; out[at++] = message.linearizable ? 1 : 0;
  }
  return at;
}

let fieldsOfMemberListRequest: readonly FieldDescriptor[] | undefined;

export const MemberListRequest: MessageCodec<MemberListRequest> = {
  typeName: 'etcdserverpb.MemberListRequest',
  get fields() {
    fieldsOfMemberListRequest ??= [
    describeField(1, 'linearizable', 'linearizable', 'linearizable', 'bool'),
    ];
    return fieldsOfMemberListRequest;
  },
  create: (init = {}) => ({ linearizable: init.linearizable ?? false }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readMemberListRequest(bytes, start, end);
  },
  size: sizeMemberListRequest,
  write: (message, out, offset) => checkRoom(out, writeMemberListRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeMemberListRequest(message));
    return checkFull(out, writeMemberListRequest(message, out, 0));
  },
};

export interface MemberListResponse {
  header: ResponseHeader | undefined;
  members: Member[];
}

export function readMemberListResponse(bytes: Uint8Array, start: number, end: number): MemberListResponse {
  const message: MemberListResponse = { header: undefined, members: [] };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.members.push(readMember(bytes, position, position + length));
          position += length;
          break;
        }
        default:
          position = skipUnknown(MemberListResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, MemberListResponse, tag);
  }
  return message;
}

export function sizeMemberListResponse(message: MemberListResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  for (const item of message.members) {
    size += 1 + delimitedSize(sizeMember(item));
  }
  return size;
}

export function writeMemberListResponse(message: MemberListResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  for (const item of message.members) {
    out[at++] = 18; at = writeVarint(out, at, sizeMember(item)); at = writeMember(item, out, at);
  }
  return at;
}

let fieldsOfMemberListResponse: readonly FieldDescriptor[] | undefined;

export const MemberListResponse: MessageCodec<MemberListResponse> = {
  typeName: 'etcdserverpb.MemberListResponse',
  get fields() {
    fieldsOfMemberListResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'members', 'members', 'members', 'message', { repeated: true, message: Member }),
    ];
    return fieldsOfMemberListResponse;
  },
  create: (init = {}) => ({ header: init.header, members: init.members ?? [] }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readMemberListResponse(bytes, start, end);
  },
  size: sizeMemberListResponse,
  write: (message, out, offset) => checkRoom(out, writeMemberListResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeMemberListResponse(message));
    return checkFull(out, writeMemberListResponse(message, out, 0));
  },
};

export interface MemberPromoteRequest {
  id: bigint;
}

export function readMemberPromoteRequest(bytes: Uint8Array, start: number, end: number): MemberPromoteRequest {
  const message: MemberPromoteRequest = { id: 0n };
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
        default:
          position = skipUnknown(MemberPromoteRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, MemberPromoteRequest, tag);
  }
  return message;
}

export function sizeMemberPromoteRequest(message: MemberPromoteRequest): number {
  let size = 0;
  if (message.id !== 0n) {
    size += 1 + varintSizeBigint(message.id);
  }
  return size;
}

export function writeMemberPromoteRequest(message: MemberPromoteRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.id !== 0n) {
    out[at++] = 8; at = writeVarintBigint(out, at, message.id);
  }
  return at;
}

let fieldsOfMemberPromoteRequest: readonly FieldDescriptor[] | undefined;

export const MemberPromoteRequest: MessageCodec<MemberPromoteRequest> = {
  typeName: 'etcdserverpb.MemberPromoteRequest',
  get fields() {
    fieldsOfMemberPromoteRequest ??= [
    describeField(1, 'ID', 'ID', 'id', 'uint64', { integer: 'identifier' }),
    ];
    return fieldsOfMemberPromoteRequest;
  },
  create: (init = {}) => ({ id: init.id ?? 0n }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readMemberPromoteRequest(bytes, start, end);
  },
  size: sizeMemberPromoteRequest,
  write: (message, out, offset) => checkRoom(out, writeMemberPromoteRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeMemberPromoteRequest(message));
    return checkFull(out, writeMemberPromoteRequest(message, out, 0));
  },
};

export interface MemberPromoteResponse {
  header: ResponseHeader | undefined;
  members: Member[];
}

export function readMemberPromoteResponse(bytes: Uint8Array, start: number, end: number): MemberPromoteResponse {
  const message: MemberPromoteResponse = { header: undefined, members: [] };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.members.push(readMember(bytes, position, position + length));
          position += length;
          break;
        }
        default:
          position = skipUnknown(MemberPromoteResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, MemberPromoteResponse, tag);
  }
  return message;
}

export function sizeMemberPromoteResponse(message: MemberPromoteResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  for (const item of message.members) {
    size += 1 + delimitedSize(sizeMember(item));
  }
  return size;
}

export function writeMemberPromoteResponse(message: MemberPromoteResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  for (const item of message.members) {
    out[at++] = 18; at = writeVarint(out, at, sizeMember(item)); at = writeMember(item, out, at);
  }
  return at;
}

let fieldsOfMemberPromoteResponse: readonly FieldDescriptor[] | undefined;

export const MemberPromoteResponse: MessageCodec<MemberPromoteResponse> = {
  typeName: 'etcdserverpb.MemberPromoteResponse',
  get fields() {
    fieldsOfMemberPromoteResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'members', 'members', 'members', 'message', { repeated: true, message: Member }),
    ];
    return fieldsOfMemberPromoteResponse;
  },
  create: (init = {}) => ({ header: init.header, members: init.members ?? [] }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readMemberPromoteResponse(bytes, start, end);
  },
  size: sizeMemberPromoteResponse,
  write: (message, out, offset) => checkRoom(out, writeMemberPromoteResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeMemberPromoteResponse(message));
    return checkFull(out, writeMemberPromoteResponse(message, out, 0));
  },
};

export interface DefragmentRequest {}

export function readDefragmentRequest(bytes: Uint8Array, start: number, end: number): DefragmentRequest {
  const message: DefragmentRequest = {};
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
        default:
          position = skipUnknown(DefragmentRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, DefragmentRequest, tag);
  }
  return message;
}

export function sizeDefragmentRequest(_message: DefragmentRequest): number {
  return 0;
}

export function writeDefragmentRequest(_message: DefragmentRequest, _out: Uint8Array, offset: number): number {
  return offset;
}

let fieldsOfDefragmentRequest: readonly FieldDescriptor[] | undefined;

export const DefragmentRequest: MessageCodec<DefragmentRequest> = {
  typeName: 'etcdserverpb.DefragmentRequest',
  get fields() {
    fieldsOfDefragmentRequest ??= [];
    return fieldsOfDefragmentRequest;
  },
  create: () => ({}),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readDefragmentRequest(bytes, start, end);
  },
  size: sizeDefragmentRequest,
  write: (message, out, offset) => checkRoom(out, writeDefragmentRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeDefragmentRequest(message));
    return checkFull(out, writeDefragmentRequest(message, out, 0));
  },
};

export interface DefragmentResponse {
  header: ResponseHeader | undefined;
}

export function readDefragmentResponse(bytes: Uint8Array, start: number, end: number): DefragmentResponse {
  const message: DefragmentResponse = { header: undefined };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        default:
          position = skipUnknown(DefragmentResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, DefragmentResponse, tag);
  }
  return message;
}

export function sizeDefragmentResponse(message: DefragmentResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  return size;
}

export function writeDefragmentResponse(message: DefragmentResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  return at;
}

let fieldsOfDefragmentResponse: readonly FieldDescriptor[] | undefined;

export const DefragmentResponse: MessageCodec<DefragmentResponse> = {
  typeName: 'etcdserverpb.DefragmentResponse',
  get fields() {
    fieldsOfDefragmentResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    ];
    return fieldsOfDefragmentResponse;
  },
  create: (init = {}) => ({ header: init.header }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readDefragmentResponse(bytes, start, end);
  },
  size: sizeDefragmentResponse,
  write: (message, out, offset) => checkRoom(out, writeDefragmentResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeDefragmentResponse(message));
    return checkFull(out, writeDefragmentResponse(message, out, 0));
  },
};

export interface MoveLeaderRequest {
  targetId: bigint;
}

export function readMoveLeaderRequest(bytes: Uint8Array, start: number, end: number): MoveLeaderRequest {
  const message: MoveLeaderRequest = { targetId: 0n };
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
          message.targetId = readUint64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(MoveLeaderRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, MoveLeaderRequest, tag);
  }
  return message;
}

export function sizeMoveLeaderRequest(message: MoveLeaderRequest): number {
  let size = 0;
  if (message.targetId !== 0n) {
    size += 1 + varintSizeBigint(message.targetId);
  }
  return size;
}

export function writeMoveLeaderRequest(message: MoveLeaderRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.targetId !== 0n) {
    out[at++] = 8; at = writeVarintBigint(out, at, message.targetId);
  }
  return at;
}

let fieldsOfMoveLeaderRequest: readonly FieldDescriptor[] | undefined;

export const MoveLeaderRequest: MessageCodec<MoveLeaderRequest> = {
  typeName: 'etcdserverpb.MoveLeaderRequest',
  get fields() {
    fieldsOfMoveLeaderRequest ??= [
    describeField(1, 'targetID', 'targetID', 'targetId', 'uint64', { integer: 'identifier' }),
    ];
    return fieldsOfMoveLeaderRequest;
  },
  create: (init = {}) => ({ targetId: init.targetId ?? 0n }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readMoveLeaderRequest(bytes, start, end);
  },
  size: sizeMoveLeaderRequest,
  write: (message, out, offset) => checkRoom(out, writeMoveLeaderRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeMoveLeaderRequest(message));
    return checkFull(out, writeMoveLeaderRequest(message, out, 0));
  },
};

export interface MoveLeaderResponse {
  header: ResponseHeader | undefined;
}

export function readMoveLeaderResponse(bytes: Uint8Array, start: number, end: number): MoveLeaderResponse {
  const message: MoveLeaderResponse = { header: undefined };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        default:
          position = skipUnknown(MoveLeaderResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, MoveLeaderResponse, tag);
  }
  return message;
}

export function sizeMoveLeaderResponse(message: MoveLeaderResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  return size;
}

export function writeMoveLeaderResponse(message: MoveLeaderResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  return at;
}

let fieldsOfMoveLeaderResponse: readonly FieldDescriptor[] | undefined;

export const MoveLeaderResponse: MessageCodec<MoveLeaderResponse> = {
  typeName: 'etcdserverpb.MoveLeaderResponse',
  get fields() {
    fieldsOfMoveLeaderResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    ];
    return fieldsOfMoveLeaderResponse;
  },
  create: (init = {}) => ({ header: init.header }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readMoveLeaderResponse(bytes, start, end);
  },
  size: sizeMoveLeaderResponse,
  write: (message, out, offset) => checkRoom(out, writeMoveLeaderResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeMoveLeaderResponse(message));
    return checkFull(out, writeMoveLeaderResponse(message, out, 0));
  },
};

export interface AlarmRequest {
  action: AlarmAction;
  /** Zero: all members. */
  memberId: bigint;
  alarm: AlarmType;
}

export function readAlarmRequest(bytes: Uint8Array, start: number, end: number, before?: AlarmRequest | undefined): AlarmRequest {
  const message: AlarmRequest = before ?? { action: 0, memberId: 0n, alarm: 0 };
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
          message.action = readInt32(bytes, position, end) as AlarmAction;
          position = cursor.position;
          break;
        case 16:
          message.memberId = readUint64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 24:
          message.alarm = readInt32(bytes, position, end) as AlarmType;
          position = cursor.position;
          break;
        default:
          position = skipUnknown(AlarmRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AlarmRequest, tag);
  }
  return message;
}

export function sizeAlarmRequest(message: AlarmRequest): number {
  let size = 0;
  if (message.action !== 0) {
    size += 1 + varintSize(message.action);
  }
  if (message.memberId !== 0n) {
    size += 1 + varintSizeBigint(message.memberId);
  }
  if (message.alarm !== 0) {
    size += 1 + varintSize(message.alarm);
  }
  return size;
}

export function writeAlarmRequest(message: AlarmRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.action !== 0) {
    out[at++] = 8; at = writeVarint(out, at, message.action);
  }
  if (message.memberId !== 0n) {
    out[at++] = 16; at = writeVarintBigint(out, at, message.memberId);
  }
  if (message.alarm !== 0) {
    out[at++] = 24; at = writeVarint(out, at, message.alarm);
  }
  return at;
}

let fieldsOfAlarmRequest: readonly FieldDescriptor[] | undefined;

export const AlarmRequest: MessageCodec<AlarmRequest> = {
  typeName: 'etcdserverpb.AlarmRequest',
  get fields() {
    fieldsOfAlarmRequest ??= [
    describeField(1, 'action', 'action', 'action', 'enum', { enum: AlarmActionTable }),
    describeField(2, 'memberID', 'memberID', 'memberId', 'uint64', { integer: 'identifier' }),
    describeField(3, 'alarm', 'alarm', 'alarm', 'enum', { enum: AlarmTypeTable }),
    ];
    return fieldsOfAlarmRequest;
  },
  create: (init = {}) => ({ action: init.action ?? 0, memberId: init.memberId ?? 0n, alarm: init.alarm ?? 0 }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAlarmRequest(bytes, start, end);
  },
  size: sizeAlarmRequest,
  write: (message, out, offset) => checkRoom(out, writeAlarmRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAlarmRequest(message));
    return checkFull(out, writeAlarmRequest(message, out, 0));
  },
};

export interface AlarmMember {
  memberId: bigint;
  alarm: AlarmType;
}

export function readAlarmMember(bytes: Uint8Array, start: number, end: number): AlarmMember {
  const message: AlarmMember = { memberId: 0n, alarm: 0 };
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
          message.memberId = readUint64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 16:
          message.alarm = readInt32(bytes, position, end) as AlarmType;
          position = cursor.position;
          break;
        default:
          position = skipUnknown(AlarmMember, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AlarmMember, tag);
  }
  return message;
}

export function sizeAlarmMember(message: AlarmMember): number {
  let size = 0;
  if (message.memberId !== 0n) {
    size += 1 + varintSizeBigint(message.memberId);
  }
  if (message.alarm !== 0) {
    size += 1 + varintSize(message.alarm);
  }
  return size;
}

export function writeAlarmMember(message: AlarmMember, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.memberId !== 0n) {
    out[at++] = 8; at = writeVarintBigint(out, at, message.memberId);
  }
  if (message.alarm !== 0) {
    out[at++] = 16; at = writeVarint(out, at, message.alarm);
  }
  return at;
}

let fieldsOfAlarmMember: readonly FieldDescriptor[] | undefined;

export const AlarmMember: MessageCodec<AlarmMember> = {
  typeName: 'etcdserverpb.AlarmMember',
  get fields() {
    fieldsOfAlarmMember ??= [
    describeField(1, 'memberID', 'memberID', 'memberId', 'uint64', { integer: 'identifier' }),
    describeField(2, 'alarm', 'alarm', 'alarm', 'enum', { enum: AlarmTypeTable }),
    ];
    return fieldsOfAlarmMember;
  },
  create: (init = {}) => ({ memberId: init.memberId ?? 0n, alarm: init.alarm ?? 0 }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAlarmMember(bytes, start, end);
  },
  size: sizeAlarmMember,
  write: (message, out, offset) => checkRoom(out, writeAlarmMember(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAlarmMember(message));
    return checkFull(out, writeAlarmMember(message, out, 0));
  },
};

export interface AlarmResponse {
  header: ResponseHeader | undefined;
  alarms: AlarmMember[];
}

export function readAlarmResponse(bytes: Uint8Array, start: number, end: number): AlarmResponse {
  const message: AlarmResponse = { header: undefined, alarms: [] };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.alarms.push(readAlarmMember(bytes, position, position + length));
          position += length;
          break;
        }
        default:
          position = skipUnknown(AlarmResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AlarmResponse, tag);
  }
  return message;
}

export function sizeAlarmResponse(message: AlarmResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  for (const item of message.alarms) {
    size += 1 + delimitedSize(sizeAlarmMember(item));
  }
  return size;
}

export function writeAlarmResponse(message: AlarmResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  for (const item of message.alarms) {
    out[at++] = 18; at = writeVarint(out, at, sizeAlarmMember(item)); at = writeAlarmMember(item, out, at);
  }
  return at;
}

let fieldsOfAlarmResponse: readonly FieldDescriptor[] | undefined;

export const AlarmResponse: MessageCodec<AlarmResponse> = {
  typeName: 'etcdserverpb.AlarmResponse',
  get fields() {
    fieldsOfAlarmResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'alarms', 'alarms', 'alarms', 'message', { repeated: true, message: AlarmMember }),
    ];
    return fieldsOfAlarmResponse;
  },
  create: (init = {}) => ({ header: init.header, alarms: init.alarms ?? [] }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAlarmResponse(bytes, start, end);
  },
  size: sizeAlarmResponse,
  write: (message, out, offset) => checkRoom(out, writeAlarmResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAlarmResponse(message));
    return checkFull(out, writeAlarmResponse(message, out, 0));
  },
};

export interface DowngradeRequest {
  action: DowngradeAction;
  version: string;
}

export function readDowngradeRequest(bytes: Uint8Array, start: number, end: number): DowngradeRequest {
  const message: DowngradeRequest = { action: 0, version: '' };
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
          message.action = readInt32(bytes, position, end) as DowngradeAction;
          position = cursor.position;
          break;
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.version = readString(bytes, position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(DowngradeRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, DowngradeRequest, tag);
  }
  return message;
}

export function sizeDowngradeRequest(message: DowngradeRequest): number {
  let size = 0;
  if (message.action !== 0) {
    size += 1 + varintSize(message.action);
  }
  if (message.version !== '') {
    size += 1 + delimitedSize(utf8Size(message.version));
  }
  return size;
}

export function writeDowngradeRequest(message: DowngradeRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.action !== 0) {
    out[at++] = 8; at = writeVarint(out, at, message.action);
  }
  if (message.version !== '') {
    out[at++] = 18; at = writeString(out, at, message.version);
  }
  return at;
}

let fieldsOfDowngradeRequest: readonly FieldDescriptor[] | undefined;

export const DowngradeRequest: MessageCodec<DowngradeRequest> = {
  typeName: 'etcdserverpb.DowngradeRequest',
  get fields() {
    fieldsOfDowngradeRequest ??= [
    describeField(1, 'action', 'action', 'action', 'enum', { enum: DowngradeActionTable }),
    describeField(2, 'version', 'version', 'version', 'string'),
    ];
    return fieldsOfDowngradeRequest;
  },
  create: (init = {}) => ({ action: init.action ?? 0, version: init.version ?? '' }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readDowngradeRequest(bytes, start, end);
  },
  size: sizeDowngradeRequest,
  write: (message, out, offset) => checkRoom(out, writeDowngradeRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeDowngradeRequest(message));
    return checkFull(out, writeDowngradeRequest(message, out, 0));
  },
};

export interface DowngradeResponse {
  header: ResponseHeader | undefined;
  /** The cluster's version. */
  version: string;
}

export function readDowngradeResponse(bytes: Uint8Array, start: number, end: number): DowngradeResponse {
  const message: DowngradeResponse = { header: undefined, version: '' };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.version = readString(bytes, position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(DowngradeResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, DowngradeResponse, tag);
  }
  return message;
}

export function sizeDowngradeResponse(message: DowngradeResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  if (message.version !== '') {
    size += 1 + delimitedSize(utf8Size(message.version));
  }
  return size;
}

export function writeDowngradeResponse(message: DowngradeResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  if (message.version !== '') {
    out[at++] = 18; at = writeString(out, at, message.version);
  }
  return at;
}

let fieldsOfDowngradeResponse: readonly FieldDescriptor[] | undefined;

export const DowngradeResponse: MessageCodec<DowngradeResponse> = {
  typeName: 'etcdserverpb.DowngradeResponse',
  get fields() {
    fieldsOfDowngradeResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'version', 'version', 'version', 'string'),
    ];
    return fieldsOfDowngradeResponse;
  },
  create: (init = {}) => ({ header: init.header, version: init.version ?? '' }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readDowngradeResponse(bytes, start, end);
  },
  size: sizeDowngradeResponse,
  write: (message, out, offset) => checkRoom(out, writeDowngradeResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeDowngradeResponse(message));
    return checkFull(out, writeDowngradeResponse(message, out, 0));
  },
};

/** Only etcd's own tests propose this. */
export interface DowngradeVersionTestRequest {
  ver: string;
}

export function readDowngradeVersionTestRequest(bytes: Uint8Array, start: number, end: number, before?: DowngradeVersionTestRequest | undefined): DowngradeVersionTestRequest {
  const message: DowngradeVersionTestRequest = before ?? { ver: '' };
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
          message.ver = readString(bytes, position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(DowngradeVersionTestRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, DowngradeVersionTestRequest, tag);
  }
  return message;
}

export function sizeDowngradeVersionTestRequest(message: DowngradeVersionTestRequest): number {
  let size = 0;
  if (message.ver !== '') {
    size += 1 + delimitedSize(utf8Size(message.ver));
  }
  return size;
}

export function writeDowngradeVersionTestRequest(message: DowngradeVersionTestRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.ver !== '') {
    out[at++] = 10; at = writeString(out, at, message.ver);
  }
  return at;
}

let fieldsOfDowngradeVersionTestRequest: readonly FieldDescriptor[] | undefined;

export const DowngradeVersionTestRequest: MessageCodec<DowngradeVersionTestRequest> = {
  typeName: 'etcdserverpb.DowngradeVersionTestRequest',
  get fields() {
    fieldsOfDowngradeVersionTestRequest ??= [
    describeField(1, 'ver', 'ver', 'ver', 'string'),
    ];
    return fieldsOfDowngradeVersionTestRequest;
  },
  create: (init = {}) => ({ ver: init.ver ?? '' }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readDowngradeVersionTestRequest(bytes, start, end);
  },
  size: sizeDowngradeVersionTestRequest,
  write: (message, out, offset) => checkRoom(out, writeDowngradeVersionTestRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeDowngradeVersionTestRequest(message));
    return checkFull(out, writeDowngradeVersionTestRequest(message, out, 0));
  },
};

export interface StatusRequest {}

export function readStatusRequest(bytes: Uint8Array, start: number, end: number): StatusRequest {
  const message: StatusRequest = {};
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
        default:
          position = skipUnknown(StatusRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, StatusRequest, tag);
  }
  return message;
}

export function sizeStatusRequest(_message: StatusRequest): number {
  return 0;
}

export function writeStatusRequest(_message: StatusRequest, _out: Uint8Array, offset: number): number {
  return offset;
}

let fieldsOfStatusRequest: readonly FieldDescriptor[] | undefined;

export const StatusRequest: MessageCodec<StatusRequest> = {
  typeName: 'etcdserverpb.StatusRequest',
  get fields() {
    fieldsOfStatusRequest ??= [];
    return fieldsOfStatusRequest;
  },
  create: () => ({}),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readStatusRequest(bytes, start, end);
  },
  size: sizeStatusRequest,
  write: (message, out, offset) => checkRoom(out, writeStatusRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeStatusRequest(message));
    return checkFull(out, writeStatusRequest(message, out, 0));
  },
};

export interface StatusResponse {
  header: ResponseHeader | undefined;
  version: string;
  /** Bytes of the database file. */
  dbSize: number;
  /** Member id of the leader, zero when there is none. */
  leader: bigint;
  raftIndex: number;
  raftTerm: number;
  raftAppliedIndex: number;
  errors: string[];
  /** Bytes of the database file that hold something. */
  dbSizeInUse: number;
  isLearner: boolean;
  storageVersion: string;
  dbSizeQuota: number;
  downgradeInfo: DowngradeInfo | undefined;
}

export function readStatusResponse(bytes: Uint8Array, start: number, end: number): StatusResponse {
  const message: StatusResponse = { header: undefined, version: '', dbSize: 0, leader: 0n, raftIndex: 0, raftTerm: 0, raftAppliedIndex: 0, errors: [], dbSizeInUse: 0, isLearner: false, storageVersion: '', dbSizeQuota: 0, downgradeInfo: undefined };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.version = readString(bytes, position, length);
          position += length;
          break;
        }
        case 24:
          message.dbSize = readInt64(bytes, position, end);
          position = cursor.position;
          break;
        case 32:
          message.leader = readUint64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 40:
          message.raftIndex = readUint64(bytes, position, end);
          position = cursor.position;
          break;
        case 48:
          message.raftTerm = readUint64(bytes, position, end);
          position = cursor.position;
          break;
        case 56:
          message.raftAppliedIndex = readUint64(bytes, position, end);
          position = cursor.position;
          break;
        case 66: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.errors.push(readString(bytes, position, length));
          position += length;
          break;
        }
        case 72:
          message.dbSizeInUse = readInt64(bytes, position, end);
          position = cursor.position;
          break;
        case 80:
          message.isLearner = readBool(bytes, position, end);
          position = cursor.position;
          break;
        case 90: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.storageVersion = readString(bytes, position, length);
          position += length;
          break;
        }
        case 96:
          message.dbSizeQuota = readInt64(bytes, position, end);
          position = cursor.position;
          break;
        case 106: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.downgradeInfo = readDowngradeInfo(bytes, position, position + length, message.downgradeInfo);
          position += length;
          break;
        }
        default:
          position = skipUnknown(StatusResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, StatusResponse, tag);
  }
  return message;
}

export function sizeStatusResponse(message: StatusResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  if (message.version !== '') {
    size += 1 + delimitedSize(utf8Size(message.version));
  }
  if (message.dbSize !== 0) {
    size += 1 + varintSize(message.dbSize);
  }
  if (message.leader !== 0n) {
    size += 1 + varintSizeBigint(message.leader);
  }
  if (message.raftIndex !== 0) {
    size += 1 + varintSize(message.raftIndex);
  }
  if (message.raftTerm !== 0) {
    size += 1 + varintSize(message.raftTerm);
  }
  if (message.raftAppliedIndex !== 0) {
    size += 1 + varintSize(message.raftAppliedIndex);
  }
  for (const item of message.errors) {
    size += 1 + delimitedSize(utf8Size(item));
  }
  if (message.dbSizeInUse !== 0) {
    size += 1 + varintSize(message.dbSizeInUse);
  }
  if (message.isLearner) {
    size += 2;
  }
  if (message.storageVersion !== '') {
    size += 1 + delimitedSize(utf8Size(message.storageVersion));
  }
  if (message.dbSizeQuota !== 0) {
    size += 1 + varintSize(message.dbSizeQuota);
  }
  if (message.downgradeInfo !== undefined) {
    size += 1 + delimitedSize(sizeDowngradeInfo(message.downgradeInfo));
  }
  return size;
}

export function writeStatusResponse(message: StatusResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  if (message.version !== '') {
    out[at++] = 18; at = writeString(out, at, message.version);
  }
  if (message.dbSize !== 0) {
    out[at++] = 24; at = writeVarint(out, at, message.dbSize);
  }
  if (message.leader !== 0n) {
    out[at++] = 32; at = writeVarintBigint(out, at, message.leader);
  }
  if (message.raftIndex !== 0) {
    out[at++] = 40; at = writeVarint(out, at, message.raftIndex);
  }
  if (message.raftTerm !== 0) {
    out[at++] = 48; at = writeVarint(out, at, message.raftTerm);
  }
  if (message.raftAppliedIndex !== 0) {
    out[at++] = 56; at = writeVarint(out, at, message.raftAppliedIndex);
  }
  for (const item of message.errors) {
    out[at++] = 66; at = writeString(out, at, item);
  }
  if (message.dbSizeInUse !== 0) {
    out[at++] = 72; at = writeVarint(out, at, message.dbSizeInUse);
  }
  if (message.isLearner) {
    out[at++] = 80; out[at++] = message.isLearner ? 1 : 0;
  }
  if (message.storageVersion !== '') {
    out[at++] = 90; at = writeString(out, at, message.storageVersion);
  }
  if (message.dbSizeQuota !== 0) {
    out[at++] = 96; at = writeVarint(out, at, message.dbSizeQuota);
  }
  if (message.downgradeInfo !== undefined) {
    out[at++] = 106; at = writeVarint(out, at, sizeDowngradeInfo(message.downgradeInfo)); at = writeDowngradeInfo(message.downgradeInfo, out, at);
  }
  return at;
}

let fieldsOfStatusResponse: readonly FieldDescriptor[] | undefined;

export const StatusResponse: MessageCodec<StatusResponse> = {
  typeName: 'etcdserverpb.StatusResponse',
  get fields() {
    fieldsOfStatusResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'version', 'version', 'version', 'string'),
    describeField(3, 'dbSize', 'dbSize', 'dbSize', 'int64', { integer: 'counter' }),
    describeField(4, 'leader', 'leader', 'leader', 'uint64', { integer: 'identifier' }),
    describeField(5, 'raftIndex', 'raftIndex', 'raftIndex', 'uint64', { integer: 'counter' }),
    describeField(6, 'raftTerm', 'raftTerm', 'raftTerm', 'uint64', { integer: 'counter' }),
    describeField(7, 'raftAppliedIndex', 'raftAppliedIndex', 'raftAppliedIndex', 'uint64', { integer: 'counter' }),
    describeField(8, 'errors', 'errors', 'errors', 'string', { repeated: true }),
    describeField(9, 'dbSizeInUse', 'dbSizeInUse', 'dbSizeInUse', 'int64', { integer: 'counter' }),
    describeField(10, 'isLearner', 'isLearner', 'isLearner', 'bool'),
    describeField(11, 'storageVersion', 'storageVersion', 'storageVersion', 'string'),
    describeField(12, 'dbSizeQuota', 'dbSizeQuota', 'dbSizeQuota', 'int64', { integer: 'counter' }),
    describeField(13, 'downgradeInfo', 'downgradeInfo', 'downgradeInfo', 'message', { message: DowngradeInfo }),
    ];
    return fieldsOfStatusResponse;
  },
  create: (init = {}) => ({ header: init.header, version: init.version ?? '', dbSize: init.dbSize ?? 0, leader: init.leader ?? 0n, raftIndex: init.raftIndex ?? 0, raftTerm: init.raftTerm ?? 0, raftAppliedIndex: init.raftAppliedIndex ?? 0, errors: init.errors ?? [], dbSizeInUse: init.dbSizeInUse ?? 0, isLearner: init.isLearner ?? false, storageVersion: init.storageVersion ?? '', dbSizeQuota: init.dbSizeQuota ?? 0, downgradeInfo: init.downgradeInfo }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readStatusResponse(bytes, start, end);
  },
  size: sizeStatusResponse,
  write: (message, out, offset) => checkRoom(out, writeStatusResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeStatusResponse(message));
    return checkFull(out, writeStatusResponse(message, out, 0));
  },
};

export interface DowngradeInfo {
  enabled: boolean;
  targetVersion: string;
}

export function readDowngradeInfo(bytes: Uint8Array, start: number, end: number, before?: DowngradeInfo | undefined): DowngradeInfo {
  const message: DowngradeInfo = before ?? { enabled: false, targetVersion: '' };
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
          message.enabled = readBool(bytes, position, end);
          position = cursor.position;
          break;
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.targetVersion = readString(bytes, position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(DowngradeInfo, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, DowngradeInfo, tag);
  }
  return message;
}

export function sizeDowngradeInfo(message: DowngradeInfo): number {
  let size = 0;
  if (message.enabled) {
    size += 2;
  }
  if (message.targetVersion !== '') {
    size += 1 + delimitedSize(utf8Size(message.targetVersion));
  }
  return size;
}

export function writeDowngradeInfo(message: DowngradeInfo, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.enabled) {
    out[at++] = 8; out[at++] = message.enabled ? 1 : 0;
  }
  if (message.targetVersion !== '') {
    out[at++] = 18; at = writeString(out, at, message.targetVersion);
  }
  return at;
}

let fieldsOfDowngradeInfo: readonly FieldDescriptor[] | undefined;

export const DowngradeInfo: MessageCodec<DowngradeInfo> = {
  typeName: 'etcdserverpb.DowngradeInfo',
  get fields() {
    fieldsOfDowngradeInfo ??= [
    describeField(1, 'enabled', 'enabled', 'enabled', 'bool'),
    describeField(2, 'targetVersion', 'targetVersion', 'targetVersion', 'string'),
    ];
    return fieldsOfDowngradeInfo;
  },
  create: (init = {}) => ({ enabled: init.enabled ?? false, targetVersion: init.targetVersion ?? '' }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readDowngradeInfo(bytes, start, end);
  },
  size: sizeDowngradeInfo,
  write: (message, out, offset) => checkRoom(out, writeDowngradeInfo(message, out, offset)),
  encode(message) {
    const out = allocate(sizeDowngradeInfo(message));
    return checkFull(out, writeDowngradeInfo(message, out, 0));
  },
};

export interface AuthEnableRequest {}

export function readAuthEnableRequest(bytes: Uint8Array, start: number, end: number): AuthEnableRequest {
  const message: AuthEnableRequest = {};
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
        default:
          position = skipUnknown(AuthEnableRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthEnableRequest, tag);
  }
  return message;
}

export function sizeAuthEnableRequest(_message: AuthEnableRequest): number {
  return 0;
}

export function writeAuthEnableRequest(_message: AuthEnableRequest, _out: Uint8Array, offset: number): number {
  return offset;
}

let fieldsOfAuthEnableRequest: readonly FieldDescriptor[] | undefined;

export const AuthEnableRequest: MessageCodec<AuthEnableRequest> = {
  typeName: 'etcdserverpb.AuthEnableRequest',
  get fields() {
    fieldsOfAuthEnableRequest ??= [];
    return fieldsOfAuthEnableRequest;
  },
  create: () => ({}),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthEnableRequest(bytes, start, end);
  },
  size: sizeAuthEnableRequest,
  write: (message, out, offset) => checkRoom(out, writeAuthEnableRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthEnableRequest(message));
    return checkFull(out, writeAuthEnableRequest(message, out, 0));
  },
};

export interface AuthDisableRequest {}

export function readAuthDisableRequest(bytes: Uint8Array, start: number, end: number): AuthDisableRequest {
  const message: AuthDisableRequest = {};
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
        default:
          position = skipUnknown(AuthDisableRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthDisableRequest, tag);
  }
  return message;
}

export function sizeAuthDisableRequest(_message: AuthDisableRequest): number {
  return 0;
}

export function writeAuthDisableRequest(_message: AuthDisableRequest, _out: Uint8Array, offset: number): number {
  return offset;
}

let fieldsOfAuthDisableRequest: readonly FieldDescriptor[] | undefined;

export const AuthDisableRequest: MessageCodec<AuthDisableRequest> = {
  typeName: 'etcdserverpb.AuthDisableRequest',
  get fields() {
    fieldsOfAuthDisableRequest ??= [];
    return fieldsOfAuthDisableRequest;
  },
  create: () => ({}),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthDisableRequest(bytes, start, end);
  },
  size: sizeAuthDisableRequest,
  write: (message, out, offset) => checkRoom(out, writeAuthDisableRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthDisableRequest(message));
    return checkFull(out, writeAuthDisableRequest(message, out, 0));
  },
};

export interface AuthStatusRequest {}

export function readAuthStatusRequest(bytes: Uint8Array, start: number, end: number): AuthStatusRequest {
  const message: AuthStatusRequest = {};
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
        default:
          position = skipUnknown(AuthStatusRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthStatusRequest, tag);
  }
  return message;
}

export function sizeAuthStatusRequest(_message: AuthStatusRequest): number {
  return 0;
}

export function writeAuthStatusRequest(_message: AuthStatusRequest, _out: Uint8Array, offset: number): number {
  return offset;
}

let fieldsOfAuthStatusRequest: readonly FieldDescriptor[] | undefined;

export const AuthStatusRequest: MessageCodec<AuthStatusRequest> = {
  typeName: 'etcdserverpb.AuthStatusRequest',
  get fields() {
    fieldsOfAuthStatusRequest ??= [];
    return fieldsOfAuthStatusRequest;
  },
  create: () => ({}),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthStatusRequest(bytes, start, end);
  },
  size: sizeAuthStatusRequest,
  write: (message, out, offset) => checkRoom(out, writeAuthStatusRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthStatusRequest(message));
    return checkFull(out, writeAuthStatusRequest(message, out, 0));
  },
};

export interface AuthenticateRequest {
  name: string;
  password: string;
}

export function readAuthenticateRequest(bytes: Uint8Array, start: number, end: number): AuthenticateRequest {
  const message: AuthenticateRequest = { name: '', password: '' };
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
          message.name = readString(bytes, position, length);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.password = readString(bytes, position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthenticateRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthenticateRequest, tag);
  }
  return message;
}

export function sizeAuthenticateRequest(message: AuthenticateRequest): number {
  let size = 0;
  if (message.name !== '') {
    size += 1 + delimitedSize(utf8Size(message.name));
  }
  if (message.password !== '') {
    size += 1 + delimitedSize(utf8Size(message.password));
  }
  return size;
}

export function writeAuthenticateRequest(message: AuthenticateRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.name !== '') {
    out[at++] = 10; at = writeString(out, at, message.name);
  }
  if (message.password !== '') {
    out[at++] = 18; at = writeString(out, at, message.password);
  }
  return at;
}

let fieldsOfAuthenticateRequest: readonly FieldDescriptor[] | undefined;

export const AuthenticateRequest: MessageCodec<AuthenticateRequest> = {
  typeName: 'etcdserverpb.AuthenticateRequest',
  get fields() {
    fieldsOfAuthenticateRequest ??= [
    describeField(1, 'name', 'name', 'name', 'string'),
    describeField(2, 'password', 'password', 'password', 'string'),
    ];
    return fieldsOfAuthenticateRequest;
  },
  create: (init = {}) => ({ name: init.name ?? '', password: init.password ?? '' }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthenticateRequest(bytes, start, end);
  },
  size: sizeAuthenticateRequest,
  write: (message, out, offset) => checkRoom(out, writeAuthenticateRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthenticateRequest(message));
    return checkFull(out, writeAuthenticateRequest(message, out, 0));
  },
};

export interface AuthUserAddRequest {
  name: string;
  password: string;
  options: UserAddOptions | undefined;
  /** bcrypt, base64; set by the member that takes the request, which drops the password. */
  hashedPassword: string;
}

export function readAuthUserAddRequest(bytes: Uint8Array, start: number, end: number, before?: AuthUserAddRequest | undefined): AuthUserAddRequest {
  const message: AuthUserAddRequest = before ?? { name: '', password: '', options: undefined, hashedPassword: '' };
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
          message.name = readString(bytes, position, length);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.password = readString(bytes, position, length);
          position += length;
          break;
        }
        case 26: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.options = readUserAddOptions(bytes, position, position + length, message.options);
          position += length;
          break;
        }
        case 34: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.hashedPassword = readString(bytes, position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthUserAddRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthUserAddRequest, tag);
  }
  return message;
}

export function sizeAuthUserAddRequest(message: AuthUserAddRequest): number {
  let size = 0;
  if (message.name !== '') {
    size += 1 + delimitedSize(utf8Size(message.name));
  }
  if (message.password !== '') {
    size += 1 + delimitedSize(utf8Size(message.password));
  }
  if (message.options !== undefined) {
    size += 1 + delimitedSize(sizeUserAddOptions(message.options));
  }
  if (message.hashedPassword !== '') {
    size += 1 + delimitedSize(utf8Size(message.hashedPassword));
  }
  return size;
}

export function writeAuthUserAddRequest(message: AuthUserAddRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.name !== '') {
    out[at++] = 10; at = writeString(out, at, message.name);
  }
  if (message.password !== '') {
    out[at++] = 18; at = writeString(out, at, message.password);
  }
  if (message.options !== undefined) {
    out[at++] = 26; at = writeVarint(out, at, sizeUserAddOptions(message.options)); at = writeUserAddOptions(message.options, out, at);
  }
  if (message.hashedPassword !== '') {
    out[at++] = 34; at = writeString(out, at, message.hashedPassword);
  }
  return at;
}

let fieldsOfAuthUserAddRequest: readonly FieldDescriptor[] | undefined;

export const AuthUserAddRequest: MessageCodec<AuthUserAddRequest> = {
  typeName: 'etcdserverpb.AuthUserAddRequest',
  get fields() {
    fieldsOfAuthUserAddRequest ??= [
    describeField(1, 'name', 'name', 'name', 'string'),
    describeField(2, 'password', 'password', 'password', 'string'),
    describeField(3, 'options', 'options', 'options', 'message', { message: UserAddOptions }),
    describeField(4, 'hashedPassword', 'hashedPassword', 'hashedPassword', 'string'),
    ];
    return fieldsOfAuthUserAddRequest;
  },
  create: (init = {}) => ({ name: init.name ?? '', password: init.password ?? '', options: init.options, hashedPassword: init.hashedPassword ?? '' }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthUserAddRequest(bytes, start, end);
  },
  size: sizeAuthUserAddRequest,
  write: (message, out, offset) => checkRoom(out, writeAuthUserAddRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthUserAddRequest(message));
    return checkFull(out, writeAuthUserAddRequest(message, out, 0));
  },
};

export interface AuthUserGetRequest {
  name: string;
}

export function readAuthUserGetRequest(bytes: Uint8Array, start: number, end: number, before?: AuthUserGetRequest | undefined): AuthUserGetRequest {
  const message: AuthUserGetRequest = before ?? { name: '' };
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
          message.name = readString(bytes, position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthUserGetRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthUserGetRequest, tag);
  }
  return message;
}

export function sizeAuthUserGetRequest(message: AuthUserGetRequest): number {
  let size = 0;
  if (message.name !== '') {
    size += 1 + delimitedSize(utf8Size(message.name));
  }
  return size;
}

export function writeAuthUserGetRequest(message: AuthUserGetRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.name !== '') {
    out[at++] = 10; at = writeString(out, at, message.name);
  }
  return at;
}

let fieldsOfAuthUserGetRequest: readonly FieldDescriptor[] | undefined;

export const AuthUserGetRequest: MessageCodec<AuthUserGetRequest> = {
  typeName: 'etcdserverpb.AuthUserGetRequest',
  get fields() {
    fieldsOfAuthUserGetRequest ??= [
    describeField(1, 'name', 'name', 'name', 'string'),
    ];
    return fieldsOfAuthUserGetRequest;
  },
  create: (init = {}) => ({ name: init.name ?? '' }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthUserGetRequest(bytes, start, end);
  },
  size: sizeAuthUserGetRequest,
  write: (message, out, offset) => checkRoom(out, writeAuthUserGetRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthUserGetRequest(message));
    return checkFull(out, writeAuthUserGetRequest(message, out, 0));
  },
};

export interface AuthUserDeleteRequest {
  name: string;
}

export function readAuthUserDeleteRequest(bytes: Uint8Array, start: number, end: number, before?: AuthUserDeleteRequest | undefined): AuthUserDeleteRequest {
  const message: AuthUserDeleteRequest = before ?? { name: '' };
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
          message.name = readString(bytes, position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthUserDeleteRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthUserDeleteRequest, tag);
  }
  return message;
}

export function sizeAuthUserDeleteRequest(message: AuthUserDeleteRequest): number {
  let size = 0;
  if (message.name !== '') {
    size += 1 + delimitedSize(utf8Size(message.name));
  }
  return size;
}

export function writeAuthUserDeleteRequest(message: AuthUserDeleteRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.name !== '') {
    out[at++] = 10; at = writeString(out, at, message.name);
  }
  return at;
}

let fieldsOfAuthUserDeleteRequest: readonly FieldDescriptor[] | undefined;

export const AuthUserDeleteRequest: MessageCodec<AuthUserDeleteRequest> = {
  typeName: 'etcdserverpb.AuthUserDeleteRequest',
  get fields() {
    fieldsOfAuthUserDeleteRequest ??= [
    describeField(1, 'name', 'name', 'name', 'string'),
    ];
    return fieldsOfAuthUserDeleteRequest;
  },
  create: (init = {}) => ({ name: init.name ?? '' }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthUserDeleteRequest(bytes, start, end);
  },
  size: sizeAuthUserDeleteRequest,
  write: (message, out, offset) => checkRoom(out, writeAuthUserDeleteRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthUserDeleteRequest(message));
    return checkFull(out, writeAuthUserDeleteRequest(message, out, 0));
  },
};

export interface AuthUserChangePasswordRequest {
  name: string;
  password: string;
  /** As in AuthUserAddRequest. */
  hashedPassword: string;
}

export function readAuthUserChangePasswordRequest(bytes: Uint8Array, start: number, end: number, before?: AuthUserChangePasswordRequest | undefined): AuthUserChangePasswordRequest {
  const message: AuthUserChangePasswordRequest = before ?? { name: '', password: '', hashedPassword: '' };
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
          message.name = readString(bytes, position, length);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.password = readString(bytes, position, length);
          position += length;
          break;
        }
        case 26: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.hashedPassword = readString(bytes, position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthUserChangePasswordRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthUserChangePasswordRequest, tag);
  }
  return message;
}

export function sizeAuthUserChangePasswordRequest(message: AuthUserChangePasswordRequest): number {
  let size = 0;
  if (message.name !== '') {
    size += 1 + delimitedSize(utf8Size(message.name));
  }
  if (message.password !== '') {
    size += 1 + delimitedSize(utf8Size(message.password));
  }
  if (message.hashedPassword !== '') {
    size += 1 + delimitedSize(utf8Size(message.hashedPassword));
  }
  return size;
}

export function writeAuthUserChangePasswordRequest(message: AuthUserChangePasswordRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.name !== '') {
    out[at++] = 10; at = writeString(out, at, message.name);
  }
  if (message.password !== '') {
    out[at++] = 18; at = writeString(out, at, message.password);
  }
  if (message.hashedPassword !== '') {
    out[at++] = 26; at = writeString(out, at, message.hashedPassword);
  }
  return at;
}

let fieldsOfAuthUserChangePasswordRequest: readonly FieldDescriptor[] | undefined;

export const AuthUserChangePasswordRequest: MessageCodec<AuthUserChangePasswordRequest> = {
  typeName: 'etcdserverpb.AuthUserChangePasswordRequest',
  get fields() {
    fieldsOfAuthUserChangePasswordRequest ??= [
    describeField(1, 'name', 'name', 'name', 'string'),
    describeField(2, 'password', 'password', 'password', 'string'),
    describeField(3, 'hashedPassword', 'hashedPassword', 'hashedPassword', 'string'),
    ];
    return fieldsOfAuthUserChangePasswordRequest;
  },
  create: (init = {}) => ({ name: init.name ?? '', password: init.password ?? '', hashedPassword: init.hashedPassword ?? '' }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthUserChangePasswordRequest(bytes, start, end);
  },
  size: sizeAuthUserChangePasswordRequest,
  write: (message, out, offset) => checkRoom(out, writeAuthUserChangePasswordRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthUserChangePasswordRequest(message));
    return checkFull(out, writeAuthUserChangePasswordRequest(message, out, 0));
  },
};

export interface AuthUserGrantRoleRequest {
  user: string;
  role: string;
}

export function readAuthUserGrantRoleRequest(bytes: Uint8Array, start: number, end: number, before?: AuthUserGrantRoleRequest | undefined): AuthUserGrantRoleRequest {
  const message: AuthUserGrantRoleRequest = before ?? { user: '', role: '' };
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
          message.user = readString(bytes, position, length);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.role = readString(bytes, position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthUserGrantRoleRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthUserGrantRoleRequest, tag);
  }
  return message;
}

export function sizeAuthUserGrantRoleRequest(message: AuthUserGrantRoleRequest): number {
  let size = 0;
  if (message.user !== '') {
    size += 1 + delimitedSize(utf8Size(message.user));
  }
  if (message.role !== '') {
    size += 1 + delimitedSize(utf8Size(message.role));
  }
  return size;
}

export function writeAuthUserGrantRoleRequest(message: AuthUserGrantRoleRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.user !== '') {
    out[at++] = 10; at = writeString(out, at, message.user);
  }
  if (message.role !== '') {
    out[at++] = 18; at = writeString(out, at, message.role);
  }
  return at;
}

let fieldsOfAuthUserGrantRoleRequest: readonly FieldDescriptor[] | undefined;

export const AuthUserGrantRoleRequest: MessageCodec<AuthUserGrantRoleRequest> = {
  typeName: 'etcdserverpb.AuthUserGrantRoleRequest',
  get fields() {
    fieldsOfAuthUserGrantRoleRequest ??= [
    describeField(1, 'user', 'user', 'user', 'string'),
    describeField(2, 'role', 'role', 'role', 'string'),
    ];
    return fieldsOfAuthUserGrantRoleRequest;
  },
  create: (init = {}) => ({ user: init.user ?? '', role: init.role ?? '' }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthUserGrantRoleRequest(bytes, start, end);
  },
  size: sizeAuthUserGrantRoleRequest,
  write: (message, out, offset) => checkRoom(out, writeAuthUserGrantRoleRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthUserGrantRoleRequest(message));
    return checkFull(out, writeAuthUserGrantRoleRequest(message, out, 0));
  },
};

export interface AuthUserRevokeRoleRequest {
  name: string;
  role: string;
}

export function readAuthUserRevokeRoleRequest(bytes: Uint8Array, start: number, end: number, before?: AuthUserRevokeRoleRequest | undefined): AuthUserRevokeRoleRequest {
  const message: AuthUserRevokeRoleRequest = before ?? { name: '', role: '' };
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
          message.name = readString(bytes, position, length);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.role = readString(bytes, position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthUserRevokeRoleRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthUserRevokeRoleRequest, tag);
  }
  return message;
}

export function sizeAuthUserRevokeRoleRequest(message: AuthUserRevokeRoleRequest): number {
  let size = 0;
  if (message.name !== '') {
    size += 1 + delimitedSize(utf8Size(message.name));
  }
  if (message.role !== '') {
    size += 1 + delimitedSize(utf8Size(message.role));
  }
  return size;
}

export function writeAuthUserRevokeRoleRequest(message: AuthUserRevokeRoleRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.name !== '') {
    out[at++] = 10; at = writeString(out, at, message.name);
  }
  if (message.role !== '') {
    out[at++] = 18; at = writeString(out, at, message.role);
  }
  return at;
}

let fieldsOfAuthUserRevokeRoleRequest: readonly FieldDescriptor[] | undefined;

export const AuthUserRevokeRoleRequest: MessageCodec<AuthUserRevokeRoleRequest> = {
  typeName: 'etcdserverpb.AuthUserRevokeRoleRequest',
  get fields() {
    fieldsOfAuthUserRevokeRoleRequest ??= [
    describeField(1, 'name', 'name', 'name', 'string'),
    describeField(2, 'role', 'role', 'role', 'string'),
    ];
    return fieldsOfAuthUserRevokeRoleRequest;
  },
  create: (init = {}) => ({ name: init.name ?? '', role: init.role ?? '' }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthUserRevokeRoleRequest(bytes, start, end);
  },
  size: sizeAuthUserRevokeRoleRequest,
  write: (message, out, offset) => checkRoom(out, writeAuthUserRevokeRoleRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthUserRevokeRoleRequest(message));
    return checkFull(out, writeAuthUserRevokeRoleRequest(message, out, 0));
  },
};

export interface AuthRoleAddRequest {
  name: string;
}

export function readAuthRoleAddRequest(bytes: Uint8Array, start: number, end: number, before?: AuthRoleAddRequest | undefined): AuthRoleAddRequest {
  const message: AuthRoleAddRequest = before ?? { name: '' };
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
          message.name = readString(bytes, position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthRoleAddRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthRoleAddRequest, tag);
  }
  return message;
}

export function sizeAuthRoleAddRequest(message: AuthRoleAddRequest): number {
  let size = 0;
  if (message.name !== '') {
    size += 1 + delimitedSize(utf8Size(message.name));
  }
  return size;
}

export function writeAuthRoleAddRequest(message: AuthRoleAddRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.name !== '') {
    out[at++] = 10; at = writeString(out, at, message.name);
  }
  return at;
}

let fieldsOfAuthRoleAddRequest: readonly FieldDescriptor[] | undefined;

export const AuthRoleAddRequest: MessageCodec<AuthRoleAddRequest> = {
  typeName: 'etcdserverpb.AuthRoleAddRequest',
  get fields() {
    fieldsOfAuthRoleAddRequest ??= [
    describeField(1, 'name', 'name', 'name', 'string'),
    ];
    return fieldsOfAuthRoleAddRequest;
  },
  create: (init = {}) => ({ name: init.name ?? '' }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthRoleAddRequest(bytes, start, end);
  },
  size: sizeAuthRoleAddRequest,
  write: (message, out, offset) => checkRoom(out, writeAuthRoleAddRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthRoleAddRequest(message));
    return checkFull(out, writeAuthRoleAddRequest(message, out, 0));
  },
};

export interface AuthRoleGetRequest {
  role: string;
}

export function readAuthRoleGetRequest(bytes: Uint8Array, start: number, end: number, before?: AuthRoleGetRequest | undefined): AuthRoleGetRequest {
  const message: AuthRoleGetRequest = before ?? { role: '' };
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
          message.role = readString(bytes, position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthRoleGetRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthRoleGetRequest, tag);
  }
  return message;
}

export function sizeAuthRoleGetRequest(message: AuthRoleGetRequest): number {
  let size = 0;
  if (message.role !== '') {
    size += 1 + delimitedSize(utf8Size(message.role));
  }
  return size;
}

export function writeAuthRoleGetRequest(message: AuthRoleGetRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.role !== '') {
    out[at++] = 10; at = writeString(out, at, message.role);
  }
  return at;
}

let fieldsOfAuthRoleGetRequest: readonly FieldDescriptor[] | undefined;

export const AuthRoleGetRequest: MessageCodec<AuthRoleGetRequest> = {
  typeName: 'etcdserverpb.AuthRoleGetRequest',
  get fields() {
    fieldsOfAuthRoleGetRequest ??= [
    describeField(1, 'role', 'role', 'role', 'string'),
    ];
    return fieldsOfAuthRoleGetRequest;
  },
  create: (init = {}) => ({ role: init.role ?? '' }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthRoleGetRequest(bytes, start, end);
  },
  size: sizeAuthRoleGetRequest,
  write: (message, out, offset) => checkRoom(out, writeAuthRoleGetRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthRoleGetRequest(message));
    return checkFull(out, writeAuthRoleGetRequest(message, out, 0));
  },
};

export interface AuthUserListRequest {}

export function readAuthUserListRequest(bytes: Uint8Array, start: number, end: number): AuthUserListRequest {
  const message: AuthUserListRequest = {};
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
        default:
          position = skipUnknown(AuthUserListRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthUserListRequest, tag);
  }
  return message;
}

export function sizeAuthUserListRequest(_message: AuthUserListRequest): number {
  return 0;
}

export function writeAuthUserListRequest(_message: AuthUserListRequest, _out: Uint8Array, offset: number): number {
  return offset;
}

let fieldsOfAuthUserListRequest: readonly FieldDescriptor[] | undefined;

export const AuthUserListRequest: MessageCodec<AuthUserListRequest> = {
  typeName: 'etcdserverpb.AuthUserListRequest',
  get fields() {
    fieldsOfAuthUserListRequest ??= [];
    return fieldsOfAuthUserListRequest;
  },
  create: () => ({}),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthUserListRequest(bytes, start, end);
  },
  size: sizeAuthUserListRequest,
  write: (message, out, offset) => checkRoom(out, writeAuthUserListRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthUserListRequest(message));
    return checkFull(out, writeAuthUserListRequest(message, out, 0));
  },
};

export interface AuthRoleListRequest {}

export function readAuthRoleListRequest(bytes: Uint8Array, start: number, end: number): AuthRoleListRequest {
  const message: AuthRoleListRequest = {};
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
        default:
          position = skipUnknown(AuthRoleListRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthRoleListRequest, tag);
  }
  return message;
}

export function sizeAuthRoleListRequest(_message: AuthRoleListRequest): number {
  return 0;
}

export function writeAuthRoleListRequest(_message: AuthRoleListRequest, _out: Uint8Array, offset: number): number {
  return offset;
}

let fieldsOfAuthRoleListRequest: readonly FieldDescriptor[] | undefined;

export const AuthRoleListRequest: MessageCodec<AuthRoleListRequest> = {
  typeName: 'etcdserverpb.AuthRoleListRequest',
  get fields() {
    fieldsOfAuthRoleListRequest ??= [];
    return fieldsOfAuthRoleListRequest;
  },
  create: () => ({}),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthRoleListRequest(bytes, start, end);
  },
  size: sizeAuthRoleListRequest,
  write: (message, out, offset) => checkRoom(out, writeAuthRoleListRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthRoleListRequest(message));
    return checkFull(out, writeAuthRoleListRequest(message, out, 0));
  },
};

export interface AuthRoleDeleteRequest {
  role: string;
}

export function readAuthRoleDeleteRequest(bytes: Uint8Array, start: number, end: number, before?: AuthRoleDeleteRequest | undefined): AuthRoleDeleteRequest {
  const message: AuthRoleDeleteRequest = before ?? { role: '' };
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
          message.role = readString(bytes, position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthRoleDeleteRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthRoleDeleteRequest, tag);
  }
  return message;
}

export function sizeAuthRoleDeleteRequest(message: AuthRoleDeleteRequest): number {
  let size = 0;
  if (message.role !== '') {
    size += 1 + delimitedSize(utf8Size(message.role));
  }
  return size;
}

export function writeAuthRoleDeleteRequest(message: AuthRoleDeleteRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.role !== '') {
    out[at++] = 10; at = writeString(out, at, message.role);
  }
  return at;
}

let fieldsOfAuthRoleDeleteRequest: readonly FieldDescriptor[] | undefined;

export const AuthRoleDeleteRequest: MessageCodec<AuthRoleDeleteRequest> = {
  typeName: 'etcdserverpb.AuthRoleDeleteRequest',
  get fields() {
    fieldsOfAuthRoleDeleteRequest ??= [
    describeField(1, 'role', 'role', 'role', 'string'),
    ];
    return fieldsOfAuthRoleDeleteRequest;
  },
  create: (init = {}) => ({ role: init.role ?? '' }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthRoleDeleteRequest(bytes, start, end);
  },
  size: sizeAuthRoleDeleteRequest,
  write: (message, out, offset) => checkRoom(out, writeAuthRoleDeleteRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthRoleDeleteRequest(message));
    return checkFull(out, writeAuthRoleDeleteRequest(message, out, 0));
  },
};

export interface AuthRoleGrantPermissionRequest {
  name: string;
  perm: Permission | undefined;
}

export function readAuthRoleGrantPermissionRequest(bytes: Uint8Array, start: number, end: number, before?: AuthRoleGrantPermissionRequest | undefined): AuthRoleGrantPermissionRequest {
  const message: AuthRoleGrantPermissionRequest = before ?? { name: '', perm: undefined };
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
          message.name = readString(bytes, position, length);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.perm = readPermission(bytes, position, position + length, message.perm);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthRoleGrantPermissionRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthRoleGrantPermissionRequest, tag);
  }
  return message;
}

export function sizeAuthRoleGrantPermissionRequest(message: AuthRoleGrantPermissionRequest): number {
  let size = 0;
  if (message.name !== '') {
    size += 1 + delimitedSize(utf8Size(message.name));
  }
  if (message.perm !== undefined) {
    size += 1 + delimitedSize(sizePermission(message.perm));
  }
  return size;
}

export function writeAuthRoleGrantPermissionRequest(message: AuthRoleGrantPermissionRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.name !== '') {
    out[at++] = 10; at = writeString(out, at, message.name);
  }
  if (message.perm !== undefined) {
    out[at++] = 18; at = writeVarint(out, at, sizePermission(message.perm)); at = writePermission(message.perm, out, at);
  }
  return at;
}

let fieldsOfAuthRoleGrantPermissionRequest: readonly FieldDescriptor[] | undefined;

export const AuthRoleGrantPermissionRequest: MessageCodec<AuthRoleGrantPermissionRequest> = {
  typeName: 'etcdserverpb.AuthRoleGrantPermissionRequest',
  get fields() {
    fieldsOfAuthRoleGrantPermissionRequest ??= [
    describeField(1, 'name', 'name', 'name', 'string'),
    describeField(2, 'perm', 'perm', 'perm', 'message', { message: Permission }),
    ];
    return fieldsOfAuthRoleGrantPermissionRequest;
  },
  create: (init = {}) => ({ name: init.name ?? '', perm: init.perm }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthRoleGrantPermissionRequest(bytes, start, end);
  },
  size: sizeAuthRoleGrantPermissionRequest,
  write: (message, out, offset) => checkRoom(out, writeAuthRoleGrantPermissionRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthRoleGrantPermissionRequest(message));
    return checkFull(out, writeAuthRoleGrantPermissionRequest(message, out, 0));
  },
};

export interface AuthRoleRevokePermissionRequest {
  role: string;
  key: Uint8Array;
  rangeEnd: Uint8Array;
}

export function readAuthRoleRevokePermissionRequest(bytes: Uint8Array, start: number, end: number, before?: AuthRoleRevokePermissionRequest | undefined): AuthRoleRevokePermissionRequest {
  const message: AuthRoleRevokePermissionRequest = before ?? { role: '', key: emptyBytes, rangeEnd: emptyBytes };
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
          message.role = readString(bytes, position, length);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.key = length === 0 ? emptyBytes : new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        case 26: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.rangeEnd = length === 0 ? emptyBytes : new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthRoleRevokePermissionRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthRoleRevokePermissionRequest, tag);
  }
  return message;
}

export function sizeAuthRoleRevokePermissionRequest(message: AuthRoleRevokePermissionRequest): number {
  let size = 0;
  if (message.role !== '') {
    size += 1 + delimitedSize(utf8Size(message.role));
  }
  if (message.key.length > 0) {
    size += 1 + delimitedSize(message.key.length);
  }
  if (message.rangeEnd.length > 0) {
    size += 1 + delimitedSize(message.rangeEnd.length);
  }
  return size;
}

export function writeAuthRoleRevokePermissionRequest(message: AuthRoleRevokePermissionRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.role !== '') {
    out[at++] = 10; at = writeString(out, at, message.role);
  }
  if (message.key.length > 0) {
    out[at++] = 18; at = writeBytes(out, at, message.key);
  }
  if (message.rangeEnd.length > 0) {
    out[at++] = 26; at = writeBytes(out, at, message.rangeEnd);
  }
  return at;
}

let fieldsOfAuthRoleRevokePermissionRequest: readonly FieldDescriptor[] | undefined;

export const AuthRoleRevokePermissionRequest: MessageCodec<AuthRoleRevokePermissionRequest> = {
  typeName: 'etcdserverpb.AuthRoleRevokePermissionRequest',
  get fields() {
    fieldsOfAuthRoleRevokePermissionRequest ??= [
    describeField(1, 'role', 'role', 'role', 'string'),
    describeField(2, 'key', 'key', 'key', 'bytes'),
    describeField(3, 'range_end', 'rangeEnd', 'rangeEnd', 'bytes'),
    ];
    return fieldsOfAuthRoleRevokePermissionRequest;
  },
  create: (init = {}) => ({ role: init.role ?? '', key: init.key ?? emptyBytes, rangeEnd: init.rangeEnd ?? emptyBytes }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthRoleRevokePermissionRequest(bytes, start, end);
  },
  size: sizeAuthRoleRevokePermissionRequest,
  write: (message, out, offset) => checkRoom(out, writeAuthRoleRevokePermissionRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthRoleRevokePermissionRequest(message));
    return checkFull(out, writeAuthRoleRevokePermissionRequest(message, out, 0));
  },
};

export interface AuthEnableResponse {
  header: ResponseHeader | undefined;
}

export function readAuthEnableResponse(bytes: Uint8Array, start: number, end: number): AuthEnableResponse {
  const message: AuthEnableResponse = { header: undefined };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthEnableResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthEnableResponse, tag);
  }
  return message;
}

export function sizeAuthEnableResponse(message: AuthEnableResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  return size;
}

export function writeAuthEnableResponse(message: AuthEnableResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  return at;
}

let fieldsOfAuthEnableResponse: readonly FieldDescriptor[] | undefined;

export const AuthEnableResponse: MessageCodec<AuthEnableResponse> = {
  typeName: 'etcdserverpb.AuthEnableResponse',
  get fields() {
    fieldsOfAuthEnableResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    ];
    return fieldsOfAuthEnableResponse;
  },
  create: (init = {}) => ({ header: init.header }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthEnableResponse(bytes, start, end);
  },
  size: sizeAuthEnableResponse,
  write: (message, out, offset) => checkRoom(out, writeAuthEnableResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthEnableResponse(message));
    return checkFull(out, writeAuthEnableResponse(message, out, 0));
  },
};

export interface AuthDisableResponse {
  header: ResponseHeader | undefined;
}

export function readAuthDisableResponse(bytes: Uint8Array, start: number, end: number): AuthDisableResponse {
  const message: AuthDisableResponse = { header: undefined };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthDisableResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthDisableResponse, tag);
  }
  return message;
}

export function sizeAuthDisableResponse(message: AuthDisableResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  return size;
}

export function writeAuthDisableResponse(message: AuthDisableResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  return at;
}

let fieldsOfAuthDisableResponse: readonly FieldDescriptor[] | undefined;

export const AuthDisableResponse: MessageCodec<AuthDisableResponse> = {
  typeName: 'etcdserverpb.AuthDisableResponse',
  get fields() {
    fieldsOfAuthDisableResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    ];
    return fieldsOfAuthDisableResponse;
  },
  create: (init = {}) => ({ header: init.header }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthDisableResponse(bytes, start, end);
  },
  size: sizeAuthDisableResponse,
  write: (message, out, offset) => checkRoom(out, writeAuthDisableResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthDisableResponse(message));
    return checkFull(out, writeAuthDisableResponse(message, out, 0));
  },
};

export interface AuthStatusResponse {
  header: ResponseHeader | undefined;
  enabled: boolean;
  authRevision: number;
}

export function readAuthStatusResponse(bytes: Uint8Array, start: number, end: number): AuthStatusResponse {
  const message: AuthStatusResponse = { header: undefined, enabled: false, authRevision: 0 };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 16:
          message.enabled = readBool(bytes, position, end);
          position = cursor.position;
          break;
        case 24:
          message.authRevision = readUint64(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(AuthStatusResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthStatusResponse, tag);
  }
  return message;
}

export function sizeAuthStatusResponse(message: AuthStatusResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  if (message.enabled) {
    size += 2;
  }
  if (message.authRevision !== 0) {
    size += 1 + varintSize(message.authRevision);
  }
  return size;
}

export function writeAuthStatusResponse(message: AuthStatusResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  if (message.enabled) {
    out[at++] = 16; out[at++] = message.enabled ? 1 : 0;
  }
  if (message.authRevision !== 0) {
    out[at++] = 24; at = writeVarint(out, at, message.authRevision);
  }
  return at;
}

let fieldsOfAuthStatusResponse: readonly FieldDescriptor[] | undefined;

export const AuthStatusResponse: MessageCodec<AuthStatusResponse> = {
  typeName: 'etcdserverpb.AuthStatusResponse',
  get fields() {
    fieldsOfAuthStatusResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'enabled', 'enabled', 'enabled', 'bool'),
    describeField(3, 'authRevision', 'authRevision', 'authRevision', 'uint64', { integer: 'counter' }),
    ];
    return fieldsOfAuthStatusResponse;
  },
  create: (init = {}) => ({ header: init.header, enabled: init.enabled ?? false, authRevision: init.authRevision ?? 0 }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthStatusResponse(bytes, start, end);
  },
  size: sizeAuthStatusResponse,
  write: (message, out, offset) => checkRoom(out, writeAuthStatusResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthStatusResponse(message));
    return checkFull(out, writeAuthStatusResponse(message, out, 0));
  },
};

export interface AuthenticateResponse {
  header: ResponseHeader | undefined;
  /** To be sent along with the requests that follow. */
  token: string;
}

export function readAuthenticateResponse(bytes: Uint8Array, start: number, end: number): AuthenticateResponse {
  const message: AuthenticateResponse = { header: undefined, token: '' };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.token = readString(bytes, position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthenticateResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthenticateResponse, tag);
  }
  return message;
}

export function sizeAuthenticateResponse(message: AuthenticateResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  if (message.token !== '') {
    size += 1 + delimitedSize(utf8Size(message.token));
  }
  return size;
}

export function writeAuthenticateResponse(message: AuthenticateResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  if (message.token !== '') {
    out[at++] = 18; at = writeString(out, at, message.token);
  }
  return at;
}

let fieldsOfAuthenticateResponse: readonly FieldDescriptor[] | undefined;

export const AuthenticateResponse: MessageCodec<AuthenticateResponse> = {
  typeName: 'etcdserverpb.AuthenticateResponse',
  get fields() {
    fieldsOfAuthenticateResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'token', 'token', 'token', 'string'),
    ];
    return fieldsOfAuthenticateResponse;
  },
  create: (init = {}) => ({ header: init.header, token: init.token ?? '' }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthenticateResponse(bytes, start, end);
  },
  size: sizeAuthenticateResponse,
  write: (message, out, offset) => checkRoom(out, writeAuthenticateResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthenticateResponse(message));
    return checkFull(out, writeAuthenticateResponse(message, out, 0));
  },
};

export interface AuthUserAddResponse {
  header: ResponseHeader | undefined;
}

export function readAuthUserAddResponse(bytes: Uint8Array, start: number, end: number): AuthUserAddResponse {
  const message: AuthUserAddResponse = { header: undefined };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthUserAddResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthUserAddResponse, tag);
  }
  return message;
}

export function sizeAuthUserAddResponse(message: AuthUserAddResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  return size;
}

export function writeAuthUserAddResponse(message: AuthUserAddResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  return at;
}

let fieldsOfAuthUserAddResponse: readonly FieldDescriptor[] | undefined;

export const AuthUserAddResponse: MessageCodec<AuthUserAddResponse> = {
  typeName: 'etcdserverpb.AuthUserAddResponse',
  get fields() {
    fieldsOfAuthUserAddResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    ];
    return fieldsOfAuthUserAddResponse;
  },
  create: (init = {}) => ({ header: init.header }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthUserAddResponse(bytes, start, end);
  },
  size: sizeAuthUserAddResponse,
  write: (message, out, offset) => checkRoom(out, writeAuthUserAddResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthUserAddResponse(message));
    return checkFull(out, writeAuthUserAddResponse(message, out, 0));
  },
};

export interface AuthUserGetResponse {
  header: ResponseHeader | undefined;
  roles: string[];
}

export function readAuthUserGetResponse(bytes: Uint8Array, start: number, end: number): AuthUserGetResponse {
  const message: AuthUserGetResponse = { header: undefined, roles: [] };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.roles.push(readString(bytes, position, length));
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthUserGetResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthUserGetResponse, tag);
  }
  return message;
}

export function sizeAuthUserGetResponse(message: AuthUserGetResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  for (const item of message.roles) {
    size += 1 + delimitedSize(utf8Size(item));
  }
  return size;
}

export function writeAuthUserGetResponse(message: AuthUserGetResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  for (const item of message.roles) {
    out[at++] = 18; at = writeString(out, at, item);
  }
  return at;
}

let fieldsOfAuthUserGetResponse: readonly FieldDescriptor[] | undefined;

export const AuthUserGetResponse: MessageCodec<AuthUserGetResponse> = {
  typeName: 'etcdserverpb.AuthUserGetResponse',
  get fields() {
    fieldsOfAuthUserGetResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'roles', 'roles', 'roles', 'string', { repeated: true }),
    ];
    return fieldsOfAuthUserGetResponse;
  },
  create: (init = {}) => ({ header: init.header, roles: init.roles ?? [] }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthUserGetResponse(bytes, start, end);
  },
  size: sizeAuthUserGetResponse,
  write: (message, out, offset) => checkRoom(out, writeAuthUserGetResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthUserGetResponse(message));
    return checkFull(out, writeAuthUserGetResponse(message, out, 0));
  },
};

export interface AuthUserDeleteResponse {
  header: ResponseHeader | undefined;
}

export function readAuthUserDeleteResponse(bytes: Uint8Array, start: number, end: number): AuthUserDeleteResponse {
  const message: AuthUserDeleteResponse = { header: undefined };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthUserDeleteResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthUserDeleteResponse, tag);
  }
  return message;
}

export function sizeAuthUserDeleteResponse(message: AuthUserDeleteResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  return size;
}

export function writeAuthUserDeleteResponse(message: AuthUserDeleteResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  return at;
}

let fieldsOfAuthUserDeleteResponse: readonly FieldDescriptor[] | undefined;

export const AuthUserDeleteResponse: MessageCodec<AuthUserDeleteResponse> = {
  typeName: 'etcdserverpb.AuthUserDeleteResponse',
  get fields() {
    fieldsOfAuthUserDeleteResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    ];
    return fieldsOfAuthUserDeleteResponse;
  },
  create: (init = {}) => ({ header: init.header }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthUserDeleteResponse(bytes, start, end);
  },
  size: sizeAuthUserDeleteResponse,
  write: (message, out, offset) => checkRoom(out, writeAuthUserDeleteResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthUserDeleteResponse(message));
    return checkFull(out, writeAuthUserDeleteResponse(message, out, 0));
  },
};

export interface AuthUserChangePasswordResponse {
  header: ResponseHeader | undefined;
}

export function readAuthUserChangePasswordResponse(bytes: Uint8Array, start: number, end: number): AuthUserChangePasswordResponse {
  const message: AuthUserChangePasswordResponse = { header: undefined };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthUserChangePasswordResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthUserChangePasswordResponse, tag);
  }
  return message;
}

export function sizeAuthUserChangePasswordResponse(message: AuthUserChangePasswordResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  return size;
}

export function writeAuthUserChangePasswordResponse(message: AuthUserChangePasswordResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  return at;
}

let fieldsOfAuthUserChangePasswordResponse: readonly FieldDescriptor[] | undefined;

export const AuthUserChangePasswordResponse: MessageCodec<AuthUserChangePasswordResponse> = {
  typeName: 'etcdserverpb.AuthUserChangePasswordResponse',
  get fields() {
    fieldsOfAuthUserChangePasswordResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    ];
    return fieldsOfAuthUserChangePasswordResponse;
  },
  create: (init = {}) => ({ header: init.header }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthUserChangePasswordResponse(bytes, start, end);
  },
  size: sizeAuthUserChangePasswordResponse,
  write: (message, out, offset) => checkRoom(out, writeAuthUserChangePasswordResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthUserChangePasswordResponse(message));
    return checkFull(out, writeAuthUserChangePasswordResponse(message, out, 0));
  },
};

export interface AuthUserGrantRoleResponse {
  header: ResponseHeader | undefined;
}

export function readAuthUserGrantRoleResponse(bytes: Uint8Array, start: number, end: number): AuthUserGrantRoleResponse {
  const message: AuthUserGrantRoleResponse = { header: undefined };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthUserGrantRoleResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthUserGrantRoleResponse, tag);
  }
  return message;
}

export function sizeAuthUserGrantRoleResponse(message: AuthUserGrantRoleResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  return size;
}

export function writeAuthUserGrantRoleResponse(message: AuthUserGrantRoleResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  return at;
}

let fieldsOfAuthUserGrantRoleResponse: readonly FieldDescriptor[] | undefined;

export const AuthUserGrantRoleResponse: MessageCodec<AuthUserGrantRoleResponse> = {
  typeName: 'etcdserverpb.AuthUserGrantRoleResponse',
  get fields() {
    fieldsOfAuthUserGrantRoleResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    ];
    return fieldsOfAuthUserGrantRoleResponse;
  },
  create: (init = {}) => ({ header: init.header }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthUserGrantRoleResponse(bytes, start, end);
  },
  size: sizeAuthUserGrantRoleResponse,
  write: (message, out, offset) => checkRoom(out, writeAuthUserGrantRoleResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthUserGrantRoleResponse(message));
    return checkFull(out, writeAuthUserGrantRoleResponse(message, out, 0));
  },
};

export interface AuthUserRevokeRoleResponse {
  header: ResponseHeader | undefined;
}

export function readAuthUserRevokeRoleResponse(bytes: Uint8Array, start: number, end: number): AuthUserRevokeRoleResponse {
  const message: AuthUserRevokeRoleResponse = { header: undefined };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthUserRevokeRoleResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthUserRevokeRoleResponse, tag);
  }
  return message;
}

export function sizeAuthUserRevokeRoleResponse(message: AuthUserRevokeRoleResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  return size;
}

export function writeAuthUserRevokeRoleResponse(message: AuthUserRevokeRoleResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  return at;
}

let fieldsOfAuthUserRevokeRoleResponse: readonly FieldDescriptor[] | undefined;

export const AuthUserRevokeRoleResponse: MessageCodec<AuthUserRevokeRoleResponse> = {
  typeName: 'etcdserverpb.AuthUserRevokeRoleResponse',
  get fields() {
    fieldsOfAuthUserRevokeRoleResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    ];
    return fieldsOfAuthUserRevokeRoleResponse;
  },
  create: (init = {}) => ({ header: init.header }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthUserRevokeRoleResponse(bytes, start, end);
  },
  size: sizeAuthUserRevokeRoleResponse,
  write: (message, out, offset) => checkRoom(out, writeAuthUserRevokeRoleResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthUserRevokeRoleResponse(message));
    return checkFull(out, writeAuthUserRevokeRoleResponse(message, out, 0));
  },
};

export interface AuthRoleAddResponse {
  header: ResponseHeader | undefined;
}

export function readAuthRoleAddResponse(bytes: Uint8Array, start: number, end: number): AuthRoleAddResponse {
  const message: AuthRoleAddResponse = { header: undefined };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthRoleAddResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthRoleAddResponse, tag);
  }
  return message;
}

export function sizeAuthRoleAddResponse(message: AuthRoleAddResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  return size;
}

export function writeAuthRoleAddResponse(message: AuthRoleAddResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  return at;
}

let fieldsOfAuthRoleAddResponse: readonly FieldDescriptor[] | undefined;

export const AuthRoleAddResponse: MessageCodec<AuthRoleAddResponse> = {
  typeName: 'etcdserverpb.AuthRoleAddResponse',
  get fields() {
    fieldsOfAuthRoleAddResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    ];
    return fieldsOfAuthRoleAddResponse;
  },
  create: (init = {}) => ({ header: init.header }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthRoleAddResponse(bytes, start, end);
  },
  size: sizeAuthRoleAddResponse,
  write: (message, out, offset) => checkRoom(out, writeAuthRoleAddResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthRoleAddResponse(message));
    return checkFull(out, writeAuthRoleAddResponse(message, out, 0));
  },
};

export interface AuthRoleGetResponse {
  header: ResponseHeader | undefined;
  perm: Permission[];
}

export function readAuthRoleGetResponse(bytes: Uint8Array, start: number, end: number): AuthRoleGetResponse {
  const message: AuthRoleGetResponse = { header: undefined, perm: [] };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.perm.push(readPermission(bytes, position, position + length));
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthRoleGetResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthRoleGetResponse, tag);
  }
  return message;
}

export function sizeAuthRoleGetResponse(message: AuthRoleGetResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  for (const item of message.perm) {
    size += 1 + delimitedSize(sizePermission(item));
  }
  return size;
}

export function writeAuthRoleGetResponse(message: AuthRoleGetResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  for (const item of message.perm) {
    out[at++] = 18; at = writeVarint(out, at, sizePermission(item)); at = writePermission(item, out, at);
  }
  return at;
}

let fieldsOfAuthRoleGetResponse: readonly FieldDescriptor[] | undefined;

export const AuthRoleGetResponse: MessageCodec<AuthRoleGetResponse> = {
  typeName: 'etcdserverpb.AuthRoleGetResponse',
  get fields() {
    fieldsOfAuthRoleGetResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'perm', 'perm', 'perm', 'message', { repeated: true, message: Permission }),
    ];
    return fieldsOfAuthRoleGetResponse;
  },
  create: (init = {}) => ({ header: init.header, perm: init.perm ?? [] }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthRoleGetResponse(bytes, start, end);
  },
  size: sizeAuthRoleGetResponse,
  write: (message, out, offset) => checkRoom(out, writeAuthRoleGetResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthRoleGetResponse(message));
    return checkFull(out, writeAuthRoleGetResponse(message, out, 0));
  },
};

export interface AuthRoleListResponse {
  header: ResponseHeader | undefined;
  roles: string[];
}

export function readAuthRoleListResponse(bytes: Uint8Array, start: number, end: number): AuthRoleListResponse {
  const message: AuthRoleListResponse = { header: undefined, roles: [] };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.roles.push(readString(bytes, position, length));
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthRoleListResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthRoleListResponse, tag);
  }
  return message;
}

export function sizeAuthRoleListResponse(message: AuthRoleListResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  for (const item of message.roles) {
    size += 1 + delimitedSize(utf8Size(item));
  }
  return size;
}

export function writeAuthRoleListResponse(message: AuthRoleListResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  for (const item of message.roles) {
    out[at++] = 18; at = writeString(out, at, item);
  }
  return at;
}

let fieldsOfAuthRoleListResponse: readonly FieldDescriptor[] | undefined;

export const AuthRoleListResponse: MessageCodec<AuthRoleListResponse> = {
  typeName: 'etcdserverpb.AuthRoleListResponse',
  get fields() {
    fieldsOfAuthRoleListResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'roles', 'roles', 'roles', 'string', { repeated: true }),
    ];
    return fieldsOfAuthRoleListResponse;
  },
  create: (init = {}) => ({ header: init.header, roles: init.roles ?? [] }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthRoleListResponse(bytes, start, end);
  },
  size: sizeAuthRoleListResponse,
  write: (message, out, offset) => checkRoom(out, writeAuthRoleListResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthRoleListResponse(message));
    return checkFull(out, writeAuthRoleListResponse(message, out, 0));
  },
};

export interface AuthUserListResponse {
  header: ResponseHeader | undefined;
  users: string[];
}

export function readAuthUserListResponse(bytes: Uint8Array, start: number, end: number): AuthUserListResponse {
  const message: AuthUserListResponse = { header: undefined, users: [] };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.users.push(readString(bytes, position, length));
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthUserListResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthUserListResponse, tag);
  }
  return message;
}

export function sizeAuthUserListResponse(message: AuthUserListResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  for (const item of message.users) {
    size += 1 + delimitedSize(utf8Size(item));
  }
  return size;
}

export function writeAuthUserListResponse(message: AuthUserListResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  for (const item of message.users) {
    out[at++] = 18; at = writeString(out, at, item);
  }
  return at;
}

let fieldsOfAuthUserListResponse: readonly FieldDescriptor[] | undefined;

export const AuthUserListResponse: MessageCodec<AuthUserListResponse> = {
  typeName: 'etcdserverpb.AuthUserListResponse',
  get fields() {
    fieldsOfAuthUserListResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'users', 'users', 'users', 'string', { repeated: true }),
    ];
    return fieldsOfAuthUserListResponse;
  },
  create: (init = {}) => ({ header: init.header, users: init.users ?? [] }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthUserListResponse(bytes, start, end);
  },
  size: sizeAuthUserListResponse,
  write: (message, out, offset) => checkRoom(out, writeAuthUserListResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthUserListResponse(message));
    return checkFull(out, writeAuthUserListResponse(message, out, 0));
  },
};

export interface AuthRoleDeleteResponse {
  header: ResponseHeader | undefined;
}

export function readAuthRoleDeleteResponse(bytes: Uint8Array, start: number, end: number): AuthRoleDeleteResponse {
  const message: AuthRoleDeleteResponse = { header: undefined };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthRoleDeleteResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthRoleDeleteResponse, tag);
  }
  return message;
}

export function sizeAuthRoleDeleteResponse(message: AuthRoleDeleteResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  return size;
}

export function writeAuthRoleDeleteResponse(message: AuthRoleDeleteResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  return at;
}

let fieldsOfAuthRoleDeleteResponse: readonly FieldDescriptor[] | undefined;

export const AuthRoleDeleteResponse: MessageCodec<AuthRoleDeleteResponse> = {
  typeName: 'etcdserverpb.AuthRoleDeleteResponse',
  get fields() {
    fieldsOfAuthRoleDeleteResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    ];
    return fieldsOfAuthRoleDeleteResponse;
  },
  create: (init = {}) => ({ header: init.header }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthRoleDeleteResponse(bytes, start, end);
  },
  size: sizeAuthRoleDeleteResponse,
  write: (message, out, offset) => checkRoom(out, writeAuthRoleDeleteResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthRoleDeleteResponse(message));
    return checkFull(out, writeAuthRoleDeleteResponse(message, out, 0));
  },
};

export interface AuthRoleGrantPermissionResponse {
  header: ResponseHeader | undefined;
}

export function readAuthRoleGrantPermissionResponse(bytes: Uint8Array, start: number, end: number): AuthRoleGrantPermissionResponse {
  const message: AuthRoleGrantPermissionResponse = { header: undefined };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthRoleGrantPermissionResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthRoleGrantPermissionResponse, tag);
  }
  return message;
}

export function sizeAuthRoleGrantPermissionResponse(message: AuthRoleGrantPermissionResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  return size;
}

export function writeAuthRoleGrantPermissionResponse(message: AuthRoleGrantPermissionResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  return at;
}

let fieldsOfAuthRoleGrantPermissionResponse: readonly FieldDescriptor[] | undefined;

export const AuthRoleGrantPermissionResponse: MessageCodec<AuthRoleGrantPermissionResponse> = {
  typeName: 'etcdserverpb.AuthRoleGrantPermissionResponse',
  get fields() {
    fieldsOfAuthRoleGrantPermissionResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    ];
    return fieldsOfAuthRoleGrantPermissionResponse;
  },
  create: (init = {}) => ({ header: init.header }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthRoleGrantPermissionResponse(bytes, start, end);
  },
  size: sizeAuthRoleGrantPermissionResponse,
  write: (message, out, offset) => checkRoom(out, writeAuthRoleGrantPermissionResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthRoleGrantPermissionResponse(message));
    return checkFull(out, writeAuthRoleGrantPermissionResponse(message, out, 0));
  },
};

export interface AuthRoleRevokePermissionResponse {
  header: ResponseHeader | undefined;
}

export function readAuthRoleRevokePermissionResponse(bytes: Uint8Array, start: number, end: number): AuthRoleRevokePermissionResponse {
  const message: AuthRoleRevokePermissionResponse = { header: undefined };
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
          message.header = readResponseHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        default:
          position = skipUnknown(AuthRoleRevokePermissionResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, AuthRoleRevokePermissionResponse, tag);
  }
  return message;
}

export function sizeAuthRoleRevokePermissionResponse(message: AuthRoleRevokePermissionResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  return size;
}

export function writeAuthRoleRevokePermissionResponse(message: AuthRoleRevokePermissionResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  return at;
}

let fieldsOfAuthRoleRevokePermissionResponse: readonly FieldDescriptor[] | undefined;

export const AuthRoleRevokePermissionResponse: MessageCodec<AuthRoleRevokePermissionResponse> = {
  typeName: 'etcdserverpb.AuthRoleRevokePermissionResponse',
  get fields() {
    fieldsOfAuthRoleRevokePermissionResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    ];
    return fieldsOfAuthRoleRevokePermissionResponse;
  },
  create: (init = {}) => ({ header: init.header }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readAuthRoleRevokePermissionResponse(bytes, start, end);
  },
  size: sizeAuthRoleRevokePermissionResponse,
  write: (message, out, offset) => checkRoom(out, writeAuthRoleRevokePermissionResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeAuthRoleRevokePermissionResponse(message));
    return checkFull(out, writeAuthRoleRevokePermissionResponse(message, out, 0));
  },
};

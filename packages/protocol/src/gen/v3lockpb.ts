// Written by tools/protogen from proto/v3lockpb.proto; change that and run it again.
import type { FieldDescriptor, MessageCodec } from '../codec.ts';
import { allocate } from '../wire/allocate.ts';
import { delimitedSize, emptyBytes, writeBytes } from '../wire/bytes.ts';
import { cursor } from '../wire/cursor.ts';
import { describeField } from '../wire/describe.ts';
import { checkFull, checkPart, checkRoom, located, skipUnknown } from '../wire/message.ts';
import { readInt64Bigint } from '../wire/read-integer.ts';
import { readLength, readTag } from '../wire/read-varint.ts';
import { varintSizeBigint, writeVarint, writeVarintBigint } from '../wire/write-varint.ts';
import { ResponseHeader, readResponseHeader, sizeResponseHeader, writeResponseHeader } from './rpc.ts';

export interface LockRequest {
  name: Uint8Array;
  /** The lock is held as long as this lease lives. */
  lease: bigint;
}

export function readLockRequest(bytes: Uint8Array, start: number, end: number): LockRequest {
  const message: LockRequest = { name: emptyBytes, lease: 0n };
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
          message.name = length === 0 ? emptyBytes : new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        case 16:
          message.lease = readInt64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(LockRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, LockRequest, tag);
  }
  return message;
}

export function sizeLockRequest(message: LockRequest): number {
  let size = 0;
  if (message.name.length > 0) {
    size += 1 + delimitedSize(message.name.length);
  }
  if (message.lease !== 0n) {
    size += 1 + varintSizeBigint(message.lease);
  }
  return size;
}

export function writeLockRequest(message: LockRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.name.length > 0) {
    out[at++] = 10; at = writeBytes(out, at, message.name);
  }
  if (message.lease !== 0n) {
    out[at++] = 16; at = writeVarintBigint(out, at, message.lease);
  }
  return at;
}

let fieldsOfLockRequest: readonly FieldDescriptor[] | undefined;

export const LockRequest: MessageCodec<LockRequest> = {
  typeName: 'v3lockpb.LockRequest',
  get fields() {
    fieldsOfLockRequest ??= [
    describeField(1, 'name', 'name', 'name', 'bytes'),
    describeField(2, 'lease', 'lease', 'lease', 'int64', { integer: 'identifier' }),
    ];
    return fieldsOfLockRequest;
  },
  create: (init = {}) => ({ name: init.name ?? emptyBytes, lease: init.lease ?? 0n }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readLockRequest(bytes, start, end);
  },
  size: sizeLockRequest,
  write: (message, out, offset) => checkRoom(out, writeLockRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeLockRequest(message));
    return checkFull(out, writeLockRequest(message, out, 0));
  },
};

export interface LockResponse {
  header: ResponseHeader | undefined;
  /** The key that stands for the ownership; Unlock takes it. */
  key: Uint8Array;
}

export function readLockResponse(bytes: Uint8Array, start: number, end: number): LockResponse {
  const message: LockResponse = { header: undefined, key: emptyBytes };
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
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.key = length === 0 ? emptyBytes : new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(LockResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, LockResponse, tag);
  }
  return message;
}

export function sizeLockResponse(message: LockResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  if (message.key.length > 0) {
    size += 1 + delimitedSize(message.key.length);
  }
  return size;
}

export function writeLockResponse(message: LockResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  if (message.key.length > 0) {
    out[at++] = 18; at = writeBytes(out, at, message.key);
  }
  return at;
}

let fieldsOfLockResponse: readonly FieldDescriptor[] | undefined;

export const LockResponse: MessageCodec<LockResponse> = {
  typeName: 'v3lockpb.LockResponse',
  get fields() {
    fieldsOfLockResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'key', 'key', 'key', 'bytes'),
    ];
    return fieldsOfLockResponse;
  },
  create: (init = {}) => ({ header: init.header, key: init.key ?? emptyBytes }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readLockResponse(bytes, start, end);
  },
  size: sizeLockResponse,
  write: (message, out, offset) => checkRoom(out, writeLockResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeLockResponse(message));
    return checkFull(out, writeLockResponse(message, out, 0));
  },
};

export interface UnlockRequest {
  key: Uint8Array;
}

export function readUnlockRequest(bytes: Uint8Array, start: number, end: number): UnlockRequest {
  const message: UnlockRequest = { key: emptyBytes };
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
        default:
          position = skipUnknown(UnlockRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, UnlockRequest, tag);
  }
  return message;
}

export function sizeUnlockRequest(message: UnlockRequest): number {
  let size = 0;
  if (message.key.length > 0) {
    size += 1 + delimitedSize(message.key.length);
  }
  return size;
}

export function writeUnlockRequest(message: UnlockRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.key.length > 0) {
    out[at++] = 10; at = writeBytes(out, at, message.key);
  }
  return at;
}

let fieldsOfUnlockRequest: readonly FieldDescriptor[] | undefined;

export const UnlockRequest: MessageCodec<UnlockRequest> = {
  typeName: 'v3lockpb.UnlockRequest',
  get fields() {
    fieldsOfUnlockRequest ??= [
    describeField(1, 'key', 'key', 'key', 'bytes'),
    ];
    return fieldsOfUnlockRequest;
  },
  create: (init = {}) => ({ key: init.key ?? emptyBytes }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readUnlockRequest(bytes, start, end);
  },
  size: sizeUnlockRequest,
  write: (message, out, offset) => checkRoom(out, writeUnlockRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeUnlockRequest(message));
    return checkFull(out, writeUnlockRequest(message, out, 0));
  },
};

export interface UnlockResponse {
  header: ResponseHeader | undefined;
}

export function readUnlockResponse(bytes: Uint8Array, start: number, end: number): UnlockResponse {
  const message: UnlockResponse = { header: undefined };
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
          position = skipUnknown(UnlockResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, UnlockResponse, tag);
  }
  return message;
}

export function sizeUnlockResponse(message: UnlockResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  return size;
}

export function writeUnlockResponse(message: UnlockResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  return at;
}

let fieldsOfUnlockResponse: readonly FieldDescriptor[] | undefined;

export const UnlockResponse: MessageCodec<UnlockResponse> = {
  typeName: 'v3lockpb.UnlockResponse',
  get fields() {
    fieldsOfUnlockResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    ];
    return fieldsOfUnlockResponse;
  },
  create: (init = {}) => ({ header: init.header }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readUnlockResponse(bytes, start, end);
  },
  size: sizeUnlockResponse,
  write: (message, out, offset) => checkRoom(out, writeUnlockResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeUnlockResponse(message));
    return checkFull(out, writeUnlockResponse(message, out, 0));
  },
};

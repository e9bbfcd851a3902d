// Written by tools/protogen from proto/leasepb.proto; change that and run it again.
import type { FieldDescriptor, MessageCodec } from '../codec.ts';
import { allocate } from '../wire/allocate.ts';
import { delimitedSize } from '../wire/bytes.ts';
import { cursor } from '../wire/cursor.ts';
import { describeField } from '../wire/describe.ts';
import { checkFull, checkPart, checkRoom, located, skipUnknown } from '../wire/message.ts';
import { readInt64, readInt64Bigint } from '../wire/read-integer.ts';
import { readLength, readTag } from '../wire/read-varint.ts';
import { varintSize, varintSizeBigint, writeVarint, writeVarintBigint } from '../wire/write-varint.ts';
import { LeaseTimeToLiveRequest, readLeaseTimeToLiveRequest, sizeLeaseTimeToLiveRequest, writeLeaseTimeToLiveRequest, LeaseTimeToLiveResponse, readLeaseTimeToLiveResponse, sizeLeaseTimeToLiveResponse, writeLeaseTimeToLiveResponse } from './rpc.ts';

export interface LeaseRecord {
  id: bigint;
  /** Seconds granted. */
  ttl: number;
  /** Seconds left at the last checkpoint, zero when there was none. */
  remainingTtl: number;
}

export function readLeaseRecord(bytes: Uint8Array, start: number, end: number): LeaseRecord {
  const message: LeaseRecord = { id: 0n, ttl: 0, remainingTtl: 0 };
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
          message.ttl = readInt64(bytes, position, end);
          position = cursor.position;
          break;
        case 24:
          message.remainingTtl = readInt64(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(LeaseRecord, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, LeaseRecord, tag);
  }
  return message;
}

export function sizeLeaseRecord(message: LeaseRecord): number {
  let size = 0;
  if (message.id !== 0n) {
    size += 1 + varintSizeBigint(message.id);
  }
  if (message.ttl !== 0) {
    size += 1 + varintSize(message.ttl);
  }
  if (message.remainingTtl !== 0) {
    size += 1 + varintSize(message.remainingTtl);
  }
  return size;
}

export function writeLeaseRecord(message: LeaseRecord, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.id !== 0n) {
    out[at++] = 8; at = writeVarintBigint(out, at, message.id);
  }
  if (message.ttl !== 0) {
    out[at++] = 16; at = writeVarint(out, at, message.ttl);
  }
  if (message.remainingTtl !== 0) {
    out[at++] = 24; at = writeVarint(out, at, message.remainingTtl);
  }
  return at;
}

let fieldsOfLeaseRecord: readonly FieldDescriptor[] | undefined;

export const LeaseRecord: MessageCodec<LeaseRecord> = {
  typeName: 'leasepb.Lease',
  get fields() {
    fieldsOfLeaseRecord ??= [
    describeField(1, 'ID', 'ID', 'id', 'int64', { integer: 'identifier' }),
    describeField(2, 'TTL', 'TTL', 'ttl', 'int64', { integer: 'counter' }),
    describeField(3, 'RemainingTTL', 'RemainingTTL', 'remainingTtl', 'int64', { integer: 'counter' }),
    ];
    return fieldsOfLeaseRecord;
  },
  create: (init = {}) => ({ id: init.id ?? 0n, ttl: init.ttl ?? 0, remainingTtl: init.remainingTtl ?? 0 }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readLeaseRecord(bytes, start, end);
  },
  size: sizeLeaseRecord,
  write: (message, out, offset) => checkRoom(out, writeLeaseRecord(message, out, offset)),
  encode(message) {
    const out = allocate(sizeLeaseRecord(message));
    return checkFull(out, writeLeaseRecord(message, out, 0));
  },
};

export interface LeaseInternalRequest {
  leaseTimeToLiveRequest: LeaseTimeToLiveRequest | undefined;
}

export function readLeaseInternalRequest(bytes: Uint8Array, start: number, end: number): LeaseInternalRequest {
  const message: LeaseInternalRequest = { leaseTimeToLiveRequest: undefined };
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
          message.leaseTimeToLiveRequest = readLeaseTimeToLiveRequest(bytes, position, position + length, message.leaseTimeToLiveRequest);
          position += length;
          break;
        }
        default:
          position = skipUnknown(LeaseInternalRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, LeaseInternalRequest, tag);
  }
  return message;
}

export function sizeLeaseInternalRequest(message: LeaseInternalRequest): number {
  let size = 0;
  if (message.leaseTimeToLiveRequest !== undefined) {
    size += 1 + delimitedSize(sizeLeaseTimeToLiveRequest(message.leaseTimeToLiveRequest));
  }
  return size;
}

export function writeLeaseInternalRequest(message: LeaseInternalRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.leaseTimeToLiveRequest !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeLeaseTimeToLiveRequest(message.leaseTimeToLiveRequest)); at = writeLeaseTimeToLiveRequest(message.leaseTimeToLiveRequest, out, at);
  }
  return at;
}

let fieldsOfLeaseInternalRequest: readonly FieldDescriptor[] | undefined;

export const LeaseInternalRequest: MessageCodec<LeaseInternalRequest> = {
  typeName: 'leasepb.LeaseInternalRequest',
  get fields() {
    fieldsOfLeaseInternalRequest ??= [
    describeField(1, 'LeaseTimeToLiveRequest', 'LeaseTimeToLiveRequest', 'leaseTimeToLiveRequest', 'message', { message: LeaseTimeToLiveRequest }),
    ];
    return fieldsOfLeaseInternalRequest;
  },
  create: (init = {}) => ({ leaseTimeToLiveRequest: init.leaseTimeToLiveRequest }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readLeaseInternalRequest(bytes, start, end);
  },
  size: sizeLeaseInternalRequest,
  write: (message, out, offset) => checkRoom(out, writeLeaseInternalRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeLeaseInternalRequest(message));
    return checkFull(out, writeLeaseInternalRequest(message, out, 0));
  },
};

export interface LeaseInternalResponse {
  leaseTimeToLiveResponse: LeaseTimeToLiveResponse | undefined;
}

export function readLeaseInternalResponse(bytes: Uint8Array, start: number, end: number): LeaseInternalResponse {
  const message: LeaseInternalResponse = { leaseTimeToLiveResponse: undefined };
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
          message.leaseTimeToLiveResponse = readLeaseTimeToLiveResponse(bytes, position, position + length, message.leaseTimeToLiveResponse);
          position += length;
          break;
        }
        default:
          position = skipUnknown(LeaseInternalResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, LeaseInternalResponse, tag);
  }
  return message;
}

export function sizeLeaseInternalResponse(message: LeaseInternalResponse): number {
  let size = 0;
  if (message.leaseTimeToLiveResponse !== undefined) {
    size += 1 + delimitedSize(sizeLeaseTimeToLiveResponse(message.leaseTimeToLiveResponse));
  }
  return size;
}

export function writeLeaseInternalResponse(message: LeaseInternalResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.leaseTimeToLiveResponse !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeLeaseTimeToLiveResponse(message.leaseTimeToLiveResponse)); at = writeLeaseTimeToLiveResponse(message.leaseTimeToLiveResponse, out, at);
  }
  return at;
}

let fieldsOfLeaseInternalResponse: readonly FieldDescriptor[] | undefined;

export const LeaseInternalResponse: MessageCodec<LeaseInternalResponse> = {
  typeName: 'leasepb.LeaseInternalResponse',
  get fields() {
    fieldsOfLeaseInternalResponse ??= [
    describeField(1, 'LeaseTimeToLiveResponse', 'LeaseTimeToLiveResponse', 'leaseTimeToLiveResponse', 'message', { message: LeaseTimeToLiveResponse }),
    ];
    return fieldsOfLeaseInternalResponse;
  },
  create: (init = {}) => ({ leaseTimeToLiveResponse: init.leaseTimeToLiveResponse }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readLeaseInternalResponse(bytes, start, end);
  },
  size: sizeLeaseInternalResponse,
  write: (message, out, offset) => checkRoom(out, writeLeaseInternalResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeLeaseInternalResponse(message));
    return checkFull(out, writeLeaseInternalResponse(message, out, 0));
  },
};

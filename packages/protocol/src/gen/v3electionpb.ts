// Written by tools/protogen from proto/v3electionpb.proto; change that and run it again.
import type { FieldDescriptor, MessageCodec } from '../codec.ts';
import { allocate } from '../wire/allocate.ts';
import { delimitedSize, emptyBytes, writeBytes } from '../wire/bytes.ts';
import { cursor } from '../wire/cursor.ts';
import { describeField } from '../wire/describe.ts';
import { checkFull, checkPart, checkRoom, located, skipUnknown } from '../wire/message.ts';
import { readInt64Bigint, readInt64Saturating } from '../wire/read-integer.ts';
import { readLength, readTag } from '../wire/read-varint.ts';
import { varintSize, varintSizeBigint, writeVarint, writeVarintBigint } from '../wire/write-varint.ts';
import { ResponseHeader, readResponseHeader, sizeResponseHeader, writeResponseHeader } from './rpc.ts';
import { KeyValue, readKeyValue, sizeKeyValue, writeKeyValue } from './mvccpb.ts';

export interface CampaignRequest {
  name: Uint8Array;
  lease: bigint;
  /** What the winner proclaims first. */
  value: Uint8Array;
}

export function readCampaignRequest(bytes: Uint8Array, start: number, end: number): CampaignRequest {
  const message: CampaignRequest = { name: emptyBytes, lease: 0n, value: emptyBytes };
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
        case 26: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.value = length === 0 ? emptyBytes : new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(CampaignRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, CampaignRequest, tag);
  }
  return message;
}

export function sizeCampaignRequest(message: CampaignRequest): number {
  let size = 0;
  if (message.name.length > 0) {
    size += 1 + delimitedSize(message.name.length);
  }
  if (message.lease !== 0n) {
    size += 1 + varintSizeBigint(message.lease);
  }
  if (message.value.length > 0) {
    size += 1 + delimitedSize(message.value.length);
  }
  return size;
}

export function writeCampaignRequest(message: CampaignRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.name.length > 0) {
    out[at++] = 10; at = writeBytes(out, at, message.name);
  }
  if (message.lease !== 0n) {
    out[at++] = 16; at = writeVarintBigint(out, at, message.lease);
  }
  if (message.value.length > 0) {
    out[at++] = 26; at = writeBytes(out, at, message.value);
  }
  return at;
}

let fieldsOfCampaignRequest: readonly FieldDescriptor[] | undefined;

export const CampaignRequest: MessageCodec<CampaignRequest> = {
  typeName: 'v3electionpb.CampaignRequest',
  get fields() {
    fieldsOfCampaignRequest ??= [
    describeField(1, 'name', 'name', 'name', 'bytes'),
    describeField(2, 'lease', 'lease', 'lease', 'int64', { integer: 'identifier' }),
    describeField(3, 'value', 'value', 'value', 'bytes'),
    ];
    return fieldsOfCampaignRequest;
  },
  create: (init = {}) => ({ name: init.name ?? emptyBytes, lease: init.lease ?? 0n, value: init.value ?? emptyBytes }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readCampaignRequest(bytes, start, end);
  },
  size: sizeCampaignRequest,
  write: (message, out, offset) => checkRoom(out, writeCampaignRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeCampaignRequest(message));
    return checkFull(out, writeCampaignRequest(message, out, 0));
  },
};

export interface CampaignResponse {
  header: ResponseHeader | undefined;
  leader: LeaderKey | undefined;
}

export function readCampaignResponse(bytes: Uint8Array, start: number, end: number): CampaignResponse {
  const message: CampaignResponse = { header: undefined, leader: undefined };
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
          message.leader = readLeaderKey(bytes, position, position + length, message.leader);
          position += length;
          break;
        }
        default:
          position = skipUnknown(CampaignResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, CampaignResponse, tag);
  }
  return message;
}

export function sizeCampaignResponse(message: CampaignResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  if (message.leader !== undefined) {
    size += 1 + delimitedSize(sizeLeaderKey(message.leader));
  }
  return size;
}

export function writeCampaignResponse(message: CampaignResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  if (message.leader !== undefined) {
    out[at++] = 18; at = writeVarint(out, at, sizeLeaderKey(message.leader)); at = writeLeaderKey(message.leader, out, at);
  }
  return at;
}

let fieldsOfCampaignResponse: readonly FieldDescriptor[] | undefined;

export const CampaignResponse: MessageCodec<CampaignResponse> = {
  typeName: 'v3electionpb.CampaignResponse',
  get fields() {
    fieldsOfCampaignResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'leader', 'leader', 'leader', 'message', { message: LeaderKey }),
    ];
    return fieldsOfCampaignResponse;
  },
  create: (init = {}) => ({ header: init.header, leader: init.leader }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readCampaignResponse(bytes, start, end);
  },
  size: sizeCampaignResponse,
  write: (message, out, offset) => checkRoom(out, writeCampaignResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeCampaignResponse(message));
    return checkFull(out, writeCampaignResponse(message, out, 0));
  },
};

/** The key by which a winner holds its office. */
export interface LeaderKey {
  name: Uint8Array;
  key: Uint8Array;
  /** Creation revision of the key; proves the ownership. */
  rev: number;
  lease: bigint;
}

export function readLeaderKey(bytes: Uint8Array, start: number, end: number, before?: LeaderKey | undefined): LeaderKey {
  const message: LeaderKey = before ?? { name: emptyBytes, key: emptyBytes, rev: 0, lease: 0n };
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
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.key = length === 0 ? emptyBytes : new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        case 24:
          message.rev = readInt64Saturating(bytes, position, end);
          position = cursor.position;
          break;
        case 32:
          message.lease = readInt64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(LeaderKey, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, LeaderKey, tag);
  }
  return message;
}

export function sizeLeaderKey(message: LeaderKey): number {
  let size = 0;
  if (message.name.length > 0) {
    size += 1 + delimitedSize(message.name.length);
  }
  if (message.key.length > 0) {
    size += 1 + delimitedSize(message.key.length);
  }
  if (message.rev !== 0) {
    size += 1 + varintSize(message.rev);
  }
  if (message.lease !== 0n) {
    size += 1 + varintSizeBigint(message.lease);
  }
  return size;
}

export function writeLeaderKey(message: LeaderKey, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.name.length > 0) {
    out[at++] = 10; at = writeBytes(out, at, message.name);
  }
  if (message.key.length > 0) {
    out[at++] = 18; at = writeBytes(out, at, message.key);
  }
  if (message.rev !== 0) {
    out[at++] = 24; at = writeVarint(out, at, message.rev);
  }
  if (message.lease !== 0n) {
    out[at++] = 32; at = writeVarintBigint(out, at, message.lease);
  }
  return at;
}

let fieldsOfLeaderKey: readonly FieldDescriptor[] | undefined;

export const LeaderKey: MessageCodec<LeaderKey> = {
  typeName: 'v3electionpb.LeaderKey',
  get fields() {
    fieldsOfLeaderKey ??= [
    describeField(1, 'name', 'name', 'name', 'bytes'),
    describeField(2, 'key', 'key', 'key', 'bytes'),
    describeField(3, 'rev', 'rev', 'rev', 'int64', { integer: 'saturating' }),
    describeField(4, 'lease', 'lease', 'lease', 'int64', { integer: 'identifier' }),
    ];
    return fieldsOfLeaderKey;
  },
  create: (init = {}) => ({ name: init.name ?? emptyBytes, key: init.key ?? emptyBytes, rev: init.rev ?? 0, lease: init.lease ?? 0n }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readLeaderKey(bytes, start, end);
  },
  size: sizeLeaderKey,
  write: (message, out, offset) => checkRoom(out, writeLeaderKey(message, out, offset)),
  encode(message) {
    const out = allocate(sizeLeaderKey(message));
    return checkFull(out, writeLeaderKey(message, out, 0));
  },
};

export interface LeaderRequest {
  name: Uint8Array;
}

export function readLeaderRequest(bytes: Uint8Array, start: number, end: number): LeaderRequest {
  const message: LeaderRequest = { name: emptyBytes };
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
        default:
          position = skipUnknown(LeaderRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, LeaderRequest, tag);
  }
  return message;
}

export function sizeLeaderRequest(message: LeaderRequest): number {
  let size = 0;
  if (message.name.length > 0) {
    size += 1 + delimitedSize(message.name.length);
  }
  return size;
}

export function writeLeaderRequest(message: LeaderRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.name.length > 0) {
    out[at++] = 10; at = writeBytes(out, at, message.name);
  }
  return at;
}

let fieldsOfLeaderRequest: readonly FieldDescriptor[] | undefined;

export const LeaderRequest: MessageCodec<LeaderRequest> = {
  typeName: 'v3electionpb.LeaderRequest',
  get fields() {
    fieldsOfLeaderRequest ??= [
    describeField(1, 'name', 'name', 'name', 'bytes'),
    ];
    return fieldsOfLeaderRequest;
  },
  create: (init = {}) => ({ name: init.name ?? emptyBytes }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readLeaderRequest(bytes, start, end);
  },
  size: sizeLeaderRequest,
  write: (message, out, offset) => checkRoom(out, writeLeaderRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeLeaderRequest(message));
    return checkFull(out, writeLeaderRequest(message, out, 0));
  },
};

export interface LeaderResponse {
  header: ResponseHeader | undefined;
  kv: KeyValue | undefined;
}

export function readLeaderResponse(bytes: Uint8Array, start: number, end: number): LeaderResponse {
  const message: LeaderResponse = { header: undefined, kv: undefined };
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
          message.kv = readKeyValue(bytes, position, position + length, message.kv);
          position += length;
          break;
        }
        default:
          position = skipUnknown(LeaderResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, LeaderResponse, tag);
  }
  return message;
}

export function sizeLeaderResponse(message: LeaderResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  if (message.kv !== undefined) {
    size += 1 + delimitedSize(sizeKeyValue(message.kv));
  }
  return size;
}

export function writeLeaderResponse(message: LeaderResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  if (message.kv !== undefined) {
    out[at++] = 18; at = writeVarint(out, at, sizeKeyValue(message.kv)); at = writeKeyValue(message.kv, out, at);
  }
  return at;
}

let fieldsOfLeaderResponse: readonly FieldDescriptor[] | undefined;

export const LeaderResponse: MessageCodec<LeaderResponse> = {
  typeName: 'v3electionpb.LeaderResponse',
  get fields() {
    fieldsOfLeaderResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    describeField(2, 'kv', 'kv', 'kv', 'message', { message: KeyValue }),
    ];
    return fieldsOfLeaderResponse;
  },
  create: (init = {}) => ({ header: init.header, kv: init.kv }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readLeaderResponse(bytes, start, end);
  },
  size: sizeLeaderResponse,
  write: (message, out, offset) => checkRoom(out, writeLeaderResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeLeaderResponse(message));
    return checkFull(out, writeLeaderResponse(message, out, 0));
  },
};

export interface ResignRequest {
  leader: LeaderKey | undefined;
}

export function readResignRequest(bytes: Uint8Array, start: number, end: number): ResignRequest {
  const message: ResignRequest = { leader: undefined };
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
          message.leader = readLeaderKey(bytes, position, position + length, message.leader);
          position += length;
          break;
        }
        default:
          position = skipUnknown(ResignRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, ResignRequest, tag);
  }
  return message;
}

export function sizeResignRequest(message: ResignRequest): number {
  let size = 0;
  if (message.leader !== undefined) {
    size += 1 + delimitedSize(sizeLeaderKey(message.leader));
  }
  return size;
}

export function writeResignRequest(message: ResignRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.leader !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeLeaderKey(message.leader)); at = writeLeaderKey(message.leader, out, at);
  }
  return at;
}

let fieldsOfResignRequest: readonly FieldDescriptor[] | undefined;

export const ResignRequest: MessageCodec<ResignRequest> = {
  typeName: 'v3electionpb.ResignRequest',
  get fields() {
    fieldsOfResignRequest ??= [
    describeField(1, 'leader', 'leader', 'leader', 'message', { message: LeaderKey }),
    ];
    return fieldsOfResignRequest;
  },
  create: (init = {}) => ({ leader: init.leader }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readResignRequest(bytes, start, end);
  },
  size: sizeResignRequest,
  write: (message, out, offset) => checkRoom(out, writeResignRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeResignRequest(message));
    return checkFull(out, writeResignRequest(message, out, 0));
  },
};

export interface ResignResponse {
  header: ResponseHeader | undefined;
}

export function readResignResponse(bytes: Uint8Array, start: number, end: number): ResignResponse {
  const message: ResignResponse = { header: undefined };
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
          position = skipUnknown(ResignResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, ResignResponse, tag);
  }
  return message;
}

export function sizeResignResponse(message: ResignResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  return size;
}

export function writeResignResponse(message: ResignResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  return at;
}

let fieldsOfResignResponse: readonly FieldDescriptor[] | undefined;

export const ResignResponse: MessageCodec<ResignResponse> = {
  typeName: 'v3electionpb.ResignResponse',
  get fields() {
    fieldsOfResignResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    ];
    return fieldsOfResignResponse;
  },
  create: (init = {}) => ({ header: init.header }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readResignResponse(bytes, start, end);
  },
  size: sizeResignResponse,
  write: (message, out, offset) => checkRoom(out, writeResignResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeResignResponse(message));
    return checkFull(out, writeResignResponse(message, out, 0));
  },
};

export interface ProclaimRequest {
  leader: LeaderKey | undefined;
  value: Uint8Array;
}

export function readProclaimRequest(bytes: Uint8Array, start: number, end: number): ProclaimRequest {
  const message: ProclaimRequest = { leader: undefined, value: emptyBytes };
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
          message.leader = readLeaderKey(bytes, position, position + length, message.leader);
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
        default:
          position = skipUnknown(ProclaimRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, ProclaimRequest, tag);
  }
  return message;
}

export function sizeProclaimRequest(message: ProclaimRequest): number {
  let size = 0;
  if (message.leader !== undefined) {
    size += 1 + delimitedSize(sizeLeaderKey(message.leader));
  }
  if (message.value.length > 0) {
    size += 1 + delimitedSize(message.value.length);
  }
  return size;
}

export function writeProclaimRequest(message: ProclaimRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.leader !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeLeaderKey(message.leader)); at = writeLeaderKey(message.leader, out, at);
  }
  if (message.value.length > 0) {
    out[at++] = 18; at = writeBytes(out, at, message.value);
  }
  return at;
}

let fieldsOfProclaimRequest: readonly FieldDescriptor[] | undefined;

export const ProclaimRequest: MessageCodec<ProclaimRequest> = {
  typeName: 'v3electionpb.ProclaimRequest',
  get fields() {
    fieldsOfProclaimRequest ??= [
    describeField(1, 'leader', 'leader', 'leader', 'message', { message: LeaderKey }),
    describeField(2, 'value', 'value', 'value', 'bytes'),
    ];
    return fieldsOfProclaimRequest;
  },
  create: (init = {}) => ({ leader: init.leader, value: init.value ?? emptyBytes }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readProclaimRequest(bytes, start, end);
  },
  size: sizeProclaimRequest,
  write: (message, out, offset) => checkRoom(out, writeProclaimRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeProclaimRequest(message));
    return checkFull(out, writeProclaimRequest(message, out, 0));
  },
};

export interface ProclaimResponse {
  header: ResponseHeader | undefined;
}

export function readProclaimResponse(bytes: Uint8Array, start: number, end: number): ProclaimResponse {
  const message: ProclaimResponse = { header: undefined };
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
          position = skipUnknown(ProclaimResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, ProclaimResponse, tag);
  }
  return message;
}

export function sizeProclaimResponse(message: ProclaimResponse): number {
  let size = 0;
  if (message.header !== undefined) {
    size += 1 + delimitedSize(sizeResponseHeader(message.header));
  }
  return size;
}

export function writeProclaimResponse(message: ProclaimResponse, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.header !== undefined) {
    out[at++] = 10; at = writeVarint(out, at, sizeResponseHeader(message.header)); at = writeResponseHeader(message.header, out, at);
  }
  return at;
}

let fieldsOfProclaimResponse: readonly FieldDescriptor[] | undefined;

export const ProclaimResponse: MessageCodec<ProclaimResponse> = {
  typeName: 'v3electionpb.ProclaimResponse',
  get fields() {
    fieldsOfProclaimResponse ??= [
    describeField(1, 'header', 'header', 'header', 'message', { message: ResponseHeader }),
    ];
    return fieldsOfProclaimResponse;
  },
  create: (init = {}) => ({ header: init.header }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readProclaimResponse(bytes, start, end);
  },
  size: sizeProclaimResponse,
  write: (message, out, offset) => checkRoom(out, writeProclaimResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeProclaimResponse(message));
    return checkFull(out, writeProclaimResponse(message, out, 0));
  },
};

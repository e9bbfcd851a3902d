// Written by tools/protogen from proto/membershippb.proto; change that and run it again.
import type { FieldDescriptor, MessageCodec } from '../codec.ts';
import { allocate } from '../wire/allocate.ts';
import { delimitedSize } from '../wire/bytes.ts';
import { cursor } from '../wire/cursor.ts';
import { describeField } from '../wire/describe.ts';
import { checkFull, checkPart, checkRoom, located, skipUnknown } from '../wire/message.ts';
import { readUint64Bigint } from '../wire/read-integer.ts';
import { readBool, readLength, readTag } from '../wire/read-varint.ts';
import { readString, utf8Size, writeString } from '../wire/text.ts';
import { varintSizeBigint, writeVarint, writeVarintBigint } from '../wire/write-varint.ts';

export interface MemberRaftAttributes {
  peerUrls: string[];
  isLearner: boolean;
}

export function readMemberRaftAttributes(bytes: Uint8Array, start: number, end: number, before?: MemberRaftAttributes | undefined): MemberRaftAttributes {
  const message: MemberRaftAttributes = before ?? { peerUrls: [], isLearner: false };
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
          position = skipUnknown(MemberRaftAttributes, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, MemberRaftAttributes, tag);
  }
  return message;
}

export function sizeMemberRaftAttributes(message: MemberRaftAttributes): number {
  let size = 0;
  for (const item of message.peerUrls) {
    size += 1 + delimitedSize(utf8Size(item));
  }
  if (message.isLearner) {
    size += 2;
  }
  return size;
}

export function writeMemberRaftAttributes(message: MemberRaftAttributes, out: Uint8Array, offset: number): number {
  let at = offset;
  for (const item of message.peerUrls) {
    out[at++] = 10; at = writeString(out, at, item);
  }
  if (message.isLearner) {
    out[at++] = 16; out[at++] = message.isLearner ? 1 : 0;
  }
  return at;
}

let fieldsOfMemberRaftAttributes: readonly FieldDescriptor[] | undefined;

export const MemberRaftAttributes: MessageCodec<MemberRaftAttributes> = {
  typeName: 'membershippb.RaftAttributes',
  get fields() {
    fieldsOfMemberRaftAttributes ??= [
    describeField(1, 'peer_urls', 'peerUrls', 'peerUrls', 'string', { repeated: true }),
    describeField(2, 'is_learner', 'isLearner', 'isLearner', 'bool'),
    ];
    return fieldsOfMemberRaftAttributes;
  },
  create: (init = {}) => ({ peerUrls: init.peerUrls ?? [], isLearner: init.isLearner ?? false }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readMemberRaftAttributes(bytes, start, end);
  },
  size: sizeMemberRaftAttributes,
  write: (message, out, offset) => checkRoom(out, writeMemberRaftAttributes(message, out, offset)),
  encode(message) {
    const out = allocate(sizeMemberRaftAttributes(message));
    return checkFull(out, writeMemberRaftAttributes(message, out, 0));
  },
};

export interface MemberAttributes {
  name: string;
  clientUrls: string[];
}

export function readMemberAttributes(bytes: Uint8Array, start: number, end: number, before?: MemberAttributes | undefined): MemberAttributes {
  const message: MemberAttributes = before ?? { name: '', clientUrls: [] };
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
          message.clientUrls.push(readString(bytes, position, length));
          position += length;
          break;
        }
        default:
          position = skipUnknown(MemberAttributes, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, MemberAttributes, tag);
  }
  return message;
}

export function sizeMemberAttributes(message: MemberAttributes): number {
  let size = 0;
  if (message.name !== '') {
    size += 1 + delimitedSize(utf8Size(message.name));
  }
  for (const item of message.clientUrls) {
    size += 1 + delimitedSize(utf8Size(item));
  }
  return size;
}

export function writeMemberAttributes(message: MemberAttributes, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.name !== '') {
    out[at++] = 10; at = writeString(out, at, message.name);
  }
  for (const item of message.clientUrls) {
    out[at++] = 18; at = writeString(out, at, item);
  }
  return at;
}

let fieldsOfMemberAttributes: readonly FieldDescriptor[] | undefined;

export const MemberAttributes: MessageCodec<MemberAttributes> = {
  typeName: 'membershippb.Attributes',
  get fields() {
    fieldsOfMemberAttributes ??= [
    describeField(1, 'name', 'name', 'name', 'string'),
    describeField(2, 'client_urls', 'clientUrls', 'clientUrls', 'string', { repeated: true }),
    ];
    return fieldsOfMemberAttributes;
  },
  create: (init = {}) => ({ name: init.name ?? '', clientUrls: init.clientUrls ?? [] }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readMemberAttributes(bytes, start, end);
  },
  size: sizeMemberAttributes,
  write: (message, out, offset) => checkRoom(out, writeMemberAttributes(message, out, offset)),
  encode(message) {
    const out = allocate(sizeMemberAttributes(message));
    return checkFull(out, writeMemberAttributes(message, out, 0));
  },
};

export interface MembershipMember {
  id: bigint;
  raftAttributes: MemberRaftAttributes | undefined;
  memberAttributes: MemberAttributes | undefined;
}

export function readMembershipMember(bytes: Uint8Array, start: number, end: number): MembershipMember {
  const message: MembershipMember = { id: 0n, raftAttributes: undefined, memberAttributes: undefined };
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
          message.raftAttributes = readMemberRaftAttributes(bytes, position, position + length, message.raftAttributes);
          position += length;
          break;
        }
        case 26: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.memberAttributes = readMemberAttributes(bytes, position, position + length, message.memberAttributes);
          position += length;
          break;
        }
        default:
          position = skipUnknown(MembershipMember, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, MembershipMember, tag);
  }
  return message;
}

export function sizeMembershipMember(message: MembershipMember): number {
  let size = 0;
  if (message.id !== 0n) {
    size += 1 + varintSizeBigint(message.id);
  }
  if (message.raftAttributes !== undefined) {
    size += 1 + delimitedSize(sizeMemberRaftAttributes(message.raftAttributes));
  }
  if (message.memberAttributes !== undefined) {
    size += 1 + delimitedSize(sizeMemberAttributes(message.memberAttributes));
  }
  return size;
}

export function writeMembershipMember(message: MembershipMember, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.id !== 0n) {
    out[at++] = 8; at = writeVarintBigint(out, at, message.id);
  }
  if (message.raftAttributes !== undefined) {
    out[at++] = 18; at = writeVarint(out, at, sizeMemberRaftAttributes(message.raftAttributes)); at = writeMemberRaftAttributes(message.raftAttributes, out, at);
  }
  if (message.memberAttributes !== undefined) {
    out[at++] = 26; at = writeVarint(out, at, sizeMemberAttributes(message.memberAttributes)); at = writeMemberAttributes(message.memberAttributes, out, at);
  }
  return at;
}

let fieldsOfMembershipMember: readonly FieldDescriptor[] | undefined;

export const MembershipMember: MessageCodec<MembershipMember> = {
  typeName: 'membershippb.Member',
  get fields() {
    fieldsOfMembershipMember ??= [
    describeField(1, 'ID', 'ID', 'id', 'uint64', { integer: 'identifier' }),
    describeField(2, 'raft_attributes', 'raftAttributes', 'raftAttributes', 'message', { message: MemberRaftAttributes }),
    describeField(3, 'member_attributes', 'memberAttributes', 'memberAttributes', 'message', { message: MemberAttributes }),
    ];
    return fieldsOfMembershipMember;
  },
  create: (init = {}) => ({ id: init.id ?? 0n, raftAttributes: init.raftAttributes, memberAttributes: init.memberAttributes }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readMembershipMember(bytes, start, end);
  },
  size: sizeMembershipMember,
  write: (message, out, offset) => checkRoom(out, writeMembershipMember(message, out, offset)),
  encode(message) {
    const out = allocate(sizeMembershipMember(message));
    return checkFull(out, writeMembershipMember(message, out, 0));
  },
};

export interface ClusterVersionSetRequest {
  ver: string;
}

export function readClusterVersionSetRequest(bytes: Uint8Array, start: number, end: number, before?: ClusterVersionSetRequest | undefined): ClusterVersionSetRequest {
  const message: ClusterVersionSetRequest = before ?? { ver: '' };
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
          position = skipUnknown(ClusterVersionSetRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, ClusterVersionSetRequest, tag);
  }
  return message;
}

export function sizeClusterVersionSetRequest(message: ClusterVersionSetRequest): number {
  let size = 0;
  if (message.ver !== '') {
    size += 1 + delimitedSize(utf8Size(message.ver));
  }
  return size;
}

export function writeClusterVersionSetRequest(message: ClusterVersionSetRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.ver !== '') {
    out[at++] = 10; at = writeString(out, at, message.ver);
  }
  return at;
}

let fieldsOfClusterVersionSetRequest: readonly FieldDescriptor[] | undefined;

export const ClusterVersionSetRequest: MessageCodec<ClusterVersionSetRequest> = {
  typeName: 'membershippb.ClusterVersionSetRequest',
  get fields() {
    fieldsOfClusterVersionSetRequest ??= [
    describeField(1, 'ver', 'ver', 'ver', 'string'),
    ];
    return fieldsOfClusterVersionSetRequest;
  },
  create: (init = {}) => ({ ver: init.ver ?? '' }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readClusterVersionSetRequest(bytes, start, end);
  },
  size: sizeClusterVersionSetRequest,
  write: (message, out, offset) => checkRoom(out, writeClusterVersionSetRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeClusterVersionSetRequest(message));
    return checkFull(out, writeClusterVersionSetRequest(message, out, 0));
  },
};

export interface ClusterMemberAttrSetRequest {
  memberId: bigint;
  memberAttributes: MemberAttributes | undefined;
}

export function readClusterMemberAttrSetRequest(bytes: Uint8Array, start: number, end: number, before?: ClusterMemberAttrSetRequest | undefined): ClusterMemberAttrSetRequest {
  const message: ClusterMemberAttrSetRequest = before ?? { memberId: 0n, memberAttributes: undefined };
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
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.memberAttributes = readMemberAttributes(bytes, position, position + length, message.memberAttributes);
          position += length;
          break;
        }
        default:
          position = skipUnknown(ClusterMemberAttrSetRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, ClusterMemberAttrSetRequest, tag);
  }
  return message;
}

export function sizeClusterMemberAttrSetRequest(message: ClusterMemberAttrSetRequest): number {
  let size = 0;
  if (message.memberId !== 0n) {
    size += 1 + varintSizeBigint(message.memberId);
  }
  if (message.memberAttributes !== undefined) {
    size += 1 + delimitedSize(sizeMemberAttributes(message.memberAttributes));
  }
  return size;
}

export function writeClusterMemberAttrSetRequest(message: ClusterMemberAttrSetRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.memberId !== 0n) {
    out[at++] = 8; at = writeVarintBigint(out, at, message.memberId);
  }
  if (message.memberAttributes !== undefined) {
    out[at++] = 18; at = writeVarint(out, at, sizeMemberAttributes(message.memberAttributes)); at = writeMemberAttributes(message.memberAttributes, out, at);
  }
  return at;
}

let fieldsOfClusterMemberAttrSetRequest: readonly FieldDescriptor[] | undefined;

export const ClusterMemberAttrSetRequest: MessageCodec<ClusterMemberAttrSetRequest> = {
  typeName: 'membershippb.ClusterMemberAttrSetRequest',
  get fields() {
    fieldsOfClusterMemberAttrSetRequest ??= [
    describeField(1, 'member_ID', 'memberID', 'memberId', 'uint64', { integer: 'identifier' }),
    describeField(2, 'member_attributes', 'memberAttributes', 'memberAttributes', 'message', { message: MemberAttributes }),
    ];
    return fieldsOfClusterMemberAttrSetRequest;
  },
  create: (init = {}) => ({ memberId: init.memberId ?? 0n, memberAttributes: init.memberAttributes }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readClusterMemberAttrSetRequest(bytes, start, end);
  },
  size: sizeClusterMemberAttrSetRequest,
  write: (message, out, offset) => checkRoom(out, writeClusterMemberAttrSetRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeClusterMemberAttrSetRequest(message));
    return checkFull(out, writeClusterMemberAttrSetRequest(message, out, 0));
  },
};

export interface DowngradeInfoSetRequest {
  enabled: boolean;
  ver: string;
}

export function readDowngradeInfoSetRequest(bytes: Uint8Array, start: number, end: number, before?: DowngradeInfoSetRequest | undefined): DowngradeInfoSetRequest {
  const message: DowngradeInfoSetRequest = before ?? { enabled: false, ver: '' };
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
          message.ver = readString(bytes, position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(DowngradeInfoSetRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, DowngradeInfoSetRequest, tag);
  }
  return message;
}

export function sizeDowngradeInfoSetRequest(message: DowngradeInfoSetRequest): number {
  let size = 0;
  if (message.enabled) {
    size += 2;
  }
  if (message.ver !== '') {
    size += 1 + delimitedSize(utf8Size(message.ver));
  }
  return size;
}

export function writeDowngradeInfoSetRequest(message: DowngradeInfoSetRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.enabled) {
    out[at++] = 8; out[at++] = message.enabled ? 1 : 0;
  }
  if (message.ver !== '') {
    out[at++] = 18; at = writeString(out, at, message.ver);
  }
  return at;
}

let fieldsOfDowngradeInfoSetRequest: readonly FieldDescriptor[] | undefined;

export const DowngradeInfoSetRequest: MessageCodec<DowngradeInfoSetRequest> = {
  typeName: 'membershippb.DowngradeInfoSetRequest',
  get fields() {
    fieldsOfDowngradeInfoSetRequest ??= [
    describeField(1, 'enabled', 'enabled', 'enabled', 'bool'),
    describeField(2, 'ver', 'ver', 'ver', 'string'),
    ];
    return fieldsOfDowngradeInfoSetRequest;
  },
  create: (init = {}) => ({ enabled: init.enabled ?? false, ver: init.ver ?? '' }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readDowngradeInfoSetRequest(bytes, start, end);
  },
  size: sizeDowngradeInfoSetRequest,
  write: (message, out, offset) => checkRoom(out, writeDowngradeInfoSetRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeDowngradeInfoSetRequest(message));
    return checkFull(out, writeDowngradeInfoSetRequest(message, out, 0));
  },
};

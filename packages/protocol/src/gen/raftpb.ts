// Written by tools/protogen from proto/raftpb.proto; change that and run it again.
import type { EnumTable, FieldDescriptor, MessageCodec } from '../codec.ts';
import { allocate } from '../wire/allocate.ts';
import { delimitedSize, emptyBytes, writeBytes } from '../wire/bytes.ts';
import { cursor } from '../wire/cursor.ts';
import { describeEnum, describeField } from '../wire/describe.ts';
import { checkFull, checkPart, checkRoom, located, skipUnknown } from '../wire/message.ts';
import { readUint64, readUint64Bigint } from '../wire/read-integer.ts';
import { readBool, readInt32, readLength, readTag } from '../wire/read-varint.ts';
import { checkDepth } from '../wire/skip.ts';
import { varintSize, varintSizeBigint, writeVarint, writeVarintBigint } from '../wire/write-varint.ts';

export const EntryType = {
  EntryNormal: 0,
  EntryConfChange: 1,
  EntryConfChangeV2: 2,
} as const;
export type EntryType = (typeof EntryType)[keyof typeof EntryType];

export const EntryTypeTable: EnumTable = describeEnum('raftpb.EntryType', {
  EntryNormal: 0,
  EntryConfChange: 1,
  EntryConfChangeV2: 2,
});

export const MessageType = {
  MsgHup: 0,
  MsgBeat: 1,
  MsgProp: 2,
  MsgApp: 3,
  MsgAppResp: 4,
  MsgVote: 5,
  MsgVoteResp: 6,
  MsgSnap: 7,
  MsgHeartbeat: 8,
  MsgHeartbeatResp: 9,
  MsgUnreachable: 10,
  MsgSnapStatus: 11,
  MsgCheckQuorum: 12,
  MsgTransferLeader: 13,
  MsgTimeoutNow: 14,
  MsgReadIndex: 15,
  MsgReadIndexResp: 16,
  MsgPreVote: 17,
  MsgPreVoteResp: 18,
  MsgStorageAppend: 19,
  MsgStorageAppendResp: 20,
  MsgStorageApply: 21,
  MsgStorageApplyResp: 22,
  MsgForgetLeader: 23,
} as const;
export type MessageType = (typeof MessageType)[keyof typeof MessageType];

export const MessageTypeTable: EnumTable = describeEnum('raftpb.MessageType', {
  MsgHup: 0,
  MsgBeat: 1,
  MsgProp: 2,
  MsgApp: 3,
  MsgAppResp: 4,
  MsgVote: 5,
  MsgVoteResp: 6,
  MsgSnap: 7,
  MsgHeartbeat: 8,
  MsgHeartbeatResp: 9,
  MsgUnreachable: 10,
  MsgSnapStatus: 11,
  MsgCheckQuorum: 12,
  MsgTransferLeader: 13,
  MsgTimeoutNow: 14,
  MsgReadIndex: 15,
  MsgReadIndexResp: 16,
  MsgPreVote: 17,
  MsgPreVoteResp: 18,
  MsgStorageAppend: 19,
  MsgStorageAppendResp: 20,
  MsgStorageApply: 21,
  MsgStorageApplyResp: 22,
  MsgForgetLeader: 23,
});

export const ConfChangeTransition = {
  ConfChangeTransitionAuto: 0,
  ConfChangeTransitionJointImplicit: 1,
  ConfChangeTransitionJointExplicit: 2,
} as const;
export type ConfChangeTransition = (typeof ConfChangeTransition)[keyof typeof ConfChangeTransition];

export const ConfChangeTransitionTable: EnumTable = describeEnum('raftpb.ConfChangeTransition', {
  ConfChangeTransitionAuto: 0,
  ConfChangeTransitionJointImplicit: 1,
  ConfChangeTransitionJointExplicit: 2,
});

export const ConfChangeType = {
  ConfChangeAddNode: 0,
  ConfChangeRemoveNode: 1,
  ConfChangeUpdateNode: 2,
  ConfChangeAddLearnerNode: 3,
} as const;
export type ConfChangeType = (typeof ConfChangeType)[keyof typeof ConfChangeType];

export const ConfChangeTypeTable: EnumTable = describeEnum('raftpb.ConfChangeType', {
  ConfChangeAddNode: 0,
  ConfChangeRemoveNode: 1,
  ConfChangeUpdateNode: 2,
  ConfChangeAddLearnerNode: 3,
});

export interface Entry {
  type: EntryType;
  term: number;
  index: number;
  data: Uint8Array;
}

export function readEntry(bytes: Uint8Array, start: number, end: number): Entry {
  const message: Entry = { type: 0, term: 0, index: 0, data: emptyBytes };
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
          message.type = readInt32(bytes, position, end) as EntryType;
          position = cursor.position;
          break;
        case 16:
          message.term = readUint64(bytes, position, end);
          position = cursor.position;
          break;
        case 24:
          message.index = readUint64(bytes, position, end);
          position = cursor.position;
          break;
        case 34: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.data = new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(Entry, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, Entry, tag);
  }
  return message;
}

export function sizeEntry(message: Entry): number {
  let size = 0;
  size += 1 + varintSize(message.type);
  size += 1 + varintSize(message.term);
  size += 1 + varintSize(message.index);
  if (message.data !== emptyBytes) {
    size += 1 + delimitedSize(message.data.length);
  }
  return size;
}

export function writeEntry(message: Entry, out: Uint8Array, offset: number): number {
  let at = offset;
  out[at++] = 8; at = writeVarint(out, at, message.type);
  out[at++] = 16; at = writeVarint(out, at, message.term);
  out[at++] = 24; at = writeVarint(out, at, message.index);
  if (message.data !== emptyBytes) {
    out[at++] = 34; at = writeBytes(out, at, message.data);
  }
  return at;
}

let fieldsOfEntry: readonly FieldDescriptor[] | undefined;

export const Entry: MessageCodec<Entry> = {
  typeName: 'raftpb.Entry',
  get fields() {
    fieldsOfEntry ??= [
    describeField(1, 'Type', 'Type', 'type', 'enum', { enum: EntryTypeTable }),
    describeField(2, 'Term', 'Term', 'term', 'uint64', { integer: 'counter' }),
    describeField(3, 'Index', 'Index', 'index', 'uint64', { integer: 'counter' }),
    describeField(4, 'Data', 'Data', 'data', 'bytes'),
    ];
    return fieldsOfEntry;
  },
  create: (init = {}) => ({ type: init.type ?? 0, term: init.term ?? 0, index: init.index ?? 0, data: init.data ?? emptyBytes }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readEntry(bytes, start, end);
  },
  size: sizeEntry,
  write: (message, out, offset) => checkRoom(out, writeEntry(message, out, offset)),
  encode(message) {
    const out = allocate(sizeEntry(message));
    return checkFull(out, writeEntry(message, out, 0));
  },
};

export interface SnapshotMetadata {
  confState: ConfState;
  index: number;
  term: number;
}

export function readSnapshotMetadata(bytes: Uint8Array, start: number, end: number, before?: SnapshotMetadata | undefined): SnapshotMetadata {
  const message: SnapshotMetadata = before ?? { confState: ConfState.create(), index: 0, term: 0 };
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
          message.confState = readConfState(bytes, position, position + length, message.confState);
          position += length;
          break;
        }
        case 16:
          message.index = readUint64(bytes, position, end);
          position = cursor.position;
          break;
        case 24:
          message.term = readUint64(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(SnapshotMetadata, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, SnapshotMetadata, tag);
  }
  return message;
}

export function sizeSnapshotMetadata(message: SnapshotMetadata): number {
  let size = 0;
  size += 1 + delimitedSize(sizeConfState(message.confState));
  size += 1 + varintSize(message.index);
  size += 1 + varintSize(message.term);
  return size;
}

export function writeSnapshotMetadata(message: SnapshotMetadata, out: Uint8Array, offset: number): number {
  let at = offset;
  out[at++] = 10; at = writeVarint(out, at, sizeConfState(message.confState)); at = writeConfState(message.confState, out, at);
  out[at++] = 16; at = writeVarint(out, at, message.index);
  out[at++] = 24; at = writeVarint(out, at, message.term);
  return at;
}

let fieldsOfSnapshotMetadata: readonly FieldDescriptor[] | undefined;

export const SnapshotMetadata: MessageCodec<SnapshotMetadata> = {
  typeName: 'raftpb.SnapshotMetadata',
  get fields() {
    fieldsOfSnapshotMetadata ??= [
    describeField(1, 'conf_state', 'confState', 'confState', 'message', { message: ConfState }),
    describeField(2, 'index', 'index', 'index', 'uint64', { integer: 'counter' }),
    describeField(3, 'term', 'term', 'term', 'uint64', { integer: 'counter' }),
    ];
    return fieldsOfSnapshotMetadata;
  },
  create: (init = {}) => ({ confState: init.confState ?? ConfState.create(), index: init.index ?? 0, term: init.term ?? 0 }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readSnapshotMetadata(bytes, start, end);
  },
  size: sizeSnapshotMetadata,
  write: (message, out, offset) => checkRoom(out, writeSnapshotMetadata(message, out, offset)),
  encode(message) {
    const out = allocate(sizeSnapshotMetadata(message));
    return checkFull(out, writeSnapshotMetadata(message, out, 0));
  },
};

export interface RaftSnapshot {
  data: Uint8Array;
  metadata: SnapshotMetadata;
}

export function readRaftSnapshot(bytes: Uint8Array, start: number, end: number, before?: RaftSnapshot | undefined): RaftSnapshot {
  const message: RaftSnapshot = before ?? { data: emptyBytes, metadata: SnapshotMetadata.create() };
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
          message.data = new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.metadata = readSnapshotMetadata(bytes, position, position + length, message.metadata);
          position += length;
          break;
        }
        default:
          position = skipUnknown(RaftSnapshot, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, RaftSnapshot, tag);
  }
  return message;
}

export function sizeRaftSnapshot(message: RaftSnapshot): number {
  let size = 0;
  if (message.data !== emptyBytes) {
    size += 1 + delimitedSize(message.data.length);
  }
  size += 1 + delimitedSize(sizeSnapshotMetadata(message.metadata));
  return size;
}

export function writeRaftSnapshot(message: RaftSnapshot, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.data !== emptyBytes) {
    out[at++] = 10; at = writeBytes(out, at, message.data);
  }
  out[at++] = 18; at = writeVarint(out, at, sizeSnapshotMetadata(message.metadata)); at = writeSnapshotMetadata(message.metadata, out, at);
  return at;
}

let fieldsOfRaftSnapshot: readonly FieldDescriptor[] | undefined;

export const RaftSnapshot: MessageCodec<RaftSnapshot> = {
  typeName: 'raftpb.Snapshot',
  get fields() {
    fieldsOfRaftSnapshot ??= [
    describeField(1, 'data', 'data', 'data', 'bytes'),
    describeField(2, 'metadata', 'metadata', 'metadata', 'message', { message: SnapshotMetadata }),
    ];
    return fieldsOfRaftSnapshot;
  },
  create: (init = {}) => ({ data: init.data ?? emptyBytes, metadata: init.metadata ?? SnapshotMetadata.create() }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readRaftSnapshot(bytes, start, end);
  },
  size: sizeRaftSnapshot,
  write: (message, out, offset) => checkRoom(out, writeRaftSnapshot(message, out, offset)),
  encode(message) {
    const out = allocate(sizeRaftSnapshot(message));
    return checkFull(out, writeRaftSnapshot(message, out, 0));
  },
};

export interface RaftMessage {
  type: MessageType;
  to: bigint;
  from: bigint;
  term: number;
  /** Term of the entry at index: what a follower must have for an append to fit. */
  logTerm: number;
  index: number;
  entries: Entry[];
  commit: number;
  /** Members of etcd 3.5 and older never leave it out: an index of zero means that there is none. */
  snapshot: RaftSnapshot | undefined;
  reject: boolean;
  /** Where the sender of a rejection thinks that the logs may still agree. */
  rejectHint: number;
  context: Uint8Array;
  /** Only in messages to the local storage threads: the vote to be stored. */
  vote: bigint;
  /** Only in messages to the local storage threads: what to deliver when the work is done. */
  responses: RaftMessage[];
}

export function readRaftMessage(bytes: Uint8Array, start: number, end: number, depth: number): RaftMessage {
  checkDepth(depth, start);
  const message: RaftMessage = { type: 0, to: 0n, from: 0n, term: 0, logTerm: 0, index: 0, entries: [], commit: 0, snapshot: undefined, reject: false, rejectHint: 0, context: emptyBytes, vote: 0n, responses: [] };
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
          message.type = readInt32(bytes, position, end) as MessageType;
          position = cursor.position;
          break;
        case 16:
          message.to = readUint64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 24:
          message.from = readUint64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 32:
          message.term = readUint64(bytes, position, end);
          position = cursor.position;
          break;
        case 40:
          message.logTerm = readUint64(bytes, position, end);
          position = cursor.position;
          break;
        case 48:
          message.index = readUint64(bytes, position, end);
          position = cursor.position;
          break;
        case 58: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.entries.push(readEntry(bytes, position, position + length));
          position += length;
          break;
        }
        case 64:
          message.commit = readUint64(bytes, position, end);
          position = cursor.position;
          break;
        case 74: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.snapshot = readRaftSnapshot(bytes, position, position + length, message.snapshot);
          position += length;
          break;
        }
        case 80:
          message.reject = readBool(bytes, position, end);
          position = cursor.position;
          break;
        case 88:
          message.rejectHint = readUint64(bytes, position, end);
          position = cursor.position;
          break;
        case 98: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.context = new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        case 104:
          message.vote = readUint64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 114: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.responses.push(readRaftMessage(bytes, position, position + length, depth + 1));
          position += length;
          break;
        }
        default:
          position = skipUnknown(RaftMessage, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, RaftMessage, tag);
  }
  return message;
}

export function sizeRaftMessage(message: RaftMessage): number {
  let size = 0;
  size += 1 + varintSize(message.type);
  size += 1 + varintSizeBigint(message.to);
  size += 1 + varintSizeBigint(message.from);
  size += 1 + varintSize(message.term);
  size += 1 + varintSize(message.logTerm);
  size += 1 + varintSize(message.index);
  for (const item of message.entries) {
    size += 1 + delimitedSize(sizeEntry(item));
  }
  size += 1 + varintSize(message.commit);
  if (message.snapshot !== undefined) {
    size += 1 + delimitedSize(sizeRaftSnapshot(message.snapshot));
  }
  size += 2;
  size += 1 + varintSize(message.rejectHint);
  if (message.context !== emptyBytes) {
    size += 1 + delimitedSize(message.context.length);
  }
  size += 1 + varintSizeBigint(message.vote);
  for (const item of message.responses) {
    size += 1 + delimitedSize(sizeRaftMessage(item));
  }
  return size;
}

export function writeRaftMessage(message: RaftMessage, out: Uint8Array, offset: number): number {
  let at = offset;
  out[at++] = 8; at = writeVarint(out, at, message.type);
  out[at++] = 16; at = writeVarintBigint(out, at, message.to);
  out[at++] = 24; at = writeVarintBigint(out, at, message.from);
  out[at++] = 32; at = writeVarint(out, at, message.term);
  out[at++] = 40; at = writeVarint(out, at, message.logTerm);
  out[at++] = 48; at = writeVarint(out, at, message.index);
  for (const item of message.entries) {
    out[at++] = 58; at = writeVarint(out, at, sizeEntry(item)); at = writeEntry(item, out, at);
  }
  out[at++] = 64; at = writeVarint(out, at, message.commit);
  if (message.snapshot !== undefined) {
    out[at++] = 74; at = writeVarint(out, at, sizeRaftSnapshot(message.snapshot)); at = writeRaftSnapshot(message.snapshot, out, at);
  }
  out[at++] = 80; out[at++] = message.reject ? 1 : 0;
  out[at++] = 88; at = writeVarint(out, at, message.rejectHint);
  if (message.context !== emptyBytes) {
    out[at++] = 98; at = writeBytes(out, at, message.context);
  }
  out[at++] = 104; at = writeVarintBigint(out, at, message.vote);
  for (const item of message.responses) {
    out[at++] = 114; at = writeVarint(out, at, sizeRaftMessage(item)); at = writeRaftMessage(item, out, at);
  }
  return at;
}

let fieldsOfRaftMessage: readonly FieldDescriptor[] | undefined;

export const RaftMessage: MessageCodec<RaftMessage> = {
  typeName: 'raftpb.Message',
  get fields() {
    fieldsOfRaftMessage ??= [
    describeField(1, 'type', 'type', 'type', 'enum', { enum: MessageTypeTable }),
    describeField(2, 'to', 'to', 'to', 'uint64', { integer: 'identifier' }),
    describeField(3, 'from', 'from', 'from', 'uint64', { integer: 'identifier' }),
    describeField(4, 'term', 'term', 'term', 'uint64', { integer: 'counter' }),
    describeField(5, 'logTerm', 'logTerm', 'logTerm', 'uint64', { integer: 'counter' }),
    describeField(6, 'index', 'index', 'index', 'uint64', { integer: 'counter' }),
    describeField(7, 'entries', 'entries', 'entries', 'message', { repeated: true, message: Entry }),
    describeField(8, 'commit', 'commit', 'commit', 'uint64', { integer: 'counter' }),
    describeField(9, 'snapshot', 'snapshot', 'snapshot', 'message', { message: RaftSnapshot }),
    describeField(10, 'reject', 'reject', 'reject', 'bool'),
    describeField(11, 'rejectHint', 'rejectHint', 'rejectHint', 'uint64', { integer: 'counter' }),
    describeField(12, 'context', 'context', 'context', 'bytes'),
    describeField(13, 'vote', 'vote', 'vote', 'uint64', { integer: 'identifier' }),
    describeField(14, 'responses', 'responses', 'responses', 'message', { repeated: true, message: RaftMessage }),
    ];
    return fieldsOfRaftMessage;
  },
  create: (init = {}) => ({ type: init.type ?? 0, to: init.to ?? 0n, from: init.from ?? 0n, term: init.term ?? 0, logTerm: init.logTerm ?? 0, index: init.index ?? 0, entries: init.entries ?? [], commit: init.commit ?? 0, snapshot: init.snapshot, reject: init.reject ?? false, rejectHint: init.rejectHint ?? 0, context: init.context ?? emptyBytes, vote: init.vote ?? 0n, responses: init.responses ?? [] }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readRaftMessage(bytes, start, end, 0);
  },
  size: sizeRaftMessage,
  write: (message, out, offset) => checkRoom(out, writeRaftMessage(message, out, offset)),
  encode(message) {
    const out = allocate(sizeRaftMessage(message));
    return checkFull(out, writeRaftMessage(message, out, 0));
  },
};

export interface HardState {
  term: number;
  vote: bigint;
  commit: number;
}

export function readHardState(bytes: Uint8Array, start: number, end: number): HardState {
  const message: HardState = { term: 0, vote: 0n, commit: 0 };
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
          message.term = readUint64(bytes, position, end);
          position = cursor.position;
          break;
        case 16:
          message.vote = readUint64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 24:
          message.commit = readUint64(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(HardState, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, HardState, tag);
  }
  return message;
}

export function sizeHardState(message: HardState): number {
  let size = 0;
  size += 1 + varintSize(message.term);
  size += 1 + varintSizeBigint(message.vote);
  size += 1 + varintSize(message.commit);
  return size;
}

export function writeHardState(message: HardState, out: Uint8Array, offset: number): number {
  let at = offset;
  out[at++] = 8; at = writeVarint(out, at, message.term);
  out[at++] = 16; at = writeVarintBigint(out, at, message.vote);
  out[at++] = 24; at = writeVarint(out, at, message.commit);
  return at;
}

let fieldsOfHardState: readonly FieldDescriptor[] | undefined;

export const HardState: MessageCodec<HardState> = {
  typeName: 'raftpb.HardState',
  get fields() {
    fieldsOfHardState ??= [
    describeField(1, 'term', 'term', 'term', 'uint64', { integer: 'counter' }),
    describeField(2, 'vote', 'vote', 'vote', 'uint64', { integer: 'identifier' }),
    describeField(3, 'commit', 'commit', 'commit', 'uint64', { integer: 'counter' }),
    ];
    return fieldsOfHardState;
  },
  create: (init = {}) => ({ term: init.term ?? 0, vote: init.vote ?? 0n, commit: init.commit ?? 0 }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readHardState(bytes, start, end);
  },
  size: sizeHardState,
  write: (message, out, offset) => checkRoom(out, writeHardState(message, out, offset)),
  encode(message) {
    const out = allocate(sizeHardState(message));
    return checkFull(out, writeHardState(message, out, 0));
  },
};

export interface ConfState {
  voters: bigint[];
  learners: bigint[];
  /** Voters of the outgoing configuration while the cluster is in a joint one. */
  votersOutgoing: bigint[];
  /** Outgoing voters that become learners when the joint configuration is left. */
  learnersNext: bigint[];
  autoLeave: boolean;
}

export function readConfState(bytes: Uint8Array, start: number, end: number, before?: ConfState | undefined): ConfState {
  const message: ConfState = before ?? { voters: [], learners: [], votersOutgoing: [], learnersNext: [], autoLeave: false };
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
          message.voters.push(readUint64Bigint(bytes, position, end));
          position = cursor.position;
          break;
        case 10: {
          const stop = readLength(bytes, position, end) + cursor.position;
          position = cursor.position;
          while (position < stop) {
            message.voters.push(readUint64Bigint(bytes, position, stop));
            position = cursor.position;
          }
          break;
        }
        case 16:
          message.learners.push(readUint64Bigint(bytes, position, end));
          position = cursor.position;
          break;
        case 18: {
          const stop = readLength(bytes, position, end) + cursor.position;
          position = cursor.position;
          while (position < stop) {
            message.learners.push(readUint64Bigint(bytes, position, stop));
            position = cursor.position;
          }
          break;
        }
        case 24:
          message.votersOutgoing.push(readUint64Bigint(bytes, position, end));
          position = cursor.position;
          break;
        case 26: {
          const stop = readLength(bytes, position, end) + cursor.position;
          position = cursor.position;
          while (position < stop) {
            message.votersOutgoing.push(readUint64Bigint(bytes, position, stop));
            position = cursor.position;
          }
          break;
        }
        case 32:
          message.learnersNext.push(readUint64Bigint(bytes, position, end));
          position = cursor.position;
          break;
        case 34: {
          const stop = readLength(bytes, position, end) + cursor.position;
          position = cursor.position;
          while (position < stop) {
            message.learnersNext.push(readUint64Bigint(bytes, position, stop));
            position = cursor.position;
          }
          break;
        }
        case 40:
          message.autoLeave = readBool(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(ConfState, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, ConfState, tag);
  }
  return message;
}

export function sizeConfState(message: ConfState): number {
  let size = 0;
  for (const item of message.voters) {
    size += 1 + varintSizeBigint(item);
  }
  for (const item of message.learners) {
    size += 1 + varintSizeBigint(item);
  }
  for (const item of message.votersOutgoing) {
    size += 1 + varintSizeBigint(item);
  }
  for (const item of message.learnersNext) {
    size += 1 + varintSizeBigint(item);
  }
  size += 2;
  return size;
}

export function writeConfState(message: ConfState, out: Uint8Array, offset: number): number {
  let at = offset;
  for (const item of message.voters) {
    out[at++] = 8; at = writeVarintBigint(out, at, item);
  }
  for (const item of message.learners) {
    out[at++] = 16; at = writeVarintBigint(out, at, item);
  }
  for (const item of message.votersOutgoing) {
    out[at++] = 24; at = writeVarintBigint(out, at, item);
  }
  for (const item of message.learnersNext) {
    out[at++] = 32; at = writeVarintBigint(out, at, item);
  }
  out[at++] = 40; out[at++] = message.autoLeave ? 1 : 0;
  return at;
}

let fieldsOfConfState: readonly FieldDescriptor[] | undefined;

export const ConfState: MessageCodec<ConfState> = {
  typeName: 'raftpb.ConfState',
  get fields() {
    fieldsOfConfState ??= [
    describeField(1, 'voters', 'voters', 'voters', 'uint64', { repeated: true, integer: 'identifier' }),
    describeField(2, 'learners', 'learners', 'learners', 'uint64', { repeated: true, integer: 'identifier' }),
    describeField(3, 'voters_outgoing', 'votersOutgoing', 'votersOutgoing', 'uint64', { repeated: true, integer: 'identifier' }),
    describeField(4, 'learners_next', 'learnersNext', 'learnersNext', 'uint64', { repeated: true, integer: 'identifier' }),
    describeField(5, 'auto_leave', 'autoLeave', 'autoLeave', 'bool'),
    ];
    return fieldsOfConfState;
  },
  create: (init = {}) => ({ voters: init.voters ?? [], learners: init.learners ?? [], votersOutgoing: init.votersOutgoing ?? [], learnersNext: init.learnersNext ?? [], autoLeave: init.autoLeave ?? false }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readConfState(bytes, start, end);
  },
  size: sizeConfState,
  write: (message, out, offset) => checkRoom(out, writeConfState(message, out, offset)),
  encode(message) {
    const out = allocate(sizeConfState(message));
    return checkFull(out, writeConfState(message, out, 0));
  },
};

export interface ConfChange {
  id: bigint;
  type: ConfChangeType;
  nodeId: bigint;
  /** The application's own; etcd puts the member's JSON here. */
  context: Uint8Array;
}

export function readConfChange(bytes: Uint8Array, start: number, end: number): ConfChange {
  const message: ConfChange = { id: 0n, type: 0, nodeId: 0n, context: emptyBytes };
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
          message.id = readUint64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 16:
          message.type = readInt32(bytes, position, end) as ConfChangeType;
          position = cursor.position;
          break;
        case 24:
          message.nodeId = readUint64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 34: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.context = new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(ConfChange, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, ConfChange, tag);
  }
  return message;
}

export function sizeConfChange(message: ConfChange): number {
  let size = 0;
  size += 1 + varintSizeBigint(message.id);
  size += 1 + varintSize(message.type);
  size += 1 + varintSizeBigint(message.nodeId);
  if (message.context !== emptyBytes) {
    size += 1 + delimitedSize(message.context.length);
  }
  return size;
}

export function writeConfChange(message: ConfChange, out: Uint8Array, offset: number): number {
  let at = offset;
  out[at++] = 8; at = writeVarintBigint(out, at, message.id);
  out[at++] = 16; at = writeVarint(out, at, message.type);
  out[at++] = 24; at = writeVarintBigint(out, at, message.nodeId);
  if (message.context !== emptyBytes) {
    out[at++] = 34; at = writeBytes(out, at, message.context);
  }
  return at;
}

let fieldsOfConfChange: readonly FieldDescriptor[] | undefined;

export const ConfChange: MessageCodec<ConfChange> = {
  typeName: 'raftpb.ConfChange',
  get fields() {
    fieldsOfConfChange ??= [
    describeField(1, 'id', 'id', 'id', 'uint64', { integer: 'identifier' }),
    describeField(2, 'type', 'type', 'type', 'enum', { enum: ConfChangeTypeTable }),
    describeField(3, 'node_id', 'nodeId', 'nodeId', 'uint64', { integer: 'identifier' }),
    describeField(4, 'context', 'context', 'context', 'bytes'),
    ];
    return fieldsOfConfChange;
  },
  create: (init = {}) => ({ id: init.id ?? 0n, type: init.type ?? 0, nodeId: init.nodeId ?? 0n, context: init.context ?? emptyBytes }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readConfChange(bytes, start, end);
  },
  size: sizeConfChange,
  write: (message, out, offset) => checkRoom(out, writeConfChange(message, out, offset)),
  encode(message) {
    const out = allocate(sizeConfChange(message));
    return checkFull(out, writeConfChange(message, out, 0));
  },
};

export interface ConfChangeSingle {
  type: ConfChangeType;
  nodeId: bigint;
}

export function readConfChangeSingle(bytes: Uint8Array, start: number, end: number): ConfChangeSingle {
  const message: ConfChangeSingle = { type: 0, nodeId: 0n };
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
          message.type = readInt32(bytes, position, end) as ConfChangeType;
          position = cursor.position;
          break;
        case 16:
          message.nodeId = readUint64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(ConfChangeSingle, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, ConfChangeSingle, tag);
  }
  return message;
}

export function sizeConfChangeSingle(message: ConfChangeSingle): number {
  let size = 0;
  size += 1 + varintSize(message.type);
  size += 1 + varintSizeBigint(message.nodeId);
  return size;
}

export function writeConfChangeSingle(message: ConfChangeSingle, out: Uint8Array, offset: number): number {
  let at = offset;
  out[at++] = 8; at = writeVarint(out, at, message.type);
  out[at++] = 16; at = writeVarintBigint(out, at, message.nodeId);
  return at;
}

let fieldsOfConfChangeSingle: readonly FieldDescriptor[] | undefined;

export const ConfChangeSingle: MessageCodec<ConfChangeSingle> = {
  typeName: 'raftpb.ConfChangeSingle',
  get fields() {
    fieldsOfConfChangeSingle ??= [
    describeField(1, 'type', 'type', 'type', 'enum', { enum: ConfChangeTypeTable }),
    describeField(2, 'node_id', 'nodeId', 'nodeId', 'uint64', { integer: 'identifier' }),
    ];
    return fieldsOfConfChangeSingle;
  },
  create: (init = {}) => ({ type: init.type ?? 0, nodeId: init.nodeId ?? 0n }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readConfChangeSingle(bytes, start, end);
  },
  size: sizeConfChangeSingle,
  write: (message, out, offset) => checkRoom(out, writeConfChangeSingle(message, out, offset)),
  encode(message) {
    const out = allocate(sizeConfChangeSingle(message));
    return checkFull(out, writeConfChangeSingle(message, out, 0));
  },
};

export interface ConfChangeV2 {
  transition: ConfChangeTransition;
  changes: ConfChangeSingle[];
  context: Uint8Array;
}

export function readConfChangeV2(bytes: Uint8Array, start: number, end: number): ConfChangeV2 {
  const message: ConfChangeV2 = { transition: 0, changes: [], context: emptyBytes };
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
          message.transition = readInt32(bytes, position, end) as ConfChangeTransition;
          position = cursor.position;
          break;
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.changes.push(readConfChangeSingle(bytes, position, position + length));
          position += length;
          break;
        }
        case 26: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.context = new Uint8Array(buffer, byteOffset + position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(ConfChangeV2, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, ConfChangeV2, tag);
  }
  return message;
}

export function sizeConfChangeV2(message: ConfChangeV2): number {
  let size = 0;
  size += 1 + varintSize(message.transition);
  for (const item of message.changes) {
    size += 1 + delimitedSize(sizeConfChangeSingle(item));
  }
  if (message.context !== emptyBytes) {
    size += 1 + delimitedSize(message.context.length);
  }
  return size;
}

export function writeConfChangeV2(message: ConfChangeV2, out: Uint8Array, offset: number): number {
  let at = offset;
  out[at++] = 8; at = writeVarint(out, at, message.transition);
  for (const item of message.changes) {
    out[at++] = 18; at = writeVarint(out, at, sizeConfChangeSingle(item)); at = writeConfChangeSingle(item, out, at);
  }
  if (message.context !== emptyBytes) {
    out[at++] = 26; at = writeBytes(out, at, message.context);
  }
  return at;
}

let fieldsOfConfChangeV2: readonly FieldDescriptor[] | undefined;

export const ConfChangeV2: MessageCodec<ConfChangeV2> = {
  typeName: 'raftpb.ConfChangeV2',
  get fields() {
    fieldsOfConfChangeV2 ??= [
    describeField(1, 'transition', 'transition', 'transition', 'enum', { enum: ConfChangeTransitionTable }),
    describeField(2, 'changes', 'changes', 'changes', 'message', { repeated: true, message: ConfChangeSingle }),
    describeField(3, 'context', 'context', 'context', 'bytes'),
    ];
    return fieldsOfConfChangeV2;
  },
  create: (init = {}) => ({ transition: init.transition ?? 0, changes: init.changes ?? [], context: init.context ?? emptyBytes }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readConfChangeV2(bytes, start, end);
  },
  size: sizeConfChangeV2,
  write: (message, out, offset) => checkRoom(out, writeConfChangeV2(message, out, offset)),
  encode(message) {
    const out = allocate(sizeConfChangeV2(message));
    return checkFull(out, writeConfChangeV2(message, out, 0));
  },
};

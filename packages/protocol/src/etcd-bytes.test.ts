import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AnyMessageCodec } from './codec.ts';
import {
  ConfChange,
  Entry,
  EntryType,
  HardState,
  InternalRaftRequest,
  MessageType,
  RaftMessage,
  RaftSnapshot,
  SnapshotFile,
  V2Request,
  WalMetadata,
  WalRecord,
  WalSnapshot,
} from './index.ts';
import { everyCodec } from './testing/every-codec.ts';

interface Fixtures {
  readonly responses: readonly { readonly message: string; readonly hex: string }[];
  readonly walRecords: readonly string[];
  readonly raftMessages: readonly string[];
  readonly snapshotFile: string;
}

const path = join(import.meta.dirname, 'testdata/etcd-3.5.30.json');
const fixtures: Fixtures = JSON.parse(readFileSync(path, 'utf8'));
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** Reads a message and expects it to be written with the very same bytes. */
function reread<T>(codec: { decode(bytes: Uint8Array): T; encode(message: T): Uint8Array }, bytes: Uint8Array): T {
  const message = codec.decode(bytes);
  expect(hexOf(codec.encode(message))).toBe(hexOf(bytes));
  return message;
}

/** What the payload of a normal entry is: since etcd 3.6 always an InternalRaftRequest, before sometimes a bare v2 request. */
function payloadOf(entry: Entry): AnyMessageCodec {
  try {
    InternalRaftRequest.decode(entry.data);
    return InternalRaftRequest;
  } catch {
    return V2Request;
  }
}

describe('bytes that etcd 3.5 wrote are written the same', () => {
  test('records of its log', () => {
    const proposals: string[] = [];
    const kinds = new Set<number>();
    for (const line of fixtures.walRecords) {
      const record = reread(WalRecord, Buffer.from(line, 'hex'));
      kinds.add(record.type);
      if (record.type === 1) reread(WalMetadata, record.data);
      if (record.type === 3) reread(HardState, record.data);
      if (record.type === 5) reread(WalSnapshot, record.data);
      if (record.type !== 2) continue;
      const entry = reread(Entry, record.data);
      if (entry.type === EntryType.EntryConfChange) reread(ConfChange, entry.data);
      if (entry.type !== EntryType.EntryNormal || entry.data.length === 0) continue;
      const codec = payloadOf(entry);
      const payload = reread(codec, entry.data) as Record<string, unknown>;
      proposals.push(
        codec === V2Request
          ? `${payload.method} ${payload.path}`
          : (Object.keys(payload).filter((key) => payload[key] !== undefined && !['id', 'header'].includes(key))[0] ??
              ''),
      );
    }
    expect([...kinds].sort()).toEqual([1, 2, 3, 4, 5]);
    expect([...new Set(proposals)]).toEqual([
      'PUT /0/members/8425f172696c3d59/attributes',
      'PUT /0/version',
      'put',
      'leaseGrant',
      'txn',
      'deleteRange',
      'compaction',
      'authUserAdd',
      'authRoleAdd',
      'authRoleGrantPermission',
      'authUserGrantRole',
      'alarm',
    ]);
  });

  test('a leader’s empty entry has no data, an empty metadata snapshot has both zeros', () => {
    expect(hexOf(Entry.encode(Entry.create({ term: 2, index: 3 })))).toBe('080010021803');
    expect(hexOf(WalSnapshot.encode(WalSnapshot.create()))).toBe('08001000');
    expect(hexOf(WalRecord.encode(WalRecord.create({ type: 4 })))).toBe('08041000');
    expect(hexOf(HardState.encode(HardState.create()))).toBe('080010001800');
  });

  test('a snapshot file', () => {
    const file = reread(SnapshotFile, Buffer.from(fixtures.snapshotFile, 'hex'));
    const snapshot = reread(RaftSnapshot, file.data);
    expect(snapshot.metadata).toEqual({
      confState: {
        voters: [0x8425f172696c3d59n],
        learners: [0x53e675eeaf42102n],
        votersOutgoing: [],
        learnersNext: [],
        autoLeave: false,
      },
      index: 21,
      term: 2,
    });
  });

  test.each(fixtures.responses)('$message', ({ message, hex }) => {
    const codec = everyCodec.get(`etcdserverpb.${message}`);
    expect(codec).toBeDefined();
    if (codec !== undefined) reread(codec, Buffer.from(hex, 'hex'));
  });
});

test('messages between members differ from those of 3.5 only in the vote, which 3.6 added', () => {
  const types = fixtures.raftMessages.map((line) => {
    const message = RaftMessage.decode(Buffer.from(line, 'hex'));
    // 3.5 never leaves the snapshot out; context comes before the vote.
    expect(message.snapshot).toEqual(RaftSnapshot.create());
    expect(hexOf(RaftMessage.encode(message))).toBe(`${line}6800`);
    return message.type;
  });
  expect([...new Set(types)]).toEqual([
    MessageType.MsgPreVote,
    MessageType.MsgVote,
    MessageType.MsgApp,
    MessageType.MsgHeartbeat,
  ]);
});

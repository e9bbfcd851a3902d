import { type Entry, EntryType, emptyBytes, MessageType, MessageTypeTable } from '@quorate/protocol';
import { describe, expect, it } from 'vitest';
import { confChangeEntry } from '../confchange/conf-change.ts';
import { parseChanges } from '../confchange/parse-changes.ts';
import { localAppendThread, localApplyThread } from '../ids.ts';
import type { Ready } from '../ready.ts';
import { bytes, entry, members, message, snapshotOf } from '../testing/group.ts';
import { describeEntry, describeHardState, describeMessage } from './describe-message.ts';
import { describeReady } from './describe-ready.ts';
import { quote } from './quote.ts';

describe('bytes in quotes', () => {
  it.each([
    ['', '""'],
    ['plain text', '"plain text"'],
    ['"quoted" \\', '"\\"quoted\\" \\\\"'],
    ['\u0007\b\f\n\r\t\v', '"\\a\\b\\f\\n\\r\\t\\v"'],
    ['\u0000\u001f\u007f', '"\\x00\\x1f\\x7f"'],
    ['ä€😀', '"ä€😀"'],
    ['\u0080\u200b\u{e0001}', '"\\u0080\\u200b\\U000e0001"'],
  ])('%j', (text, quoted) => {
    expect(quote(bytes(text))).toBe(quoted);
  });

  it('are escaped where they are no UTF-8', () => {
    expect(quote(new Uint8Array([0x61, 0xff, 0xc3, 0x28, 0xe2, 0x82]))).toBe('"a\\xff\\xc3(\\xe2\\x82"');
    expect(quote(new Uint8Array([0x80, 0xc0, 0x80]))).toBe('"\\x80\\xc0\\x80"');
  });
});

describe('an entry in a line', () => {
  it('has term, index, kind and data', () => {
    expect(describeEntry(entry(2, 7, 'x'))).toBe('2/7 EntryNormal "x"');
    expect(describeEntry(entry(2, 7, 'x'), () => '')).toBe('2/7 EntryNormal');
    const change = confChangeEntry({ transition: 0, changes: parseChanges('v1 l2 r3 u4'), context: emptyBytes });
    expect(describeEntry({ ...change, term: 1, index: 2 })).toBe('1/2 EntryConfChangeV2 v1 l2 r3 u4');
    const first = confChangeEntry({ id: 0n, type: 1, nodeId: 9n, context: emptyBytes });
    expect(describeEntry({ ...first, term: 1, index: 2 })).toBe('1/2 EntryConfChange r9');
  });

  it('says what is wrong with one that cannot be read', () => {
    const broken: Entry = { type: EntryType.EntryConfChange, term: 1, index: 2, data: new Uint8Array([255]) };
    expect(describeEntry(broken)).toMatch(/^1\/2 EntryConfChange .+/);
  });
});

describe('a message in words', () => {
  it.each(Array.from(MessageTypeTable.names))('of kind %i is %s', (type, name) => {
    expect(describeMessage(message(type as MessageType, 1, 2, { term: 3 }))).toBe(`1->2 ${name} Term:3 Log:0/0`);
  });

  it('has all that is in it', () => {
    const full = message(MessageType.MsgAppResp, 26, 0, {
      term: 3,
      logTerm: 2,
      index: 9,
      reject: true,
      rejectHint: 4,
      commit: 5,
      vote: 7n,
      entries: [entry(1, 2, 'x')],
    });
    expect(describeMessage(full)).toBe(
      '1a->None MsgAppResp Term:3 Log:2/9 Rejected (Hint: 4) Commit:5 Vote:7 Entries:[1/2 EntryNormal "x"]',
    );
  });

  it('is several lines with entries, a snapshot and responses', () => {
    const response = message(MessageType.MsgStorageAppendResp, 0, 1, { from: localAppendThread, index: 3, logTerm: 1 });
    const full = message(MessageType.MsgStorageAppend, 1, 0, {
      to: localAppendThread,
      entries: [entry(1, 2), entry(1, 3)],
      snapshot: snapshotOf(members([1, 2], [3]), 9, 4),
      responses: [
        response,
        message(MessageType.MsgStorageApplyResp, 0, 1, { from: localApplyThread, entries: [entry(1, 2), entry(1, 3)] }),
      ],
    });
    expect(describeMessage(full)).toBe(
      [
        '1->AppendThread MsgStorageAppend Term:0 Log:0/0 Entries:[',
        '  1/2 EntryNormal ""',
        '  1/3 EntryNormal ""',
        ']',
        '  Snapshot: Index:9 Term:4 ConfState:Voters:[1 2] VotersOutgoing:[] Learners:[3] LearnersNext:[] AutoLeave:false Responses:[',
        '  AppendThread->1 MsgStorageAppendResp Term:0 Log:1/3',
        '  ApplyThread->1 MsgStorageApplyResp Term:0 Log:0/0 Entries:[',
        '    1/2 EntryNormal ""',
        '    1/3 EntryNormal ""',
        '  ]',
        ']',
      ].join('\n'),
    );
  });

  it('leaves an empty snapshot out', () => {
    expect(describeMessage(message(MessageType.MsgSnap, 1, 2, { snapshot: snapshotOf(members([]), 0, 0) }))).toBe(
      '1->2 MsgSnap Term:0 Log:0/0',
    );
  });
});

describe('a Ready in words', () => {
  const empty: Ready = {
    softState: undefined,
    hardState: undefined,
    readStates: [],
    entries: [],
    snapshot: undefined,
    committedEntries: [],
    messages: [],
    mustSync: false,
  };

  it('is short when there is nothing in it', () => {
    expect(describeReady(empty)).toBe('<empty Ready>');
    expect(describeHardState({ term: 1, vote: 0n, commit: 2 })).toBe('Term:1 Commit:2');
  });

  it('has all that is in it, in this order', () => {
    const full: Ready = {
      softState: { leaderId: 2n, role: 'pre-candidate' },
      hardState: { term: 1, vote: 2n, commit: 3 },
      readStates: [
        { index: 4, context: new Uint8Array([1, 255]) },
        { index: 5, context: new Uint8Array(0) },
      ],
      entries: [entry(1, 2)],
      snapshot: snapshotOf(members([1]), 9, 4),
      committedEntries: [entry(1, 1)],
      messages: [message(MessageType.MsgHeartbeat, 1, 2)],
      mustSync: true,
    };
    expect(describeReady(full)).toBe(
      [
        'Ready MustSync=true:',
        'Lead:2 State:StatePreCandidate',
        'HardState Term:1 Vote:2 Commit:3',
        'ReadStates [{4 [1 255]} {5 []}]',
        'Entries:',
        '1/2 EntryNormal ""',
        'Snapshot Index:9 Term:4 ConfState:Voters:[1] VotersOutgoing:[] Learners:[] LearnersNext:[] AutoLeave:false',
        'CommittedEntries:',
        '1/1 EntryNormal ""',
        'Messages:',
        '1->2 MsgHeartbeat Term:0 Log:0/0',
        '',
      ].join('\n'),
    );
  });
});

import { MessageType, type RaftMessage } from '@quorate/protocol';
import { describe, expect, it } from 'vitest';
import { confChangeOf } from './confchange/conf-change.ts';
import { localAppendThread } from './ids.ts';
import { bytes, entry, Group, Member, members, message, snapshotOf, text } from './testing/group.ts';

const { MsgStorageAppend, MsgStorageAppendResp, MsgStorageApply, MsgApp, MsgAppResp } = MessageType;

function single(options = {}): Member {
  return new Member(1, snapshotOf(members([1])), options);
}

/** Takes a Ready and sorts its messages by whom they are for. */
function take(one: Member) {
  const { messages } = one.raw.ready();
  return {
    append: messages.find(({ type }) => type === MsgStorageAppend),
    apply: messages.find(({ type }) => type === MsgStorageApply),
    others: messages.filter(({ type }) => type !== MsgStorageAppend && type !== MsgStorageApply),
  };
}

function respond(one: Member, work: RaftMessage | undefined): void {
  for (const response of work?.responses ?? []) if (response.to === one.id) one.raw.step(response);
}

function store(one: Member, work: RaftMessage | undefined): void {
  if (work === undefined) return;
  if (work.term > 0) one.storage.setHardState({ term: work.term, vote: work.vote, commit: work.commit });
  if (work.snapshot) one.storage.applySnapshot(work.snapshot);
  one.storage.append(work.entries);
  respond(one, work);
}

describe('a Ready', () => {
  it('is there only when there is something to do', () => {
    const one = single();
    expect(one.raw.hasReady()).toBe(false);
    one.raw.campaign();
    expect(one.raw.hasReady()).toBe(true);
    one.work();
    expect(one.raw.hasReady()).toBe(false);
  });

  it('says what changed, once', () => {
    const one = single();
    one.raw.campaign();
    expect(one.raw.ready()).toMatchObject({
      softState: { role: 'candidate' },
      hardState: { term: 1, vote: 1n, commit: 1 },
      mustSync: true,
      entries: [],
    });
    one.raw.advance();
    const second = one.raw.ready();
    expect(second).toMatchObject({ softState: { role: 'leader', leaderId: 1n }, hardState: undefined, mustSync: true });
    one.storage.append(second.entries);
    one.raw.advance();
    expect(one.raw.ready()).toMatchObject({ softState: undefined, hardState: { commit: 2 }, mustSync: false });
  });

  it('has to be advanced before the next one', () => {
    const one = single();
    one.raw.campaign();
    one.raw.ready();
    expect(() => one.raw.ready()).toThrow('advanced');
  });

  it('gathers the proposals of a turn', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    leader.raw.proposeBatch([bytes('a'), bytes('b'), bytes('c')]);
    const ready = leader.raw.ready();
    expect(ready.entries).toHaveLength(3);
    expect(ready.messages.filter(({ type }) => type === MsgApp)).toHaveLength(2);
  });

  it('proposes nothing for nothing', () => {
    const one = single();
    one.raw.proposeBatch([]);
    expect(one.raw.hasReady()).toBe(false);
  });

  it('does not give out arrays that change afterwards', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    leader.raw.propose(bytes('a'));
    const ready = leader.raw.ready();
    leader.raw.propose(bytes('b'));
    expect(ready.entries).toHaveLength(1);
    expect(ready.messages.filter(({ type }) => type === MsgApp)).toHaveLength(2);
  });
});

describe('what comes from outside', () => {
  it.each([
    ['MsgHup', MessageType.MsgHup],
    ['MsgBeat', MessageType.MsgBeat],
    ['MsgUnreachable', MessageType.MsgUnreachable],
    ['MsgSnapStatus', MessageType.MsgSnapStatus],
    ['MsgCheckQuorum', MessageType.MsgCheckQuorum],
    ['MsgStorageAppend', MsgStorageAppend],
    ['MsgStorageAppendResp', MsgStorageAppendResp],
    ['MsgStorageApply', MsgStorageApply],
    ['MsgStorageApplyResp', MessageType.MsgStorageApplyResp],
  ])('must not be %s, which is local', (_, type) => {
    const one = single();
    expect(() => one.raw.step(message(type, 2, 1))).toThrow('cannot step raft local message');
  });

  it('must not answer from outside of the group', () => {
    const one = single();
    expect(() => one.raw.step(message(MsgAppResp, 2, 1, { term: 1 }))).toThrow('cannot step as peer not found');
  });
});

describe('the founding of a group', () => {
  const peers = [1, 2, 3].map((id) => ({ id: BigInt(id), context: bytes(`member ${id}`) }));

  it('makes members of all founders, by entries that are committed from the start', () => {
    const founders = [1, 2, 3].map((id) => new Member(id, undefined, {}));
    for (const { raw } of founders) raw.bootstrap(peers);
    const [first] = founders as [Member];
    expect(first.raw.basicStatus()).toMatchObject({ lastIndex: 3, hardState: { term: 1, vote: 0n, commit: 3 } });
    for (const one of founders) {
      one.work();
      expect(one.confState).toEqual(members([1, 2, 3]));
      expect(one.applied.map(({ index, type }) => [index, type])).toEqual([
        [1, 1],
        [2, 1],
        [3, 1],
      ]);
      expect(one.applied.map((change) => text(confChangeOf(change)?.context ?? bytes('')))).toEqual([
        'member 1',
        'member 2',
        'member 3',
      ]);
      expect(one.storage.initialState().hardState).toEqual({ term: 1, vote: 0n, commit: 3 });
    }
  });

  it('is followed by an election, as soon as the founders are applied', () => {
    const group = new Group(0);
    for (let id = 1; id <= 3; id++) group.add().raw.bootstrap(peers);
    group.member(2).raw.campaign();
    expect(group.member(2).raw.role).toBe('follower');
    group.settle();
    group.elect(2);
    group.propose(1, 'a');
    expect(group.member(3).logText().slice(3)).toEqual(['2:', '2:a']);
  });

  it('is for an empty storage and needs founders', () => {
    expect(() => single().raw.bootstrap(peers)).toThrow("can't bootstrap a nonempty Storage");
    expect(() => new Member(1, undefined, {}).raw.bootstrap([])).toThrow('must provide at least one peer');
  });
});

describe('a restart', () => {
  it('takes up term, vote, log and commit index', () => {
    const log = [entry(1, 2), entry(2, 3)];
    const one = new Member(1, snapshotOf(members([1, 2, 3])), {}, log, { term: 4, vote: 3n, commit: 2 });
    expect(one.raw.basicStatus()).toMatchObject({ lastIndex: 3, hardState: { term: 4, vote: 3n, commit: 2 } });
    expect(one.raw.ready().committedEntries.map(({ index }) => index)).toEqual([2]);
  });

  it('does not give out again what was applied', () => {
    const log = [entry(1, 2), entry(2, 3)];
    const one = new Member(1, snapshotOf(members([1, 2, 3])), { appliedIndex: 2 }, log, {
      term: 4,
      vote: 3n,
      commit: 3,
    });
    expect(one.raw.ready().committedEntries.map(({ index }) => index)).toEqual([3]);
  });

  it('takes what was applied for committed, when the crash came before the commit index was on disk', () => {
    const log = [entry(1, 2), entry(2, 3)];
    const one = new Member(1, snapshotOf(members([1, 2, 3])), { appliedIndex: 3 }, log, {
      term: 4,
      vote: 3n,
      commit: 1,
    });
    expect(one.raw.basicStatus()).toMatchObject({ appliedIndex: 3, hardState: { commit: 3 } });
    expect(one.raw.hasReady()).toBe(false);
  });

  it('refuses a state that contradicts the log', () => {
    const start = snapshotOf(members([1]), 5);
    expect(() => new Member(1, start, {}, [], { term: 1, vote: 0n, commit: 4 })).toThrow('commit index');
    expect(() => new Member(1, start, {}, [], { term: 1, vote: 0n, commit: 6 })).toThrow('beyond the log');
    expect(() => new Member(1, start, { appliedIndex: 6 }, [])).toThrow('beyond the log');
  });
});

describe('asynchronous storage writes (thesis, section 10.2)', () => {
  function leader(): Member {
    const one = new Member(1, snapshotOf(members([1, 2, 3])), { asyncStorageWrites: true });
    one.raw.campaign();
    store(one, take(one).append);
    one.raw.step(message(MessageType.MsgVoteResp, 2, 1, { term: 1 }));
    store(one, take(one).append);
    return one;
  }

  it('are not advanced', () => {
    const one = leader();
    expect(() => one.raw.advance()).toThrow('asynchronous');
  });

  it('let batches follow each other while the first is on its way to the disk', () => {
    const one = leader();
    one.raw.propose(bytes('a'));
    const first = take(one);
    one.raw.propose(bytes('b'));
    const second = take(one);
    expect([first, second].map(({ append }) => append?.entries.map(({ index }) => index))).toEqual([[3], [4]]);
    one.raw.step(message(MsgAppResp, 2, 1, { term: 1, index: 4 }));
    expect(one.raw.basicStatus().hardState.commit).toBe(2);
    store(one, first.append);
    expect(one.raw.basicStatus().hardState.commit).toBe(3);
    store(one, second.append);
    expect(one.raw.basicStatus().hardState.commit).toBe(4);
  });

  it('hand out to be applied only what is on disk', () => {
    const one = leader();
    one.raw.step(message(MsgAppResp, 2, 1, { term: 1, index: 2 }));
    take(one);
    one.raw.propose(bytes('a'));
    const work = take(one);
    for (const from of [2, 3]) one.raw.step(message(MsgAppResp, from, 1, { term: 1, index: 3 }));
    expect(one.raw.basicStatus().hardState.commit).toBe(3);
    expect(take(one).apply).toBeUndefined();
    store(one, work.append);
    expect(take(one).apply?.entries.map(({ index }) => index)).toEqual([3]);
  });

  it('count as applied what the responses say', () => {
    const one = leader();
    one.raw.step(message(MsgAppResp, 2, 1, { term: 1, index: 2 }));
    const { append, apply } = take(one);
    store(one, append);
    expect(one.raw.basicStatus().appliedIndex).toBe(1);
    respond(one, apply);
    expect(one.raw.basicStatus().appliedIndex).toBe(2);
  });

  it('keep promises back until the write is done', () => {
    const one = new Member(1, snapshotOf(members([1, 2, 3])), { asyncStorageWrites: true });
    one.raw.step(message(MsgApp, 2, 1, { term: 1, index: 1, logTerm: 1, entries: [entry(1, 2)] }));
    const { append, others } = take(one);
    expect(others).toEqual([]);
    expect(append?.responses).toMatchObject([
      { type: MsgAppResp, to: 2n, index: 2 },
      { type: MsgStorageAppendResp, from: localAppendThread, index: 2, logTerm: 1, term: 1 },
    ]);
  });

  it('take no notice of a write that was overtaken in another term: a → b → a', () => {
    const one = new Member(1, snapshotOf(members([1, 2, 3])), { asyncStorageWrites: true });
    one.raw.step(message(MsgApp, 2, 1, { term: 1, index: 1, logTerm: 1, entries: [entry(1, 2, 'a')] }));
    const first = take(one);
    one.raw.step(message(MsgApp, 3, 1, { term: 2, index: 1, logTerm: 1, entries: [entry(2, 2, 'b')] }));
    const second = take(one);
    one.raw.step(message(MsgApp, 2, 1, { term: 3, index: 1, logTerm: 1, entries: [entry(1, 2, 'a')] }));
    const third = take(one);
    store(one, first.append);
    expect(one.raft.log.unstable.hasEntries).toBe(true);
    store(one, second.append);
    expect(one.raft.log.unstable.hasEntries).toBe(true);
    store(one, third.append);
    expect(one.raft.log.unstable.hasEntries).toBe(false);
    expect(one.storage.term(2)).toBe(1);
  });

  it('install a snapshot that was stored in an earlier term', () => {
    const one = new Member(1, snapshotOf(members([1, 2, 3])), { asyncStorageWrites: true });
    one.raw.step(message(MessageType.MsgSnap, 2, 1, { term: 1, snapshot: snapshotOf(members([1, 2, 3]), 9) }));
    const { append } = take(one);
    expect(append?.snapshot?.metadata.index).toBe(9);
    one.raw.step(message(MessageType.MsgHeartbeat, 3, 1, { term: 2 }));
    store(one, append);
    expect(one.raw.basicStatus()).toMatchObject({ appliedIndex: 9, lastIndex: 9 });
    expect(one.raft.log.unstable.snapshot).toBeUndefined();
  });
});

describe('status', () => {
  it('shows peers on a leader only', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    expect(leader.raw.status().progress).toMatchObject([
      { id: 1n, state: 'replicate', matchIndex: 2, nextIndex: 3 },
      { id: 2n, state: 'replicate', matchIndex: 2, isRecentlyActive: true, isPaused: false },
      { id: 3n, state: 'replicate', matchIndex: 2, inflightMessages: 0, isLearner: false },
    ]);
    expect(group.member(2).raw.status()).toMatchObject({ role: 'follower', leaderId: 1n, progress: [] });
    const { id, role, leaderId, term } = group.member(2).raw;
    expect([id, role, leaderId, term]).toEqual([2n, 'follower', 1n, 1]);
  });
});

import { MessageType } from '@quorate/protocol';
import { describe, expect, it } from 'vitest';
import { bytes, entry, Group, Member, members, message, snapshotOf } from '../testing/group.ts';

const { MsgApp, MsgAppResp, MsgHeartbeat, MsgHeartbeatResp, MsgSnap } = MessageType;

/** A leader of three in term 1 whose followers have answered nothing yet. */
function freshLeader(options = {}): Member {
  const one = new Member(1, snapshotOf(members([1, 2, 3])), options);
  one.raw.campaign();
  one.work();
  one.raw.step(message(MessageType.MsgVoteResp, 2, 1, { term: 1 }));
  one.work();
  return one;
}

/** As above, with followers that have everything. */
function leaderOfThree(options = {}): Member {
  const one = freshLeader(options);
  for (const from of [2, 3]) one.raw.step(message(MsgAppResp, from, 1, { term: 1, index: 2 }));
  one.work();
  return one;
}

function appendsTo(to: number, one: Member) {
  return one.work().filter((sent) => sent.type === MsgApp && sent.to === BigInt(to));
}

function progressOf(one: Member, id: number) {
  return one.raw.status().progress.find((progress) => progress.id === BigInt(id));
}

describe('log replication (paper, section 5.3)', () => {
  it('brings proposals to all and applies them in order everywhere', () => {
    const group = new Group(3);
    group.elect(1);
    for (const data of ['a', 'b', 'c']) group.propose(1, data);
    for (const one of group.members) {
      expect(one.logText()).toEqual(['1:', '1:a', '1:b', '1:c']);
      expect(one.applied.map(({ index }) => index)).toEqual([2, 3, 4, 5]);
    }
  });

  it('goes on with a majority and without more', () => {
    const group = new Group(5);
    group.elect(1);
    group.isolate(4, 5);
    group.propose(1, 'a');
    expect(group.member(1).raw.basicStatus().hardState.commit).toBe(3);
    group.isolate(3, 4, 5);
    group.propose(1, 'b');
    expect(group.member(1).raw.basicStatus()).toMatchObject({ lastIndex: 4, hardState: { commit: 3 } });
  });

  it('makes a follower drop what conflicts, and keep what agrees', () => {
    const one = new Member(1, snapshotOf(members([1, 2, 3])), {}, [entry(1, 2), entry(1, 3, 'x'), entry(1, 4, 'y')]);
    one.raw.step(message(MsgApp, 2, 1, { term: 2, index: 2, logTerm: 1, entries: [entry(2, 3, 'a')] }));
    expect(one.logText()).toEqual(['1:', '2:a']);
    expect(one.work()).toMatchObject([{ type: MsgAppResp, reject: false, index: 3 }]);
    expect(one.storage.lastIndex()).toBe(3);
  });

  it('keeps entries behind those of a late append, which may be newer', () => {
    const one = new Member(1, snapshotOf(members([1, 2, 3])), {}, [entry(1, 2), entry(1, 3), entry(1, 4)]);
    one.raw.step(message(MsgApp, 2, 1, { term: 1, index: 1, logTerm: 1, entries: [entry(1, 2)] }));
    expect(one.raw.basicStatus().lastIndex).toBe(4);
    expect(one.work()).toMatchObject([{ index: 2 }]);
  });

  it('refuses an append that does not fit, and says where the logs may agree', () => {
    const log = [entry(1, 2), entry(2, 3), entry(2, 4), entry(5, 5), entry(5, 6)];
    const one = new Member(1, snapshotOf(members([1, 2, 3])), {}, log);
    one.raw.step(message(MsgApp, 2, 1, { term: 6, index: 6, logTerm: 4, entries: [entry(6, 7)] }));
    expect(one.work()).toMatchObject([{ reject: true, index: 6, rejectHint: 4, logTerm: 2 }]);
    one.raw.step(message(MsgApp, 2, 1, { term: 6, index: 20, logTerm: 6 }));
    expect(one.work()).toMatchObject([{ reject: true, index: 20, rejectHint: 6, logTerm: 5 }]);
    expect(one.raw.basicStatus().lastIndex).toBe(6);
  });

  it('answers an append from before the commit index with the commit index', () => {
    const one = new Member(1, snapshotOf(members([1, 2, 3])), {}, [entry(1, 2), entry(1, 3)], {
      term: 1,
      vote: 0n,
      commit: 3,
    });
    one.raw.step(message(MsgApp, 2, 1, { term: 1, index: 1, logTerm: 1, entries: [entry(1, 2)] }));
    expect(one.work()).toMatchObject([{ reject: false, index: 3 }]);
  });

  it('never overwrites what is committed', () => {
    const one = new Member(1, snapshotOf(members([1, 2, 3])), {}, [entry(1, 2)], { term: 1, vote: 0n, commit: 2 });
    const bad = message(MsgApp, 2, 1, { term: 3, index: 2, logTerm: 1, entries: [entry(3, 3)], commit: 3 });
    one.raw.step(bad);
    expect(() => one.raft.log.tryAppend(1, 1, [entry(3, 2)], 2)).toThrow('committed entries are never overwritten');
  });

  it('commits at a follower no further than what agrees with the leader', () => {
    const one = new Member(1, snapshotOf(members([1, 2, 3])), {}, [entry(1, 2), entry(1, 3, 'x')]);
    one.raw.step(message(MsgApp, 2, 1, { term: 2, index: 1, logTerm: 1, entries: [entry(1, 2)], commit: 9 }));
    expect(one.raw.basicStatus().hardState.commit).toBe(2);
  });

  it('finds the place where logs agree by terms, not entry by entry', () => {
    const one = freshLeader();
    // The follower has entries of an older term, where the leader has none at all.
    one.raw.step(message(MsgAppResp, 2, 1, { term: 1, reject: true, index: 1, rejectHint: 1, logTerm: 0 }));
    expect(progressOf(one, 2)?.nextIndex).toBe(2);
    const long = new Member(
      1,
      snapshotOf(members([1, 2, 3])),
      {},
      Array.from({ length: 50 }, (_, at) => entry(at < 10 ? 1 : 3, at + 2)),
      {
        term: 3,
        vote: 0n,
        commit: 1,
      },
    );
    long.raw.campaign();
    long.work();
    long.raw.step(message(MessageType.MsgVoteResp, 2, 1, { term: 4 }));
    long.work();
    long.raw.step(message(MsgAppResp, 2, 1, { term: 4, reject: true, index: 51, rejectHint: 40, logTerm: 2 }));
    expect(appendsTo(2, long)).toMatchObject([{ index: 11, logTerm: 1 }]);
  });

  it('lets one append through to a follower that is probed, and streams once it has answered', () => {
    const one = freshLeader();
    one.raw.propose(bytes('a'));
    one.raw.propose(bytes('b'));
    expect(appendsTo(2, one)).toEqual([]);
    expect(progressOf(one, 2)).toMatchObject({ state: 'probe', isPaused: true });
    one.raw.step(message(MsgAppResp, 2, 1, { term: 1, index: 2 }));
    expect(appendsTo(2, one).flatMap(({ entries }) => entries.map(({ index }) => index))).toEqual([3, 4]);
    one.raw.propose(bytes('c'));
    expect(progressOf(one, 2)).toMatchObject({ state: 'replicate', nextIndex: 6 });
  });

  it('sends a lost append again after the heartbeat', () => {
    const group = new Group(3);
    group.elect(1);
    group.isLost = ({ type, to }) => type === MsgApp && to === 3n;
    group.propose(1, 'a');
    group.heal();
    group.tick(1);
    expect(group.member(3).logText()).toEqual(['1:', '1:a']);
    expect(group.member(3).raw.basicStatus().hardState.commit).toBe(3);
  });

  it('sends a heartbeat no commit index beyond what the follower has', () => {
    const one = leaderOfThree();
    one.raw.propose(bytes('a'));
    one.work();
    one.raw.step(message(MsgAppResp, 2, 1, { term: 1, index: 3 }));
    one.work();
    one.raw.tick();
    const heartbeats = one.work().filter(({ type }) => type === MsgHeartbeat);
    expect(heartbeats).toMatchObject([
      { to: 2n, commit: 3 },
      { to: 3n, commit: 2 },
    ]);
  });

  it('gives followers that are equally far the very same entries', () => {
    const one = leaderOfThree();
    one.raw.proposeBatch([bytes('a'), bytes('b')]);
    const [first, second] = one.work().filter(({ type }) => type === MsgApp);
    expect(first?.entries).toHaveLength(2);
    expect(first?.entries).toBe(second?.entries);
  });

  it('does not change entries that came in a message, which may come again', () => {
    const one = leaderOfThree();
    const forwarded = message(MessageType.MsgProp, 2, 1, { entries: [entry(0, 0, 'a')] });
    one.raw.step(forwarded);
    one.raw.step(forwarded);
    expect(one.logText()).toEqual(['1:', '1:a', '1:a']);
    expect(forwarded.entries).toEqual([entry(0, 0, 'a')]);
  });
});

describe('committing (paper, section 5.4.2)', () => {
  it('of an entry of an older term waits for one of the own term: figure 8', () => {
    const log = [entry(2, 2, 'old')];
    const one = new Member(1, snapshotOf(members([1, 2, 3])), {}, log, { term: 3, vote: 0n, commit: 1 });
    one.raw.campaign();
    one.work();
    one.raw.step(message(MessageType.MsgVoteResp, 2, 1, { term: 4 }));
    one.work();
    one.raw.step(message(MsgAppResp, 2, 1, { term: 4, index: 2 }));
    expect(one.raw.basicStatus().hardState.commit).toBe(1);
    one.raw.step(message(MsgAppResp, 2, 1, { term: 4, index: 3 }));
    expect(one.raw.basicStatus().hardState.commit).toBe(3);
  });

  it('counts the leader itself only when its own entry is on disk', () => {
    const one = leaderOfThree();
    one.raw.propose(bytes('a'));
    one.raw.ready();
    one.raw.step(message(MsgAppResp, 2, 1, { term: 1, index: 3 }));
    expect(one.raw.basicStatus().hardState.commit).toBe(2);
    one.raw.advance();
    expect(one.raw.basicStatus().hardState.commit).toBe(3);
  });

  it('does not count learners', () => {
    const one = new Member(1, snapshotOf(members([1, 2, 3], [4, 5])), {});
    one.raw.campaign();
    one.work();
    one.raw.step(message(MessageType.MsgVoteResp, 2, 1, { term: 1 }));
    one.work();
    for (const from of [4, 5]) one.raw.step(message(MsgAppResp, from, 1, { term: 1, index: 2 }));
    expect(one.raw.basicStatus().hardState.commit).toBe(1);
  });

  it('is told to followers at once', () => {
    const group = new Group(3);
    group.elect(1);
    group.propose(1, 'a');
    expect(group.members.map(({ raw }) => raw.basicStatus().hardState.commit)).toEqual([3, 3, 3]);
  });

  it('never goes back', () => {
    const one = new Member(1, snapshotOf(members([1, 2])), {}, [entry(1, 2), entry(1, 3)], {
      term: 1,
      vote: 0n,
      commit: 3,
    });
    one.raw.step(message(MsgHeartbeat, 2, 1, { term: 1, commit: 2 }));
    expect(one.raw.basicStatus().hardState.commit).toBe(3);
    expect(() => one.raw.step(message(MsgHeartbeat, 2, 1, { term: 1, commit: 4 }))).toThrow('beyond the log');
  });
});

describe('flow control', () => {
  it('keeps so many appends on their way, and no more until they are acknowledged', () => {
    const one = leaderOfThree({ inflightMessagesMax: 2 });
    for (const data of ['a', 'b', 'c']) one.raw.propose(bytes(data));
    expect(appendsTo(2, one)).toHaveLength(2);
    expect(progressOf(one, 2)).toMatchObject({ isPaused: true, inflightMessages: 2, isInflightFull: true });
    one.raw.step(message(MsgAppResp, 2, 1, { term: 1, index: 3 }));
    expect(
      appendsTo(2, one)
        .at(-1)
        ?.entries.map(({ index }) => index),
    ).toEqual([5]);
  });

  it('keeps so many bytes on their way', () => {
    const one = leaderOfThree({ inflightBytesMax: 10, messageBytesMax: 10 });
    one.raw.propose(bytes('12345678'));
    one.raw.propose(bytes('12345678'));
    one.raw.propose(bytes('12345678'));
    expect(appendsTo(2, one)).toHaveLength(2);
  });

  it('sends an empty append after a heartbeat when all that fill the window may be lost', () => {
    const one = leaderOfThree({ inflightMessagesMax: 1 });
    one.raw.propose(bytes('a'));
    one.raw.propose(bytes('b'));
    expect(appendsTo(2, one)).toHaveLength(1);
    one.raw.step(message(MsgHeartbeatResp, 2, 1, { term: 1 }));
    expect(appendsTo(2, one)).toMatchObject([{ entries: [], index: 3 }]);
  });

  it('splits what is sent by size, at least one entry each', () => {
    const one = leaderOfThree({ messageBytesMax: 40 });
    one.raw.proposeBatch([bytes('x'.repeat(100)), bytes('a'), bytes('b'), bytes('c'), bytes('d')]);
    const sizes = appendsTo(2, one).map(({ entries }) => entries.length);
    expect(sizes).toEqual([1]);
    one.raw.step(message(MsgAppResp, 2, 1, { term: 1, index: 3 }));
    expect(
      appendsTo(2, one)
        .map(({ entries }) => entries.length)
        .filter((count) => count > 0),
    ).toEqual([4]);
  });

  it('drops proposals when too much is uncommitted, but takes one of any size and empty ones', () => {
    const one = leaderOfThree({ uncommittedBytesMax: 10 });
    one.raw.propose(bytes('x'.repeat(100)));
    expect(() => one.raw.propose(bytes('a'))).toThrow('raft proposal dropped');
    one.raw.propose(bytes(''));
    one.work();
    one.raw.step(message(MsgAppResp, 2, 1, { term: 1, index: 4 }));
    one.work();
    one.raw.propose(bytes('12345'));
    one.raw.propose(bytes('12345'));
    expect(() => one.raw.propose(bytes('1'))).toThrow('raft proposal dropped');
  });

  it('gives out no more to apply than may be under way', () => {
    const one = leaderOfThree({ committedBytesPerReadyMax: 35 });
    one.raw.proposeBatch(Array.from({ length: 6 }, () => bytes('12345678')));
    one.work();
    one.raw.step(message(MsgAppResp, 2, 1, { term: 1, index: 8 }));
    const counts: number[] = [];
    while (one.raw.hasReady()) {
      counts.push(one.raw.ready().committedEntries.length);
      one.raw.advance();
    }
    expect(counts.reduce((sum, count) => sum + count)).toBe(6);
    expect(Math.max(...counts)).toBe(2);
  });
});

describe('a follower that is out of reach', () => {
  it('is probed from where it is known to be', () => {
    const one = leaderOfThree();
    one.raw.propose(bytes('a'));
    one.work();
    one.raw.reportUnreachable(2n);
    expect(progressOf(one, 2)).toMatchObject({ state: 'probe', nextIndex: 3, inflightMessages: 0 });
    one.raw.reportUnreachable(9n);
    expect(progressOf(one, 3)?.state).toBe('replicate');
  });

  it('goes back to the stream when it answers a rejection, too', () => {
    const one = leaderOfThree();
    one.raw.propose(bytes('a'));
    one.work();
    one.raw.step(message(MsgAppResp, 2, 1, { term: 1, reject: true, index: 3, rejectHint: 2, logTerm: 1 }));
    expect(progressOf(one, 2)).toMatchObject({ state: 'probe', nextIndex: 3 });
    one.work();
    one.raw.step(message(MsgAppResp, 2, 1, { term: 1, reject: true, index: 1, rejectHint: 1, logTerm: 1 }));
    expect(progressOf(one, 2)).toMatchObject({ nextIndex: 3 });
    one.raw.step(message(MsgAppResp, 2, 1, { term: 1, index: 3 }));
    expect(progressOf(one, 2)).toMatchObject({ state: 'replicate', matchIndex: 3 });
  });
});

describe('snapshots (paper, section 7)', () => {
  function leaderWithCompactedLog(): Member {
    const one = leaderOfThree();
    one.raw.proposeBatch([bytes('a'), bytes('b')]);
    one.work();
    one.raw.step(message(MsgAppResp, 2, 1, { term: 1, index: 4 }));
    one.work();
    one.storage.createSnapshot(4, one.confState, bytes('state'));
    one.storage.compact(4);
    return one;
  }

  it('go to a follower that needs entries which are gone, once', () => {
    const one = leaderWithCompactedLog();
    one.raw.reportUnreachable(3n);
    one.raw.step(message(MsgHeartbeatResp, 3, 1, { term: 1 }));
    expect(one.work()).toMatchObject([{ type: MsgSnap, to: 3n, snapshot: { metadata: { index: 4 } } }]);
    expect(progressOf(one, 3)).toMatchObject({ state: 'snapshot', pendingSnapshotIndex: 4, isPaused: true });
    one.raw.step(message(MsgHeartbeatResp, 3, 1, { term: 1 }));
    expect(one.work()).toEqual([]);
  });

  it('do not go to a follower that was not heard of', () => {
    const one = leaderWithCompactedLog();
    one.raw.reportUnreachable(3n);
    const progress = one.raft.tracker.get(3n);
    if (progress) progress.isRecentlyActive = false;
    one.raw.propose(bytes('c'));
    expect(one.work().filter(({ to }) => to === 3n)).toEqual([]);
  });

  it('are waited for while they are being made', () => {
    const one = leaderWithCompactedLog();
    Object.assign(one.storage, { snapshot: () => undefined });
    one.raw.reportUnreachable(3n);
    one.raw.step(message(MsgHeartbeatResp, 3, 1, { term: 1 }));
    expect(one.work()).toEqual([]);
    expect(progressOf(one, 3)?.state).toBe('probe');
  });

  it.each([
    ['finished', 5],
    ['failed', 3],
  ] as const)('that %s have the follower probed from %i, after a word from it', (status, nextIndex) => {
    const one = leaderWithCompactedLog();
    one.raw.reportUnreachable(3n);
    one.raw.step(message(MsgHeartbeatResp, 3, 1, { term: 1 }));
    one.raw.reportSnapshot(3n, status);
    expect(progressOf(one, 3)).toMatchObject({ state: 'probe', nextIndex, isPaused: true });
    one.raw.step(message(MsgHeartbeatResp, 3, 1, { term: 1 }));
    expect(one.work().length).toBeGreaterThan(0);
  });

  it('bring a follower back into the stream when it has installed one, whichever', () => {
    const one = leaderWithCompactedLog();
    one.raw.propose(bytes('c'));
    one.raw.reportUnreachable(3n);
    one.raw.step(message(MsgHeartbeatResp, 3, 1, { term: 1 }));
    one.work();
    one.raw.step(message(MsgAppResp, 3, 1, { term: 1, index: 4 }));
    expect(progressOf(one, 3)).toMatchObject({ state: 'replicate', matchIndex: 4, nextIndex: 6 });
  });
});

import { EntryType, MessageType } from '@quorate/protocol';
import { describe, expect, it } from 'vitest';
import { bytes, entry, Group, Member, members, message, snapshotOf } from '../testing/group.ts';

const { MsgSnap, MsgAppResp, MsgProp, MsgReadIndexResp } = MessageType;

function follower(options = {}): Member {
  const log = [entry(1, 2), entry(1, 3), entry(1, 4)];
  return new Member(1, snapshotOf(members([1, 2, 3])), options, log, { term: 1, vote: 0n, commit: 2 });
}

function install(one: Member, index: number, term: number, confState = members([1, 2, 3])) {
  one.raw.step(message(MsgSnap, 2, 1, { term: 2, snapshot: snapshotOf(confState, index, term, 'state') }));
  return one.work();
}

describe('a snapshot (paper, figure 13)', () => {
  it('takes the place of log, commit index and configuration', () => {
    const one = follower();
    const answer = install(one, 9, 2, members([1, 4], [5]));
    expect(answer).toMatchObject([{ type: MsgAppResp, index: 9, reject: false }]);
    expect(one.raw.basicStatus()).toMatchObject({ lastIndex: 9, appliedIndex: 9, hardState: { commit: 9 } });
    expect(one.raw.status().confState).toEqual(members([1, 4], [5]));
    expect(one.log()).toEqual([]);
    expect(one.storage.snapshot().metadata.index).toBe(9);
  });

  it('that the log contains only commits', () => {
    const one = follower();
    expect(install(one, 4, 1)).toMatchObject([{ type: MsgAppResp, index: 4 }]);
    expect(one.raw.basicStatus()).toMatchObject({ lastIndex: 4, hardState: { commit: 4 } });
    expect(one.storage.snapshot().metadata.index).toBe(1);
  });

  it('that is old is answered with the commit index', () => {
    const one = follower();
    expect(install(one, 2, 1)).toMatchObject([{ type: MsgAppResp, index: 2 }]);
    expect(one.raw.basicStatus().lastIndex).toBe(4);
  });

  it('that is older than the beginning of the log is turned down as well', () => {
    const one = new Member(1, snapshotOf(members([1, 2, 3]), 5), {}, [entry(1, 6)], { term: 1, vote: 0n, commit: 6 });
    expect(install(one, 3, 1)).toMatchObject([{ type: MsgAppResp, index: 6 }]);
    expect(one.raw.basicStatus()).toMatchObject({ lastIndex: 6, hardState: { commit: 6 } });
  });

  it('for a group without this node is turned down', () => {
    const one = follower();
    expect(install(one, 9, 2, members([2, 3]))).toMatchObject([{ type: MsgAppResp, index: 2 }]);
    expect(one.raw.status().confState).toEqual(members([1, 2, 3]));
  });

  it('is for learners and outgoing voters as well', () => {
    const learner = follower();
    install(learner, 9, 2, members([2, 3], [1]));
    expect(learner.raw.basicStatus().lastIndex).toBe(9);
    const outgoing = follower();
    install(outgoing, 9, 2, { ...members([2, 3]), votersOutgoing: [1n, 2n] });
    expect(outgoing.raw.status().confState.votersOutgoing).toEqual([1n, 2n]);
  });

  it('is turned down while entries are being applied, which may change the membership that it has changed already', () => {
    const one = follower();
    one.raw.ready();
    one.raw.step(message(MsgSnap, 2, 1, { term: 2, snapshot: snapshotOf(members([1, 2]), 9, 2) }));
    expect(one.raw.basicStatus().lastIndex).toBe(4);
    one.raw.advance();
    one.raw.step(message(MsgSnap, 2, 1, { term: 2, snapshot: snapshotOf(members([1, 2]), 9, 2) }));
    expect(one.raw.basicStatus().lastIndex).toBe(9);
  });

  it('keeps the node from campaigning until it is stored', () => {
    const one = follower();
    one.raw.step(message(MsgSnap, 2, 1, { term: 2, snapshot: snapshotOf(members([1, 2, 3]), 9, 2) }));
    one.raw.campaign();
    one.tick(30);
    expect(one.raw.basicStatus().role).toBe('follower');
    one.work();
    one.raw.campaign();
    expect(one.raw.basicStatus().role).toBe('candidate');
  });

  it('comes before entries that follow it', () => {
    const one = follower();
    one.raw.step(message(MsgSnap, 2, 1, { term: 2, snapshot: snapshotOf(members([1, 2, 3]), 9, 2) }));
    one.raw.step(
      message(MessageType.MsgApp, 2, 1, { term: 2, index: 9, logTerm: 2, entries: [entry(2, 10)], commit: 10 }),
    );
    const ready = one.raw.ready();
    expect(ready).toMatchObject({ snapshot: { metadata: { index: 9 } }, committedEntries: [] });
    expect(ready.entries).toHaveLength(1);
  });

  it('without content is none', () => {
    const one = follower();
    one.raw.step(message(MsgSnap, 2, 1, { term: 2 }));
    expect(one.work()).toMatchObject([{ type: MsgAppResp, index: 2 }]);
  });

  it('brings a node up to date that has nothing', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    group.propose(1, 'a');
    const added = group.add();
    group.isolate(4);
    leader.raw.proposeConfChange({ id: 0n, type: 0, nodeId: 4n, context: bytes('') });
    group.settle();
    leader.storage.compact(4);
    group.heal();
    group.tick(1, 2);
    group.propose(1, 'b');
    expect(added.raw.status()).toMatchObject({ lastIndex: 5, confState: members([1, 2, 3, 4]) });
  });
});

describe('forwarding', () => {
  it('sends proposals on to the leader', () => {
    const group = new Group(3);
    group.elect(1);
    group.propose(2, 'a');
    expect(group.member(3).logText()).toEqual(['1:', '1:a']);
    expect(group.seen.find(({ type }) => type === MsgProp)).toMatchObject({ from: 2n, to: 1n, term: 0 });
  });

  it('is refused without a leader, by a candidate, or when it is switched off', () => {
    const one = follower({ disableProposalForwarding: true });
    expect(() => one.raw.propose(bytes('a'))).toThrow('raft proposal dropped');
    one.raw.step(message(MessageType.MsgHeartbeat, 2, 1, { term: 2 }));
    expect(() => one.raw.propose(bytes('a'))).toThrow('raft proposal dropped');
    one.raw.campaign();
    expect(() => one.raw.propose(bytes('a'))).toThrow('raft proposal dropped');
  });

  it('passes the wish for another leader on', () => {
    const group = new Group(3);
    group.elect(1);
    group.member(2).raw.transferLeader(3n);
    group.settle();
    expect(group.member(3).raw.basicStatus().role).toBe('leader');
  });

  it('takes an answer to a read with exactly one context', () => {
    const one = follower();
    const context = { type: EntryType.EntryNormal, term: 0, index: 0, data: bytes('x') };
    one.raw.step(message(MsgReadIndexResp, 2, 1, { term: 1, index: 7, entries: [context] }));
    one.raw.step(message(MsgReadIndexResp, 2, 1, { term: 1, index: 8, entries: [context, context] }));
    one.raw.step(message(MsgReadIndexResp, 2, 1, { term: 1, index: 9 }));
    expect(one.raw.ready().readStates).toEqual([{ index: 7, context: bytes('x') }]);
  });
});

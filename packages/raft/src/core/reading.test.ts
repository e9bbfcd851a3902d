import { MessageType, type RaftMessage } from '@quorate/protocol';
import { describe, expect, it } from 'vitest';
import { bytes, Group, Member, members, message, snapshotOf, text } from '../testing/group.ts';

const { MsgHeartbeat, MsgHeartbeatResp, MsgAppResp, MsgApp } = MessageType;

function contexts(one: Member): string[] {
  return one.reads.map(({ context, index }) => `${text(context)}@${index}`);
}

/** The heartbeats that the group's leader sends, kept back. */
function holdHeartbeats(group: Group): RaftMessage[] {
  const held: RaftMessage[] = [];
  group.isLost = (one) => {
    if (one.type === MsgHeartbeat && one.context.length > 0) held.push(one);
    return one.type === MsgHeartbeat;
  };
  return held;
}

function answerTo(heartbeat: RaftMessage): RaftMessage {
  const { to, from, term, context } = heartbeat;
  return message(MsgHeartbeatResp, Number(to), Number(from), { term, context });
}

describe('linearizable reads (thesis, section 6.4)', () => {
  it('are answered by the leader and through any follower', () => {
    const group = new Group(3);
    group.elect(1);
    group.propose(1, 'a');
    for (const one of group.members) one.raw.readIndex(bytes(`read ${one.id}`));
    group.settle();
    expect(group.members.map(contexts)).toEqual([['read 1@3'], ['read 2@3'], ['read 3@3']]);
  });

  it('are not answered without a quorum', () => {
    const group = new Group(5);
    group.elect(1);
    group.isolate(3, 4, 5);
    group.member(1).raw.readIndex(bytes('x'));
    group.settle();
    expect(contexts(group.member(1))).toEqual([]);
    group.heal();
    group.tick(1);
    expect(contexts(group.member(1))).toEqual(['x@2']);
  });

  it('are not answered by a leader that has been replaced without knowing', () => {
    const group = new Group(3);
    group.elect(1);
    group.isolate(1);
    group.elect(2);
    group.propose(2, 'a');
    group.member(1).raw.readIndex(bytes('stale'));
    group.settle();
    expect(group.member(1).raw.basicStatus().role).toBe('leader');
    group.heal();
    group.tick(1, 2);
    group.tick(2, 2);
    expect(contexts(group.member(1))).toEqual([]);
  });

  it('wait until the leader has committed an entry of its term', () => {
    const group = new Group(3);
    group.elect(2);
    group.isLost = ({ type }) => type === MsgApp;
    const leader = group.elect(1);
    leader.raw.readIndex(bytes('x'));
    group.settle();
    expect(contexts(leader)).toEqual([]);
    group.heal();
    group.tick(1, 2);
    expect(contexts(leader)).toEqual(['x@3']);
  });

  it('wait for that on a single node, too: after a restart it knows less than it had answered for', () => {
    const one = new Member(1, snapshotOf(members([1])), {});
    one.raw.campaign();
    one.work();
    one.raw.propose(bytes('a'));
    one.work();
    one.storage.setHardState({ ...one.storage.initialState().hardState, commit: 2 });
    one.restart();
    one.raw.campaign();
    one.raw.ready();
    one.raw.advance();
    one.raw.readIndex(bytes('x'));
    one.work();
    expect(contexts(one)).toEqual(['x@4']);
  });

  it('need no messages on a single voter', () => {
    const one = new Member(1, snapshotOf(members([1], [2])), {});
    one.raw.campaign();
    one.work();
    one.raw.readIndex(bytes('x'));
    expect(one.work().filter(({ type }) => type === MsgHeartbeat)).toEqual([]);
    expect(contexts(one)).toEqual(['x@2']);
  });

  it('are not confirmed by learners', () => {
    const one = new Member(1, snapshotOf(members([1, 2, 3], [4, 5])), {});
    one.raw.campaign();
    one.work();
    one.raw.step(message(MessageType.MsgVoteResp, 2, 1, { term: 1 }));
    one.work();
    one.raw.step(message(MsgAppResp, 2, 1, { term: 1, index: 2 }));
    one.work();
    one.raw.readIndex(bytes('x'));
    const heartbeats = one.work().filter(({ type }) => type === MsgHeartbeat);
    for (const heartbeat of heartbeats.filter(({ to }) => to > 3n)) one.raw.step(answerTo(heartbeat));
    one.work();
    expect(contexts(one)).toEqual([]);
    one.raw.step(answerTo(heartbeats[0] as RaftMessage));
    one.work();
    expect(contexts(one)).toEqual(['x@2']);
  });

  it('of one context asked twice are two reads: a late answer to the first does not confirm the second', () => {
    const group = new Group(5);
    const leader = group.elect(1);
    const held = holdHeartbeats(group);
    leader.raw.readIndex(bytes('same'));
    group.settle();
    const first = held.splice(0);
    group.heal();
    group.tick(1);
    expect(contexts(leader)).toEqual(['same@2']);
    group.propose(1, 'a');
    holdHeartbeats(group);
    leader.raw.readIndex(bytes('same'));
    group.settle();
    for (const heartbeat of first) leader.raw.step(answerTo(heartbeat));
    leader.work();
    expect(contexts(leader)).toEqual(['same@2']);
  });

  it('are not confirmed by contexts that nobody was sent', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    holdHeartbeats(group);
    leader.raw.readIndex(bytes('x'));
    group.settle();
    const future = new Uint8Array([0, 0, 0, 0, 0, 0, 9, 9]);
    for (const context of [future, bytes('x'), bytes('something longer')]) {
      for (const from of [2, 3]) leader.raw.step(message(MsgHeartbeatResp, from, 1, { term: 1, context }));
    }
    leader.work();
    expect(contexts(leader)).toEqual([]);
  });

  it('that are confirmed confirm the earlier ones', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    const held = holdHeartbeats(group);
    leader.raw.readIndex(bytes('one'));
    group.settle();
    group.propose(1, 'a');
    leader.raw.readIndex(bytes('two'));
    group.settle();
    leader.raw.step(answerTo(held.at(-1) as RaftMessage));
    leader.work();
    expect(contexts(leader)).toEqual(['one@2', 'two@3']);
  });

  it('are forgotten by a leader that steps down', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    const held = holdHeartbeats(group);
    leader.raw.readIndex(bytes('x'));
    group.settle();
    leader.raw.step(message(MsgHeartbeat, 2, 1, { term: 5 }));
    leader.raw.campaign();
    leader.work();
    for (const from of [2, 3]) leader.raw.step(message(MessageType.MsgVoteResp, from, 1, { term: 6 }));
    for (const heartbeat of held) leader.raw.step({ ...answerTo(heartbeat), term: 6 });
    leader.work();
    expect(contexts(leader)).toEqual([]);
  });

  it('are lost without a leader', () => {
    const one = new Member(1, snapshotOf(members([1, 2, 3])), {});
    one.raw.readIndex(bytes('x'));
    expect(one.raw.hasReady()).toBe(false);
  });

  it('by lease are answered at once', () => {
    const group = new Group(3, { checkQuorum: true, readOnly: 'lease-based' });
    const leader = group.elect(1);
    group.isolate(1);
    leader.raw.readIndex(bytes('x'));
    leader.work();
    expect(contexts(leader)).toEqual(['x@2']);
  });

  it('that nobody asked anything are none', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    leader.raw.step(message(MessageType.MsgReadIndex, 2, 1));
    group.settle();
    expect(group.member(2).reads).toEqual([]);
  });
});

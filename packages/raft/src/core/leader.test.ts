import { MessageType } from '@quorate/protocol';
import { describe, expect, it } from 'vitest';
import { bytes, Group, members, message } from '../testing/group.ts';

const { MsgTimeoutNow, MsgTransferLeader, MsgApp, MsgAppResp, MsgVote } = MessageType;

function roles(group: Group): string[] {
  return group.members.map(({ raw }) => raw.basicStatus().role);
}

describe('leadership transfer (thesis, section 3.10)', () => {
  it('makes a voter the leader that has everything', () => {
    const group = new Group(3);
    group.elect(1).raw.transferLeader(2n);
    group.settle();
    expect(roles(group)).toEqual(['follower', 'leader', 'follower']);
  });

  it('brings it up to date first', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    group.isolate(2);
    group.propose(1, 'a');
    group.heal();
    leader.raw.reportUnreachable(2n);
    leader.raw.transferLeader(2n);
    group.settle();
    expect(roles(group)).toEqual(['follower', 'leader', 'follower']);
    expect(group.member(2).logText()).toEqual(['1:', '1:a', '2:']);
  });

  it('takes no proposals meanwhile, and gives up after an election timeout', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    group.isolate(2);
    leader.raw.transferLeader(2n);
    expect(leader.raw.basicStatus().transfereeId).toBe(2n);
    expect(() => leader.raw.propose(bytes('a'))).toThrow('raft proposal dropped');
    group.tick(1, 9);
    expect(leader.raw.basicStatus().transfereeId).toBe(2n);
    group.tick(1, 1);
    expect(leader.raw.basicStatus()).toMatchObject({ role: 'leader', transfereeId: 0n });
    group.propose(1, 'a');
    expect(leader.raw.basicStatus().hardState.commit).toBe(3);
  });

  it('goes to the one that was named last', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    group.isolate(2);
    leader.raw.transferLeader(2n);
    group.settle();
    group.heal();
    leader.raw.transferLeader(3n);
    group.settle();
    expect(roles(group)).toEqual(['follower', 'follower', 'leader']);
  });

  it('to itself, a learner or a stranger does nothing', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    leader.raw.proposeConfChange({ id: 0n, type: 3, nodeId: 3n, context: bytes('') });
    group.settle();
    for (const id of [1n, 3n, 9n]) {
      leader.raw.transferLeader(id);
      expect(leader.raw.basicStatus().transfereeId).toBe(0n);
    }
    leader.raw.transferLeader(2n);
    leader.raw.transferLeader(1n);
    expect(leader.raw.basicStatus().transfereeId).toBe(0n);
  });

  it('is called off when the target leaves the group', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    leader.raw.proposeConfChange({ id: 0n, type: 1, nodeId: 3n, context: bytes('') });
    leader.work();
    leader.raw.transferLeader(3n);
    leader.raw.step(message(MsgAppResp, 2, 1, { term: 1, index: 3 }));
    leader.work();
    expect(leader.raw.basicStatus().transfereeId).toBe(0n);
  });

  it('campaigns without a pre-vote and in spite of leases', () => {
    const group = new Group(3, { preVote: true, checkQuorum: true });
    group.elect(1);
    const before = group.seen.length;
    group.member(1).raw.transferLeader(2n);
    group.settle();
    const types = group.seen.slice(before).map(({ type }) => type);
    expect(types).toContain(MsgTimeoutNow);
    expect(types).toContain(MsgVote);
    expect(types).not.toContain(MessageType.MsgPreVote);
    expect(group.member(2).raw.basicStatus()).toMatchObject({ role: 'leader', hardState: { term: 2 } });
  });

  it('by a message of a follower has the same effect', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    leader.raw.step(message(MsgTransferLeader, 3, 1, { term: 1 }));
    group.settle();
    expect(roles(group)).toEqual(['follower', 'follower', 'leader']);
  });
});

describe('a leader', () => {
  it('appends only: nothing that another node sends changes its log', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    group.propose(1, 'a');
    leader.raw.step(message(MsgApp, 2, 1, { term: 1, index: 1, logTerm: 1, commit: 9 }));
    leader.raw.step(message(MessageType.MsgSnap, 2, 1, { term: 1 }));
    leader.raw.step(message(MessageType.MsgHeartbeat, 2, 1, { term: 1, commit: 9 }));
    expect(leader.raw.basicStatus()).toMatchObject({ role: 'leader', lastIndex: 3, hardState: { commit: 3 } });
  });

  it('knows nothing of its followers at first, whatever it knew when it led before', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    group.propose(1, 'a');
    leader.raw.step(message(MessageType.MsgHeartbeat, 2, 1, { term: 5 }));
    leader.raw.campaign();
    leader.work();
    leader.raw.step(message(MessageType.MsgVoteResp, 2, 1, { term: 6 }));
    expect(leader.raw.status().progress).toMatchObject([
      { id: 1n, matchIndex: 3, nextIndex: 4, state: 'replicate' },
      { id: 2n, matchIndex: 0, nextIndex: 4, state: 'probe', isPaused: true },
      { id: 3n, matchIndex: 0, nextIndex: 4, state: 'probe', isPaused: true },
    ]);
  });

  it('does not forget itself, and does not campaign', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    leader.raw.forgetLeader();
    leader.raw.campaign();
    expect(leader.raw.basicStatus()).toMatchObject({ role: 'leader', leaderId: 1n, hardState: { term: 1 } });
  });

  it('sends heartbeats with every heartbeat timeout', () => {
    const group = new Group(3, { heartbeatTicks: 3 });
    const leader = group.elect(1);
    leader.tick(2);
    expect(leader.work()).toEqual([]);
    leader.tick(1);
    expect(leader.work().map(({ type }) => type)).toEqual([MessageType.MsgHeartbeat, MessageType.MsgHeartbeat]);
  });

  it('takes no notice of nodes that are not in the group', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    leader.raw.step(message(MsgTransferLeader, 7, 1, { term: 1 }));
    leader.raw.reportSnapshot(7n, 'failed');
    expect(leader.raw.status().confState).toEqual(members([1, 2, 3]));
    expect(leader.raw.basicStatus().transfereeId).toBe(0n);
  });
});

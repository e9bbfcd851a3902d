import { ConfChangeTransition, type ConfChangeV2, MessageType } from '@quorate/protocol';
import { describe, expect, it } from 'vitest';
import { parseChanges } from '../confchange/parse-changes.ts';
import { bytes, Group, Member, members, message, snapshotOf } from '../testing/group.ts';

const { ConfChangeTransitionAuto, ConfChangeTransitionJointExplicit, ConfChangeTransitionJointImplicit } =
  ConfChangeTransition;

function change(text: string, transition: ConfChangeTransition = ConfChangeTransitionAuto): ConfChangeV2 {
  return { transition, changes: parseChanges(text), context: bytes('') };
}

function propose(group: Group, text: string, transition?: ConfChangeTransition): void {
  group.member(1).raw.proposeConfChange(change(text, transition));
  group.settle();
}

describe('changes of membership (paper, section 6; thesis, chapter 4)', () => {
  it('of one voter are made in one step, on all nodes', () => {
    const group = new Group(3);
    group.elect(1);
    propose(group, 'r3');
    for (const one of group.members) expect(one.raw.status().confState).toEqual(members([1, 2]));
    group.isolate(3);
    group.propose(1, 'a');
    expect(group.member(1).raw.basicStatus().hardState.commit).toBe(4);
  });

  it('of several voters go through a joint configuration, which the leader leaves by itself', () => {
    const group = new Group(3);
    group.elect(1);
    group.add();
    group.add();
    propose(group, 'v4 v5 r3');
    for (const id of [1, 2, 4, 5]) expect(group.member(id).raw.status().confState).toEqual(members([1, 2, 4, 5]));
  });

  it.each([
    ['implicit', ConfChangeTransitionJointImplicit, false],
    ['explicit', ConfChangeTransitionJointExplicit, true],
  ] as const)('that are %s are joint for one voter, too', (_, transition, staysJoint) => {
    const group = new Group(3);
    group.elect(1);
    propose(group, 'r3', transition);
    const { votersOutgoing } = group.member(1).raw.status().confState;
    expect(votersOutgoing).toEqual(staysJoint ? [1n, 2n, 3n] : []);
    if (staysJoint) propose(group, '');
    expect(group.member(2).raw.status().confState).toEqual(members([1, 2]));
  });

  it('need both majorities while they are joint', () => {
    const group = new Group(3);
    group.elect(1);
    group.add();
    group.add();
    propose(group, 'v4 v5 r2 r3', ConfChangeTransitionJointExplicit);
    const { commit } = group.member(1).raw.basicStatus().hardState;
    group.isolate(2, 3);
    group.propose(1, 'a');
    expect(group.member(1).raw.basicStatus().hardState.commit).toBe(commit);
    group.isolate(4, 5);
    group.propose(1, 'b');
    // All have the first one by then, the outgoing half alone has the second one.
    expect(group.member(1).raw.basicStatus().hardState.commit).toBe(commit + 1);
    group.isolate(2, 4);
    group.tick(1, 2);
    expect(group.member(1).raw.basicStatus().hardState.commit).toBe(commit + 2);
  });

  it('need both majorities of an election while they are joint', () => {
    const group = new Group(3);
    group.elect(1);
    group.add();
    group.add();
    propose(group, 'v4 v5 r2 r3', ConfChangeTransitionJointExplicit);
    group.isolate(2, 3);
    group.elect(4);
    expect(group.member(4).raw.basicStatus().role).toBe('candidate');
    group.isolate(3, 5);
    group.elect(4);
    expect(group.member(4).raw.basicStatus().role).toBe('leader');
  });

  it('are made one at a time: another one becomes an empty entry', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    leader.raw.proposeConfChange(change('r3'));
    leader.raw.proposeConfChange(change('r2'));
    group.settle();
    expect(leader.raw.status().confState).toEqual(members([1, 2]));
    expect(leader.log().map(({ type }) => type)).toEqual([0, 2, 0]);
  });

  it('are not begun by a new leader before its own first entry is applied', () => {
    const group = new Group(3);
    const leader = group.member(1);
    leader.raw.campaign();
    leader.work();
    leader.raw.step(message(MessageType.MsgVoteResp, 2, 1, { term: 1 }));
    leader.raw.proposeConfChange(change('r3'));
    expect(leader.log().at(-1)?.type).toBe(2);
    const other = new Member(1, snapshotOf(members([1, 2, 3])), {}, leader.log(), { term: 1, vote: 0n, commit: 1 });
    other.raw.campaign();
    other.work();
    other.raw.step(message(MessageType.MsgVoteResp, 2, 1, { term: 2 }));
    other.raw.proposeConfChange(change('r2'));
    expect(other.log().at(-1)).toMatchObject({ type: 0, term: 2 });
  });

  it('that do not fit become empty entries: joint while joint, leaving while not', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    propose(group, '');
    expect(leader.log().at(-1)?.type).toBe(0);
    propose(group, 'r3', ConfChangeTransitionJointExplicit);
    propose(group, 'r2');
    expect(leader.log().at(-1)?.type).toBe(0);
    expect(leader.raw.status().confState.votersOutgoing).toEqual([1n, 2n, 3n]);
  });

  it('may be turned down while they are applied, and then change nothing', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    expect(() => leader.raw.applyConfChange(change('r1 r2 r3', ConfChangeTransitionJointExplicit))).toThrow(
      'removed all voters',
    );
    expect(leader.raw.applyConfChange({ id: 0n, type: 1, nodeId: 0n, context: bytes('') })).toEqual(members([1, 2, 3]));
  });

  it('let a learner have the log and no vote, and promote it', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    const added = group.add();
    propose(group, 'l4');
    expect(added.raw.basicStatus().lastIndex).toBe(leader.raw.basicStatus().lastIndex);
    group.isolate(2, 3);
    group.propose(1, 'a');
    const { commit } = leader.raw.basicStatus().hardState;
    expect(commit).toBeLessThan(leader.raw.basicStatus().lastIndex);
    group.heal();
    group.tick(1);
    propose(group, 'v4');
    expect(added.raw.status().confState).toEqual(members([1, 2, 3, 4]));
  });

  it('demote a voter to a learner when the joint configuration is left', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    group.add();
    propose(group, 'v4 l3', ConfChangeTransitionJointExplicit);
    expect(leader.raw.status().confState).toMatchObject({ learners: [], learnersNext: [3n] });
    propose(group, '');
    expect(leader.raw.status().confState).toEqual(members([1, 2, 4], [3]));
  });

  it('that make the quorum smaller commit what had been waiting', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    group.isolate(3);
    group.propose(1, 'a');
    group.isolate(2, 3);
    group.propose(1, 'b');
    const before = leader.raw.basicStatus().hardState.commit;
    leader.raw.applyConfChange(change('r3'));
    leader.raw.applyConfChange(change('r2'));
    expect(leader.raw.basicStatus().hardState.commit).toBe(before + 1);
  });

  it('leave a removed leader leading without a vote, taking no proposals', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    propose(group, 'r1');
    expect(leader.raw.basicStatus().role).toBe('leader');
    expect(() => leader.raw.propose(bytes('a'))).toThrow('raft proposal dropped');
  });

  it('make a removed or demoted leader step down when it is told to', () => {
    for (const text of ['r1', 'l1']) {
      const group = new Group(3, { stepDownOnRemoval: true });
      const leader = group.elect(1);
      propose(group, text);
      expect(leader.raw.basicStatus()).toMatchObject({ role: 'follower', hardState: { term: 1 } });
    }
  });

  it('are left alone when validation is off', () => {
    const group = new Group(3, { disableConfChangeValidation: true });
    const leader = group.elect(1);
    leader.raw.proposeConfChange(change('l4'));
    leader.raw.proposeConfChange(change('l5'));
    group.settle();
    expect(leader.raw.status().confState).toEqual(members([1, 2, 3], [4, 5]));
  });

  it('keep a node that was added from being counted as silent at once', () => {
    const group = new Group(1, { checkQuorum: true });
    const leader = group.elect(1);
    propose(group, 'v2');
    expect(leader.raw.status().progress.at(-1)).toMatchObject({ id: 2n, isRecentlyActive: true });
  });

  it('survive a restart with the snapshot', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    propose(group, 'r3 l3 v2', ConfChangeTransitionJointExplicit);
    const confState = leader.raw.status().confState;
    leader.restart();
    expect(leader.raw.status().confState).toEqual(confState);
  });

  it('wait for the end of a transfer to leave a joint configuration', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    leader.raw.proposeConfChange(change('r3', ConfChangeTransitionJointImplicit));
    leader.work();
    leader.raw.transferLeader(2n);
    for (const from of [2, 3]) leader.raw.step(message(MessageType.MsgAppResp, from, 1, { term: 1, index: 2 }));
    leader.raw.step(message(MessageType.MsgAppResp, 3, 1, { term: 1, index: 3 }));
    leader.work();
    expect(leader.raw.status().confState.autoLeave).toBe(true);
    expect(leader.raw.basicStatus().lastIndex).toBe(3);
    leader.tick(10);
    leader.raw.propose(bytes('a'));
    for (const from of [2, 3]) leader.raw.step(message(MessageType.MsgAppResp, from, 1, { term: 1, index: 4 }));
    leader.work();
    for (const from of [2, 3]) leader.raw.step(message(MessageType.MsgAppResp, from, 1, { term: 1, index: 5 }));
    leader.work();
    expect(leader.raw.status().confState).toEqual(members([1, 2]));
  });
});

import { MessageType } from '@quorate/protocol';
import { describe, expect, it } from 'vitest';
import { entry, Group, Member, members, message, snapshotOf } from '../testing/group.ts';

const { MsgVote, MsgVoteResp, MsgPreVote, MsgPreVoteResp, MsgApp, MsgHeartbeat, MsgTimeoutNow } = MessageType;

function follower(options = {}, log = [entry(1, 2), entry(3, 3)]): Member {
  return new Member(1, snapshotOf(members([1, 2, 3])), options, log, { term: 3, vote: 0n, commit: 1 });
}

/** What it answers to a candidate. */
function answerOf(
  one: Member,
  type: typeof MsgVote | typeof MsgPreVote,
  term: number,
  logTerm: number,
  index: number,
  from = 2,
) {
  one.raw.step(message(type, from, 1, { term, logTerm, index }));
  return one.work().find((sent) => sent.type === MsgVoteResp || sent.type === MsgPreVoteResp);
}

describe('terms (paper, section 5.1)', () => {
  it('go up to the highest one heard of, and make a follower of everybody', () => {
    const group = new Group(3);
    const leader = group.elect(1);
    leader.raw.step(message(MessageType.MsgAppResp, 2, 1, { term: 9 }));
    expect(leader.raw.basicStatus()).toMatchObject({
      role: 'follower',
      leaderId: 0n,
      hardState: { term: 9, vote: 0n },
    });
  });

  it('that are over leave messages without effect', () => {
    const one = follower();
    one.raw.step(message(MsgApp, 2, 1, { term: 2, index: 3, logTerm: 3, entries: [entry(2, 4)], commit: 3 }));
    expect(one.work()).toEqual([]);
    expect(one.raw.basicStatus()).toMatchObject({ lastIndex: 3, leaderId: 0n, hardState: { term: 3, commit: 1 } });
  });
});

describe('leader election (paper, section 5.2)', () => {
  it('begins after the randomized timeout, and not before', () => {
    const one = follower({ random: { below: () => 4 } });
    one.tick(13);
    expect(one.raw.basicStatus().role).toBe('follower');
    one.tick(1);
    expect(one.raw.basicStatus()).toMatchObject({ role: 'candidate', hardState: { term: 4, vote: 1n } });
  });

  it('is put off by every word of the leader', () => {
    const one = follower();
    one.tick(9);
    one.raw.step(message(MsgHeartbeat, 2, 1, { term: 3 }));
    one.tick(9);
    expect(one.raw.basicStatus().role).toBe('follower');
    one.tick(1);
    expect(one.raw.basicStatus().role).toBe('candidate');
  });

  it('is won with the votes of a majority, its own among them', () => {
    const group = new Group(5);
    group.isLost = ({ to }) => to === 4n || to === 5n;
    expect(group.elect(1).raw.basicStatus().role).toBe('leader');
  });

  it('is not won without a majority', () => {
    const group = new Group(5);
    group.isLost = ({ to }) => to > 2n;
    expect(group.elect(1).raw.basicStatus().role).toBe('candidate');
  });

  it('is lost with a majority against it', () => {
    const one = follower();
    one.raw.campaign();
    one.work();
    for (const from of [2, 3]) one.raw.step(message(MsgVoteResp, from, 1, { term: 4, reject: true }));
    expect(one.raw.basicStatus()).toMatchObject({ role: 'follower', hardState: { term: 4 } });
  });

  it('counts one vote of a node, the first', () => {
    const one = new Member(1, snapshotOf(members([1, 2, 3, 4, 5])), {});
    one.raw.campaign();
    one.work();
    one.raw.step(message(MsgVoteResp, 2, 1, { term: 1, reject: true }));
    for (let at = 0; at < 3; at++) one.raw.step(message(MsgVoteResp, 2, 1, { term: 1 }));
    one.raw.step(message(MsgVoteResp, 3, 1, { term: 1 }));
    expect(one.raw.basicStatus().role).toBe('candidate');
  });

  it('ends for a candidate when it hears from the leader of the term', () => {
    const one = follower();
    one.raw.campaign();
    one.work();
    one.raw.step(message(MsgHeartbeat, 2, 1, { term: 4 }));
    expect(one.raw.basicStatus()).toMatchObject({ role: 'follower', leaderId: 2n, hardState: { term: 4, vote: 1n } });
  });

  it('of one voter needs nobody else', () => {
    const one = new Member(1, snapshotOf(members([1])), {});
    one.tick(10);
    one.work();
    expect(one.raw.basicStatus().role).toBe('leader');
    expect(one.applied.map(({ index }) => index)).toEqual([2]);
  });

  it('is not for learners, nor for nodes without configuration', () => {
    const learner = new Member(3, snapshotOf(members([1, 2], [3])), {});
    const stranger = new Member(4, undefined, {});
    for (const one of [learner, stranger]) {
      one.tick(30);
      one.raw.campaign();
      one.raw.step(message(MsgTimeoutNow, 1, Number(one.id), { term: 1 }));
      expect(one.raw.basicStatus().role).toBe('follower');
    }
  });

  it('waits until a committed change of membership is applied', () => {
    const group = new Group(3);
    group.elect(1);
    const log = [entry(1, 2), { ...entry(1, 3), type: 2 as const }];
    const one = new Member(1, snapshotOf(members([1, 2, 3])), {}, log, { term: 1, vote: 0n, commit: 3 });
    one.raw.campaign();
    expect(one.raw.basicStatus().role).toBe('follower');
  });

  it('does not look for changes of membership in what was compacted', () => {
    const one = new Member(1, snapshotOf(members([1, 2, 3])), {}, [entry(1, 2), entry(1, 3)], {
      term: 1,
      vote: 0n,
      commit: 3,
    });
    one.raw.ready();
    one.storage.compact(2);
    one.raw.campaign();
    expect(one.raw.basicStatus().role).toBe('candidate');
  });
});

describe('votes (paper, figure 2)', () => {
  it('go to one candidate a term', () => {
    const one = follower();
    expect(answerOf(one, MsgVote, 4, 3, 3, 2)).toMatchObject({ reject: false, term: 4 });
    expect(answerOf(one, MsgVote, 4, 3, 3, 3)).toMatchObject({ reject: true, term: 4 });
    expect(answerOf(one, MsgVote, 4, 3, 3, 2)).toMatchObject({ reject: false });
    expect(answerOf(one, MsgVote, 5, 3, 3, 3)).toMatchObject({ reject: false, term: 5 });
  });

  it('survive a crash', () => {
    const one = follower();
    answerOf(one, MsgVote, 4, 3, 3, 2);
    one.restart();
    expect(answerOf(one, MsgVote, 4, 3, 3, 3)).toMatchObject({ reject: true });
  });

  it('survive a crash also when the term was known before', () => {
    const one = follower();
    expect(answerOf(one, MsgVote, 3, 3, 3, 2)).toMatchObject({ reject: false });
    one.restart();
    expect(answerOf(one, MsgVote, 3, 3, 3, 3)).toMatchObject({ reject: true });
  });

  it('leave only when they are stored, by another thread, too', () => {
    const one = follower({ asyncStorageWrites: true });
    one.raw.step(message(MsgVote, 2, 1, { term: 4, logTerm: 3, index: 3 }));
    const { messages } = one.raw.ready();
    expect(messages).toMatchObject([{ type: MessageType.MsgStorageAppend, term: 4, vote: 2n }]);
    expect(messages[0]?.responses).toMatchObject([{ type: MsgVoteResp, to: 2n, reject: false }]);
  });

  it('leave only when they are stored, in the same Ready', () => {
    const one = follower();
    one.raw.step(message(MsgVote, 2, 1, { term: 4, logTerm: 3, index: 3 }));
    const ready = one.raw.ready();
    expect(ready).toMatchObject({ mustSync: true, hardState: { term: 4, vote: 2n } });
    expect(ready.messages).toMatchObject([{ type: MsgVoteResp, reject: false }]);
  });

  it.each([
    ['a lower last term', 2, 9, true],
    ['the same last term and a shorter log', 3, 2, true],
    ['the same log', 3, 3, false],
    ['a longer log', 3, 4, false],
    ['a higher last term and a shorter log', 4, 1, false],
  ])('consider the log (section 5.4.1): with %s', (_, logTerm, index, reject) => {
    expect(answerOf(follower(), MsgVote, 5, logTerm, index)).toMatchObject({ reject });
    expect(answerOf(follower({ preVote: true }), MsgPreVote, 5, logTerm, index)).toMatchObject({ reject });
  });

  it('do not go to another node of a term whose leader is known', () => {
    const one = follower();
    one.raw.step(message(MsgHeartbeat, 2, 1, { term: 4 }));
    expect(answerOf(one, MsgVote, 4, 9, 9, 3)).toMatchObject({ reject: true });
  });

  it('are given by learners too, who may have been promoted without knowing', () => {
    const learner = new Member(1, snapshotOf(members([2, 3], [1])), {});
    expect(answerOf(learner, MsgVote, 1, 1, 1)).toMatchObject({ reject: false });
  });

  it('reset the election timer when given, not when refused', () => {
    const one = follower();
    one.tick(9);
    answerOf(one, MsgVote, 4, 3, 3);
    one.tick(9);
    expect(one.raw.basicStatus().role).toBe('follower');
    const other = follower();
    other.tick(5);
    other.raw.step(message(MsgVote, 2, 1, { term: 3, logTerm: 1, index: 1 }));
    other.tick(5);
    expect(other.raw.basicStatus().role).toBe('candidate');
  });
});

describe('pre-vote (thesis, section 9.6)', () => {
  it('changes neither term nor vote of anybody', () => {
    const one = follower({ preVote: true });
    expect(answerOf(one, MsgPreVote, 9, 3, 3)).toMatchObject({ type: MsgPreVoteResp, reject: false, term: 9 });
    one.raw.campaign();
    expect(one.raw.basicStatus()).toMatchObject({ role: 'pre-candidate', hardState: { term: 3, vote: 0n } });
  });

  it('is followed by an election when it is won', () => {
    const group = new Group(3, { preVote: true });
    expect(group.elect(1).raw.basicStatus()).toMatchObject({ role: 'leader', hardState: { term: 1 } });
    expect(group.seen.some(({ type }) => type === MsgPreVote)).toBe(true);
  });

  it('that is refused by a majority ends where it began', () => {
    const one = follower({ preVote: true });
    one.raw.campaign();
    one.work();
    for (const from of [2, 3]) one.raw.step(message(MsgPreVoteResp, from, 1, { term: 3, reject: true }));
    expect(one.raw.basicStatus()).toMatchObject({ role: 'follower', hardState: { term: 3 } });
  });

  it('that is refused with a higher term takes that term over', () => {
    const one = follower({ preVote: true });
    one.raw.campaign();
    one.raw.step(message(MsgPreVoteResp, 2, 1, { term: 7, reject: true }));
    expect(one.raw.basicStatus()).toMatchObject({ role: 'follower', hardState: { term: 7 } });
  });

  it('answers of it do not count in the election that follows', () => {
    const one = new Member(1, snapshotOf(members([1, 2, 3, 4, 5])), { preVote: true });
    one.raw.campaign();
    one.work();
    for (const from of [2, 3]) one.raw.step(message(MsgPreVoteResp, from, 1, { term: 1 }));
    one.work();
    expect(one.raw.basicStatus().role).toBe('candidate');
    for (const from of [4, 5]) one.raw.step(message(MsgPreVoteResp, from, 1, { term: 1 }));
    expect(one.raw.basicStatus().role).toBe('candidate');
  });

  it('of a lower term is answered, so that its node learns the term', () => {
    expect(answerOf(follower(), MsgPreVote, 2, 9, 9)).toMatchObject({ reject: true, term: 3 });
  });

  it('keeps a node that was cut off from deposing the leader', () => {
    const group = new Group(3, { preVote: true, checkQuorum: true });
    group.elect(1);
    group.isolate(3);
    group.propose(1, 'a');
    group.tick(3, 50);
    group.heal();
    group.tick(3, 30);
    expect(group.member(1).raw.basicStatus()).toMatchObject({ role: 'leader', hardState: { term: 1 } });
  });
});

describe('the lease of a leader (thesis, sections 4.2.3 and 6.2)', () => {
  it('has votes ignored while the leader is heard of', () => {
    const one = follower({ checkQuorum: true });
    one.raw.step(message(MsgHeartbeat, 2, 1, { term: 3 }));
    one.work();
    expect(answerOf(one, MsgVote, 9, 9, 9, 3)).toBeUndefined();
    expect(one.raw.basicStatus().hardState.term).toBe(3);
  });

  it('ends after an election timeout', () => {
    const one = follower({ checkQuorum: true, random: { below: () => 5 } });
    one.raw.step(message(MsgHeartbeat, 2, 1, { term: 3 }));
    one.tick(10);
    one.work();
    expect(answerOf(one, MsgVote, 9, 9, 9, 3)).toMatchObject({ reject: false });
  });

  it('gives way to a campaign in the name of the leader', () => {
    const group = new Group(3, { checkQuorum: true });
    group.elect(1).raw.transferLeader(2n);
    group.settle();
    expect(group.member(2).raw.basicStatus().role).toBe('leader');
  });

  it('ends when the follower forgets the leader', () => {
    const one = follower({ checkQuorum: true });
    one.raw.step(message(MsgHeartbeat, 2, 1, { term: 3 }));
    one.work();
    one.raw.forgetLeader();
    expect(one.raw.basicStatus().leaderId).toBe(0n);
    expect(answerOf(one, MsgVote, 4, 9, 9, 3)).toMatchObject({ reject: false });
  });

  it('is not forgotten when reads rest on it', () => {
    const one = follower({ checkQuorum: true, readOnly: 'lease-based' });
    one.raw.step(message(MsgHeartbeat, 2, 1, { term: 3 }));
    one.raw.forgetLeader();
    expect(one.raw.basicStatus().leaderId).toBe(2n);
  });

  it('is given up by a leader that hears from no quorum', () => {
    const group = new Group(3, { checkQuorum: true });
    const leader = group.elect(1);
    group.isolate(1);
    group.tick(1, 10);
    expect(leader.raw.basicStatus().role).toBe('leader');
    group.tick(1, 10);
    expect(leader.raw.basicStatus()).toMatchObject({ role: 'follower', leaderId: 0n });
  });

  it('is kept by a leader that hears from a quorum', () => {
    const group = new Group(3, { checkQuorum: true });
    const leader = group.elect(1);
    group.isolate(3);
    group.tick(1, 50);
    expect(leader.raw.basicStatus().role).toBe('leader');
  });

  it('lets a node with a higher term through to depose a leader that does not know of it', () => {
    const group = new Group(3, { checkQuorum: true });
    group.elect(1);
    group.isolate(3);
    group.tick(3, 25);
    group.heal();
    const { term } = group.member(3).raw.basicStatus().hardState;
    expect(term).toBeGreaterThan(1);
    group.tick(1, 1);
    expect(group.member(1).raw.basicStatus().hardState.term).toBeGreaterThanOrEqual(term);
  });
});

describe('asynchronous storage writes', () => {
  it('do not let a candidate lead before its own vote is on disk', () => {
    const one = follower({ asyncStorageWrites: true });
    one.raw.campaign();
    const [work] = one.raw.ready().messages.filter(({ type }) => type === MessageType.MsgStorageAppend);
    for (const from of [2, 3]) one.raw.step(message(MsgVoteResp, from, 1, { term: 4 }));
    expect(one.raw.basicStatus().role).toBe('candidate');
    for (const response of work?.responses ?? []) one.raw.step(response);
    expect(one.raw.basicStatus().role).toBe('leader');
  });
});

import { MessageType } from '@quorate/protocol';
import { describe, expect, it } from 'vitest';
import type { Raft } from '../core/raft.ts';
import { bytes, entry, Member, members, message, snapshotOf } from '../testing/group.ts';
import { contentOf, Safety } from './safety.ts';

/** A node in a state that it could not get into by itself. */
function node(id: number, log: readonly [term: number, data: string][], state: Partial<Raft>): Raft {
  const entries = log.map(([term, data], at) => entry(term, at + 2, data));
  const one = new Member(id, snapshotOf(members([1, 2, 3])), {}, []);
  one.raft.log.append(entries);
  return Object.assign(one.raft, state);
}

function check(safety: Safety, one: Raft, all: readonly Raft[] = [one]): void {
  safety.afterStep(one, all);
}

describe('the watch over the promises', () => {
  it('sees two leaders in a term', () => {
    const safety = new Safety(1);
    check(safety, node(1, [], { role: 'leader', term: 2 }));
    check(safety, node(2, [], { role: 'leader', term: 3 }));
    expect(() => check(safety, node(3, [], { role: 'leader', term: 2 }))).toThrow('election safety');
  });

  it('sees a leader that drops an entry of its own log', () => {
    const safety = new Safety(1);
    check(
      safety,
      node(
        1,
        [
          [2, 'a'],
          [2, 'b'],
        ],
        { role: 'leader', term: 2 },
      ),
    );
    expect(() => check(safety, node(1, [[2, 'a']], { role: 'leader', term: 2 }))).toThrow('leader append-only');
  });

  it('sees logs that part and meet again', () => {
    const safety = new Safety(1);
    check(
      safety,
      node(
        1,
        [
          [2, 'a'],
          [3, 'b'],
        ],
        { term: 3 },
      ),
    );
    expect(() =>
      check(
        safety,
        node(
          2,
          [
            [1, 'x'],
            [3, 'b'],
          ],
          { term: 3 },
        ),
      ),
    ).toThrow('log matching');
    expect(() => check(safety, node(2, [[2, 'x']], { term: 3 }))).toThrow('log matching');
  });

  it('sees a leader that lacks what was committed', () => {
    const safety = new Safety(1);
    const first = node(1, [[2, 'a']], { term: 2, role: 'leader' });
    first.log.committed = 2;
    check(safety, first);
    expect(() => check(safety, node(2, [], { role: 'leader', term: 3 }))).toThrow('leader completeness');
  });

  it('sees a commit in an old term that a new leader does not have', () => {
    const safety = new Safety(1);
    const newer = node(2, [], { role: 'leader', term: 3 });
    check(safety, newer);
    const older = node(1, [[2, 'a']], { role: 'leader', term: 2 });
    older.log.committed = 2;
    expect(() => check(safety, older, [older, newer])).toThrow('leader completeness');
  });

  it('sees two entries committed or applied at one index', () => {
    const safety = new Safety(1);
    const one = node(1, [[2, 'a']], { term: 2 });
    one.log.committed = 2;
    check(safety, one);
    const other = node(2, [[3, 'b']], { term: 3 });
    other.log.committed = 2;
    expect(() => check(safety, other)).toThrow('state machine safety');
    expect(() => safety.applied(2n, entry(3, 2, 'b'), 0)).toThrow('state machine safety');
    expect(() => safety.applied(2n, entry(2, 2, 'b'), 0)).toThrow('state machine safety');
    expect(() => safety.applied(2n, entry(2, 3, 'a'), 0)).toThrow('state machine safety');
    safety.applied(2n, entry(2, 2, 'a'), 7);
    expect(() => safety.stateIs(3n, 2, 8)).toThrow('state machine safety');
  });

  it('sees a second vote, other members and a stale read', () => {
    const safety = new Safety(1);
    safety.sent(message(MessageType.MsgVoteResp, 1, 2, { term: 4 }));
    safety.sent(message(MessageType.MsgVoteResp, 1, 3, { term: 4, reject: true }));
    safety.sent(message(MessageType.MsgVoteResp, 1, 3, { term: 5 }));
    expect(() => safety.sent(message(MessageType.MsgVoteResp, 1, 3, { term: 4 }))).toThrow('one vote');
    safety.membershipIs(1n, 3, members([1, 2]));
    expect(() => safety.membershipIs(2n, 3, members([1, 3]))).toThrow('membership');
    safety.read(1n, 5, 5);
    expect(() => safety.read(1n, 4, 5)).toThrow('linearizable reads');
  });

  it('tells contents apart', () => {
    const contents = [entry(1, 1, 'a'), entry(1, 1, 'b'), entry(1, 1), { ...entry(1, 1, 'a'), type: 1 as const }].map(
      contentOf,
    );
    expect(new Set(contents).size).toBe(4);
    expect(bytes('a')).toHaveLength(1);
  });
});

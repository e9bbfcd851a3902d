import { type BasicStatus, RaftError, type RawNode } from '@quorate/raft';
import { expect, test } from 'vitest';
import { ProposalQueue } from './proposal-queue.ts';

const payload = (text: string) => Buffer.from(text);

/** A queue, all of whose requests are awaited, at a node whose office the test sets. */
function setUp() {
  const proposed: string[] = [];
  const tooLate: bigint[] = [];
  const office = { role: 'leader' as BasicStatus['role'], leaderId: 1n, term: 3, takes: true };
  const node = {
    basicStatus: () => ({ ...office, hardState: { term: office.term } }),
    proposeBatch: (batch: Uint8Array[]) => {
      if (!office.takes) throw new RaftError('PROPOSAL_DROPPED', 'leadership is being handed over');
      proposed.push(...batch.map(String));
    },
  } as unknown as RawNode;
  const queue = new ProposalQueue(
    () => true,
    (id) => tooLate.push(id),
  );
  return { queue, node, office, proposed, tooLate };
}

test('the leader of its term proposes what is only for that leader, with everything else and in order', () => {
  const { queue, node, proposed, tooLate } = setUp();
  queue.add(1n, payload('a'));
  queue.add(2n, payload('b'), 3);
  queue.add(3n, payload('c'));
  queue.flush(node);
  expect(proposed).toEqual(['a', 'b', 'c']);
  expect(tooLate).toEqual([]);
  expect(queue.length).toBe(0);
});

test.each([
  { now: 'another leads in the same term', role: 'follower' as const, term: 3 },
  { now: 'another leads in a later term', role: 'follower' as const, term: 4 },
  { now: 'it leads again, in a later term', role: 'leader' as const, term: 5 },
])('$now: what was only for the leader of the earlier term is passed on to nobody', ({ role, term }) => {
  const { queue, node, office, proposed, tooLate } = setUp();
  queue.add(1n, payload('a'));
  queue.add(2n, payload('b'), 3);
  Object.assign(office, { role, term, leaderId: 2n });
  queue.flush(node);
  expect(proposed).toEqual(['a']);
  expect(tooLate).toEqual([2n]);
  queue.flush(node);
  expect(tooLate).toEqual([2n]);
});

test('what raft did not take while leadership was handed over is looked at again before the next attempt', () => {
  const { queue, node, office, proposed, tooLate } = setUp();
  queue.add(1n, payload('a'), 3);
  office.takes = false;
  queue.flush(node);
  expect(queue.length).toBe(1);
  Object.assign(office, { takes: true, role: 'follower', term: 4, leaderId: 2n });
  queue.flush(node);
  expect(proposed).toEqual([]);
  expect(tooLate).toEqual([1n]);
});

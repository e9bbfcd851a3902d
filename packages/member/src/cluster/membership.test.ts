import { describe, expect, it } from 'vitest';
import { clusterMember } from './cluster-member.ts';
import { Membership } from './membership.ts';

const member = (id: bigint, fields = {}) =>
  clusterMember({ id, peerUrls: [`http://h${id}:2380`], name: `m${id}`, ...fields });

function of(...members: ReturnType<typeof member>[]): Membership {
  const membership = new Membership(1);
  membership.restore(members, []);
  return membership;
}

describe('the membership', () => {
  it('refuses a second member with an id or a peer URL in use', () => {
    const membership = of(member(1n));
    expect(() => membership.validate({ kind: 'add', member: member(1n) })).toThrow('member ID already exist');
    const twin = member(2n, { peerUrls: ['http://h9:1', 'http://h1:2380'] });
    expect(() => membership.validate({ kind: 'add', member: twin })).toThrow('Peer URLs already exists');
    expect(() => membership.validate({ kind: 'update', id: 1n, peerUrls: ['http://h1:2380'] })).not.toThrow();
  });

  it('never takes back an id that was removed', () => {
    const membership = of(member(1n), member(2n));
    membership.apply({ kind: 'remove', id: 2n });
    expect(membership.isRemoved(2n)).toBe(true);
    for (const change of [
      { kind: 'add', member: member(2n) },
      { kind: 'remove', id: 2n },
      { kind: 'promote', id: 2n },
    ] as const) {
      expect(() => membership.validate(change)).toThrow('member not found');
    }
  });

  it('bounds the learners and promotes only learners', () => {
    const membership = of(member(1n), member(2n, { isLearner: true }));
    expect(() => membership.validate({ kind: 'add', member: member(3n, { isLearner: true }) })).toThrow(
      'too many learner',
    );
    expect(() => membership.validate({ kind: 'promote', id: 1n })).toThrow('can only promote a learner member');
    expect(membership.apply({ kind: 'promote', id: 2n }).isLearner).toBe(false);
    expect(membership.voters().map((m) => m.id)).toEqual([1n, 2n]);
  });

  it('guards the quorum of started members', () => {
    expect(of(member(1n)).isReadyFor('add')).toBe(true);
    expect(of(member(1n), member(2n, { name: '' })).isReadyFor('add')).toBe(false);
    expect(of(member(1n), member(2n), member(3n, { name: '' })).isReadyFor('add')).toBe(false);
    expect(of(member(1n), member(2n), member(3n)).isReadyFor('add')).toBe(true);
    expect(of(member(1n), member(2n), member(3n, { name: '' })).isReadyFor({ remove: 1n })).toBe(false);
    expect(of(member(1n), member(2n), member(3n, { name: '' })).isReadyFor({ remove: 3n })).toBe(true);
    expect(of(member(1n)).isReadyFor({ remove: 1n })).toBe(false);
  });
});

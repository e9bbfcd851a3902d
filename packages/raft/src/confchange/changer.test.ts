import { type ConfChangeSingle, ConfChangeType } from '@quorate/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RaftError } from '../raft-error.ts';
import { type Configuration, isJoint, toConfState } from '../tracker/configuration.ts';
import { Tracker } from '../tracker/tracker.ts';
import { changeSimply, enterJoint, leaveJoint } from './changer.ts';
import type { Membership } from './draft.ts';
import { parseChanges } from './parse-changes.ts';
import { restoreMembership } from './restore.ts';

function newTracker(): Tracker {
  return new Tracker(10, Number.POSITIVE_INFINITY);
}

const single: fc.Arbitrary<ConfChangeSingle> = fc.record({
  type: fc.constantFrom(...Object.values(ConfChangeType)),
  nodeId: fc.bigInt({ min: 0n, max: 6n }),
});

type Step =
  | { readonly kind: 'simple'; readonly changes: readonly ConfChangeSingle[] }
  | { readonly kind: 'enter'; readonly autoLeave: boolean; readonly changes: readonly ConfChangeSingle[] }
  | { readonly kind: 'leave' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('simple' as const), changes: fc.array(single, { maxLength: 4 }) }),
  fc.record({
    kind: fc.constant('enter' as const),
    autoLeave: fc.boolean(),
    changes: fc.array(single, { maxLength: 5 }),
  }),
  fc.record({ kind: fc.constant('leave' as const) }),
);

function attempt(tracker: Tracker, one: Step): Membership | undefined {
  try {
    if (one.kind === 'simple') return changeSimply(tracker, 5, one.changes);
    return one.kind === 'enter' ? enterJoint(tracker, 5, one.autoLeave, one.changes) : leaveJoint(tracker, 5);
  } catch (error) {
    if (error instanceof RaftError && error.code === 'INVALID_CONF_CHANGE') return undefined;
    throw error;
  }
}

function subsets(ids: readonly bigint[]): bigint[][] {
  return Array.from({ length: 1 << ids.length }, (_, mask) => ids.filter((__, at) => mask & (1 << at)));
}

function isQuorum(some: readonly bigint[], { voters, votersOutgoing }: Configuration): boolean {
  const isMajority = (half: ReadonlySet<bigint>) => some.filter((id) => half.has(id)).length * 2 > half.size;
  return isMajority(voters) && (votersOutgoing.size === 0 || isMajority(votersOutgoing));
}

/** Whether every quorum of the one has a node in common with every quorum of the other: by trying all of them. */
function quorumsIntersect(one: Configuration, other: Configuration): boolean {
  const ids = Array.from(new Set([...one.voters, ...one.votersOutgoing, ...other.voters, ...other.votersOutgoing]));
  const all = subsets(ids);
  // The largest set that avoids a quorum is its complement: a quorum of the other must not fit in there.
  return all.every(
    (some) =>
      !isQuorum(some, one) ||
      !isQuorum(
        ids.filter((id) => !some.includes(id)),
        other,
      ),
  );
}

describe('changes of membership', () => {
  it('keep the quorums of consecutive configurations intersecting, whatever the changes', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const tracker = newTracker();
        const { configuration, byId } = changeSimply(tracker, 5, parseChanges('v1'));
        tracker.use(configuration, byId);
        for (const one of steps) {
          const next = attempt(tracker, one);
          if (next === undefined) continue;
          expect(quorumsIntersect(tracker.configuration, next.configuration)).toBe(true);
          tracker.use(next.configuration, next.byId);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('leave configuration and progress as they were until they are put into force', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), step, (steps, last) => {
        const tracker = newTracker();
        for (const one of steps) {
          const next = attempt(tracker, one);
          if (next) tracker.use(next.configuration, next.byId);
        }
        const before = [toConfState(tracker.configuration), tracker.all.map((progress) => progress.toStatus())];
        attempt(tracker, last);
        expect([toConfState(tracker.configuration), tracker.all.map((progress) => progress.toStatus())]).toEqual(
          before,
        );
      }),
    );
  });

  it('come back the same from a stored configuration', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
        const tracker = newTracker();
        for (const one of steps) {
          const next = attempt(tracker, one);
          if (next) tracker.use(next.configuration, next.byId);
        }
        const confState = toConfState(tracker.configuration);
        const restored = restoreMembership(newTracker(), 5, confState);
        expect(toConfState(restored.configuration)).toEqual(confState);
        expect(Array.from(restored.byId.keys()).sort()).toEqual(Array.from(tracker.byId.keys()).sort());
        for (const [id, { isLearner }] of restored.byId) expect(isLearner).toBe(tracker.get(id)?.isLearner);
      }),
    );
  });

  it('do not come back from a configuration that contradicts itself', () => {
    const confState = { voters: [1n], learners: [1n], votersOutgoing: [], learnersNext: [], autoLeave: false };
    expect(() => restoreMembership(newTracker(), 1, confState)).toThrow('comes back with the same voters');
    expect(() => restoreMembership(newTracker(), 1, { ...confState, learners: [], autoLeave: true })).toThrow('joint');
  });

  it('need a joint configuration for two voters, not for two learners', () => {
    const tracker = newTracker();
    const one = changeSimply(tracker, 5, parseChanges('v1 l2 l3'));
    tracker.use(one.configuration, one.byId);
    expect(() => changeSimply(tracker, 5, parseChanges('v2 v3'))).toThrow('more than one voter changed');
    expect(isJoint(enterJoint(tracker, 5, false, parseChanges('v2 v3')).configuration)).toBe(true);
  });
});

describe('changes in short', () => {
  it('are a letter and an id each', () => {
    expect(parseChanges(' v1  l2 r3 u4 ')).toEqual([
      { type: ConfChangeType.ConfChangeAddNode, nodeId: 1n },
      { type: ConfChangeType.ConfChangeAddLearnerNode, nodeId: 2n },
      { type: ConfChangeType.ConfChangeRemoveNode, nodeId: 3n },
      { type: ConfChangeType.ConfChangeUpdateNode, nodeId: 4n },
    ]);
    expect(() => parseChanges('v')).toThrow('unknown token v');
    expect(() => parseChanges('x1')).toThrow('unknown input: x1');
    expect(() => parseChanges('vx')).toThrow('not a node id');
  });
});

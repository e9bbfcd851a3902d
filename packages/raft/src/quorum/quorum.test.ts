import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jointIndex, jointVote } from './joint.ts';
import { majorityIndex, majorityOf, majorityVote } from './majority.ts';

const ids = fc.uniqueArray(fc.bigInt({ min: 1n, max: 9n }), { maxLength: 7 });
const indexes = fc.dictionary(fc.constantFrom(...'123456789'), fc.nat({ max: 6 }));
const votes = fc.dictionary(fc.constantFrom(...'123456789'), fc.boolean());

function asMap<T>(record: Record<string, T>): Map<bigint, T> {
  return new Map(Object.entries(record).map(([id, value]) => [BigInt(id), value]));
}

/** All subsets of the voters that are majorities, found by trying all subsets. */
function majorities(voters: readonly bigint[]): bigint[][] {
  const found: bigint[][] = [];
  for (let mask = 0; mask < 1 << voters.length; mask++) {
    const some = voters.filter((_, at) => mask & (1 << at));
    if (some.length * 2 > voters.length) found.push(some);
  }
  return found;
}

/** An index is committed when all of some majority of each half have reached it. */
function bruteForceIndex(halves: readonly (readonly bigint[])[], indexOf: (id: bigint) => number): number {
  const reaches = (index: number) =>
    halves.every(
      (voters) => voters.length === 0 || majorities(voters).some((some) => some.every((id) => indexOf(id) >= index)),
    );
  if (halves.every((voters) => voters.length === 0)) return Number.POSITIVE_INFINITY;
  let index = 0;
  while (index < 7 && reaches(index + 1)) index++;
  return index;
}

/** An election is decided when no way in which the missing votes may come in can change it. */
function bruteForceVote(halves: readonly (readonly bigint[])[], cast: ReadonlyMap<bigint, boolean>): string {
  const canWin = (missing: boolean) =>
    halves.every(
      (voters) => voters.length === 0 || majorities(voters).some((some) => some.every((id) => cast.get(id) ?? missing)),
    );
  if (canWin(false)) return 'won';
  return canWin(true) ? 'pending' : 'lost';
}

describe('a quorum', () => {
  it('of an empty configuration agrees to everything', () => {
    expect(majorityIndex([], 0)).toBe(Number.POSITIVE_INFINITY);
    expect(majorityVote([], new Map())).toBe('won');
  });

  it('is more than half', () => {
    expect([1, 2, 3, 4, 5].map(majorityOf)).toEqual([1, 2, 2, 3, 3]);
    expect(majorityIndex([5, 1, 3], 3)).toBe(3);
    expect(majorityIndex([5, 1, 3, 4], 4)).toBe(3);
  });

  it('looks only at as many indexes as it is told to', () => {
    expect(majorityIndex([5, 1, 3, 9, 9], 3)).toBe(3);
  });

  it('commits what brute force finds committed, joint or not', () => {
    fc.assert(
      fc.property(ids, ids, indexes, (voters, votersOutgoing, said) => {
        const map = asMap(said);
        const indexOf = (id: bigint) => map.get(id) ?? 0;
        const index = jointIndex({ voters, votersOutgoing }, indexOf);
        expect(index).toBe(bruteForceIndex([voters, votersOutgoing], indexOf));
        expect(jointIndex({ voters: votersOutgoing, votersOutgoing: voters }, indexOf)).toBe(index);
      }),
      { numRuns: 1_000 },
    );
  });

  it('decides elections as brute force does, joint or not', () => {
    fc.assert(
      fc.property(ids, ids, votes, (voters, votersOutgoing, said) => {
        const cast = asMap(said);
        const result = jointVote({ voters, votersOutgoing }, cast);
        expect(result).toBe(bruteForceVote([voters, votersOutgoing], cast));
        expect(jointVote({ voters: votersOutgoing, votersOutgoing: voters }, cast)).toBe(result);
      }),
      { numRuns: 1_000 },
    );
  });

  it('joined with itself or with nobody is itself', () => {
    fc.assert(
      fc.property(ids, votes, (voters, said) => {
        const alone = majorityVote(voters, asMap(said));
        expect(jointVote({ voters, votersOutgoing: voters }, asMap(said))).toBe(alone);
        expect(jointVote({ voters, votersOutgoing: [] }, asMap(said))).toBe(alone);
      }),
    );
  });
});

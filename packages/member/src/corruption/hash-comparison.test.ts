import { describe, expect, it } from 'vitest';
import { judgeCompaction, type PeerHash, suspectsOf } from './hash-comparison.ts';

const at = (hash: number, compactRevision = 5, revision = 10) => ({ hash, compactRevision, revision });
const peer = (memberId: bigint, answer: PeerHash['answer']): PeerHash => ({ memberId, answer, error: undefined });
const idsOf = (suspects: readonly { readonly memberId: bigint }[]) => suspects.map(({ memberId }) => memberId);

describe('the periodic comparison', () => {
  it('suspects nobody who agrees, is silent, or is behind with a compaction', () => {
    const peers = [peer(2n, at(7)), peer(3n, undefined), peer(4n, at(8, 4, 9))];
    expect(suspectsOf(1n, at(7), at(7), peers)).toEqual([]);
  });

  it('suspects who has another hash at the same compaction', () => {
    expect(suspectsOf(1n, at(7), at(7), [peer(2n, at(8)), peer(3n, at(7))])).toMatchObject([
      { memberId: 2n, hash: 8, expected: 7 },
    ]);
  });

  it('suspects who is ahead of the leader, with its revision or its compaction', () => {
    const peers = [peer(2n, at(7, 5, 11)), peer(3n, at(7, 6))];
    expect(idsOf(suspectsOf(1n, at(7), at(7), peers))).toEqual([2n, 3n]);
    expect(suspectsOf(1n, at(7), at(9, 6, 11), peers)).toEqual([]);
  });

  it('has the leader suspect itself when its hash of one revision changes, and not when it went on', () => {
    expect(idsOf(suspectsOf(1n, at(7), at(8), []))).toEqual([1n]);
    expect(suspectsOf(1n, at(7), at(8, 5, 11), [])).toEqual([]);
    expect(suspectsOf(1n, at(7), at(8, 6), [])).toEqual([]);
  });
});

describe('the comparison of compaction hashes', () => {
  it('counts what it could compare', () => {
    const verdict = judgeCompaction(1n, at(7), [peer(2n, at(7)), peer(3n, at(8, 4)), peer(4n, undefined)]);
    expect(verdict).toEqual({ suspects: [], compared: 1 });
  });

  it('suspects the minority, be it the leader', () => {
    expect(idsOf(judgeCompaction(1n, at(7), [peer(2n, at(8)), peer(3n, at(7))]).suspects)).toEqual([2n]);
    expect(idsOf(judgeCompaction(1n, at(7), [peer(2n, at(8)), peer(3n, at(8))]).suspects)).toEqual([1n]);
  });

  it('suspects nobody in particular when no quorum agrees', () => {
    expect(idsOf(judgeCompaction(1n, at(7), [peer(2n, at(8)), peer(3n, undefined)]).suspects)).toEqual([0n]);
    expect(idsOf(judgeCompaction(1n, at(7), [peer(2n, at(8))]).suspects)).toEqual([0n]);
  });
});

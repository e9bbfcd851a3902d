import { describe, expect, it } from 'vitest';
import { describeProgress } from '../describe/describe-progress.ts';
import { Inflights } from './inflights.ts';
import { Progress } from './progress.ts';

function progress(next = 5, match = 0): Progress {
  const one = new Progress(2n, next, false, new Inflights(3, 100));
  one.match = match;
  return one;
}

describe('appends in flight', () => {
  it('are counted and weighed, and freed from the oldest on', () => {
    const inflights = new Inflights(3, 100);
    inflights.add(5, 10);
    inflights.add(7, 20);
    expect([inflights.count, inflights.bytes, inflights.isFull()]).toEqual([2, 30, false]);
    inflights.freeThrough(4);
    expect(inflights.count).toBe(2);
    inflights.freeThrough(6);
    expect([inflights.count, inflights.bytes]).toEqual([1, 20]);
    inflights.freeThrough(9);
    expect([inflights.count, inflights.bytes]).toEqual([0, 0]);
  });

  it('are full by number or by bytes', () => {
    const byNumber = new Inflights(2, Number.POSITIVE_INFINITY);
    byNumber.add(1, 1_000);
    expect(byNumber.isFull()).toBe(false);
    byNumber.add(2, 1);
    expect(byNumber.isFull()).toBe(true);
    expect(() => byNumber.add(3, 1)).toThrow('window is full');
    const byBytes = new Inflights(100, 10);
    byBytes.add(1, 11);
    expect(byBytes.isFull()).toBe(true);
  });

  it('go on for ever in bounded room', () => {
    const inflights = new Inflights(100, Number.POSITIVE_INFINITY);
    for (let index = 1; index <= 10_000; index++) {
      inflights.add(index, 1);
      if (index > 50) inflights.freeThrough(index - 50);
    }
    expect([inflights.count, inflights.bytes]).toEqual([50, 50]);
    const copy = inflights.copy();
    inflights.clear();
    expect([inflights.count, copy.count, copy.bytes]).toEqual([0, 50, 50]);
  });
});

describe('the progress of a follower', () => {
  it('goes forward only', () => {
    const one = progress();
    expect(one.matched(3)).toBe(true);
    expect([one.match, one.next]).toEqual([3, 5]);
    expect(one.matched(3)).toBe(false);
    expect(one.matched(7)).toBe(true);
    expect([one.match, one.next]).toEqual([7, 8]);
    expect(one.matched(5)).toBe(false);
    expect([one.match, one.next]).toEqual([7, 8]);
  });

  it('is probed one append at a time', () => {
    const one = progress();
    one.appendSent(0, 0);
    expect(one.isPaused()).toBe(false);
    one.appendSent(2, 9);
    expect([one.isPaused(), one.next]).toEqual([true, 5]);
    expect(one.rejected(3, 1)).toBe(false);
    expect(one.rejected(4, 1)).toBe(true);
    expect([one.isPaused(), one.next]).toEqual([false, 2]);
    one.match = 1;
    one.next = 9;
    expect(one.rejected(8, 0)).toBe(true);
    expect(one.next).toBe(2);
  });

  it('is streamed to until the window is full', () => {
    const one = progress(5, 4);
    one.becomeReplicate();
    one.appendSent(2, 1);
    one.appendSent(1, 1);
    expect([one.next, one.isPaused()]).toEqual([8, false]);
    one.appendSent(1, 1);
    expect([one.next, one.isPaused(), one.inflights.count]).toEqual([9, true, 3]);
    expect(one.rejected(4, 2)).toBe(false);
    expect(one.rejected(6, 2)).toBe(true);
    expect(one.next).toBe(5);
  });

  it('waits for a snapshot', () => {
    const one = progress(5, 2);
    one.becomeSnapshot(20);
    expect([one.next, one.isPaused(), one.pendingSnapshot]).toEqual([21, true, 20]);
    expect(() => one.appendSent(1, 1)).toThrow('snapshot is under way');
    one.becomeProbe();
    expect([one.next, one.isPaused(), one.pendingSnapshot]).toEqual([21, false, 0]);
  });

  it('knows whether a commit index is news', () => {
    const one = progress(5, 4);
    one.sentCommit = 2;
    expect(one.canBumpCommit(2)).toBe(false);
    expect(one.canBumpCommit(3)).toBe(true);
    one.sentCommit = 4;
    expect(one.canBumpCommit(9)).toBe(false);
    one.next = 8;
    one.sentCommit = 7;
    one.becomeProbe();
    expect(one.sentCommit).toBe(4);
  });

  it('prints in a line', () => {
    const one = progress(5, 4);
    expect(describeProgress(one.toStatus())).toBe('2: StateProbe match=4 next=5 inactive');
    one.isRecentlyActive = true;
    one.becomeReplicate();
    for (let at = 0; at < 3; at++) one.appendSent(1, 1);
    expect(describeProgress(one.toStatus())).toBe('2: StateReplicate match=4 next=8 paused inflight=3[full]');
    one.becomeSnapshot(20);
    one.isLearner = true;
    expect(describeProgress(one.toStatus())).toBe('2: StateSnapshot match=4 next=21 learner paused pendingSnap=20');
  });
});

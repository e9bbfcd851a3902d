import { expect, it } from 'vitest';
import { ClosedStreams } from './closed-streams.ts';

it('tells streams that ended from those passed over', () => {
  const streams = new ClosedStreams();
  streams.addOpened(0, 1);
  streams.addOpened(1, 3);
  streams.addOpened(3, 11);
  expect([1, 3, 5, 7, 9, 11].map((id) => streams.kindOf(id))).toEqual([
    'ended',
    'ended',
    'skipped',
    'skipped',
    'skipped',
    'ended',
  ]);
});

it('remembers who reset a stream', () => {
  const streams = new ClosedStreams();
  streams.addReset(1, 'reset-by-us');
  streams.addReset(3, 'reset-by-peer');
  expect([1, 3, 5].map((id) => streams.kindOf(id))).toEqual(['reset-by-us', 'reset-by-peer', 'ended']);
});

it('forgets the oldest resets, in favour of the peer', () => {
  const streams = new ClosedStreams();
  for (let id = 1; id <= 2 * 5000; id += 2) streams.addReset(id, 'reset-by-peer');
  expect(streams.kindOf(9999)).toBe('reset-by-peer');
  expect(streams.kindOf(1)).toBe('reset-by-us');
});

import { expect, test } from 'vitest';
import { clientConnectionsMax, TurnedAway } from './connection-limits.ts';

test('clients get the descriptors that the member does not need; without any left it does not start', () => {
  expect(clientConnectionsMax(1024)).toBe(874);
  expect(clientConnectionsMax(151)).toBe(1);
  expect(clientConnectionsMax(-1)).toBeUndefined();
  expect(clientConnectionsMax(0)).toBeUndefined();
  expect(() => clientConnectionsMax(150)).toThrow(
    'file descriptor limit of etcd process is too low; please set higher: it is 150 and has to be more than 150 (ulimit -n, or LimitNOFILE= of the service)',
  );
});

test('a flood of clients that are turned away becomes few lines', () => {
  const reported: number[] = [];
  let nowMs = 0;
  const turnedAway = new TurnedAway(
    (count) => reported.push(count),
    () => nowMs,
  );
  for (let count = 0; count < 100; count++) turnedAway.add();
  nowMs = 10_000;
  turnedAway.add();
  expect(reported).toEqual([1, 100]);
});

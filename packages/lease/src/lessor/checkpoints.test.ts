import { LeaseRecord } from '@quorate/protocol';
import { expect, test } from 'vitest';
import { openLessor } from '../testdata/test-lessor.ts';

const hour = 3_600;

test('the remaining time of long leases is reported every five minutes', async () => {
  const { lessor, clock, checkpoints } = openLessor();
  lessor.promote(0);
  lessor.grant(1n, hour);
  lessor.grant(2n, 300);
  await clock.advance(299_999);
  expect(checkpoints).toEqual([]);
  await clock.advance(1);
  expect(checkpoints).toEqual([[{ id: 1n, remainingTtl: hour - 300 }]]);
});

test('the next report is planned when the one before has come back', async () => {
  const { lessor, clock, checkpoints } = openLessor();
  lessor.promote(0);
  lessor.grant(1n, hour);
  await clock.advance(900_000);
  expect(checkpoints).toHaveLength(1);
  lessor.checkpoint(checkpoints[0] ?? []);
  await clock.advance(300_000);
  expect(checkpoints[1]).toEqual([{ id: 1n, remainingTtl: hour - 1_200 }]);
});

test('a new leader goes on with the remaining time, also after a restart', async () => {
  const follower = openLessor();
  follower.lessor.grant(1n, hour);
  follower.lessor.checkpoint([
    { id: 1n, remainingTtl: 100 },
    { id: 9n, remainingTtl: 100 },
  ]);
  const { backend, clock } = follower;
  const record = LeaseRecord.decode(backend.get('lease', Buffer.from('0000000000000001', 'hex')) as Uint8Array);
  expect(record).toEqual({ id: 1n, ttl: hour, remainingTtl: 100 });
  for (const { lessor, expired } of [follower, openLessor({ backend }, clock)]) {
    const startMs = clock.monotonicMs();
    lessor.promote(1_000);
    expect(lessor.lookup(1n)).toMatchObject({ grantedTtl: hour, remainingTtl: 101 });
    await clock.advance(101_000);
    expect(expired).toEqual([`${startMs + 101_000}: 1`]);
    lessor.demote();
  }
});

test('without checkpoints a new leader begins anew', async () => {
  const { lessor, clock } = openLessor();
  lessor.grant(1n, 100);
  await clock.advance(90_000);
  lessor.promote(0);
  expect(lessor.lookup(1n)?.remainingTtl).toBe(100);
});

test('renewing takes the checkpoint back', async () => {
  const { lessor, checkpoints } = openLessor();
  lessor.grant(1n, hour);
  lessor.checkpoint([{ id: 1n, remainingTtl: 100 }]);
  lessor.promote(0);
  expect(await lessor.renew(1n)).toBe(hour);
  expect(checkpoints).toEqual([[{ id: 1n, remainingTtl: 0 }]]);
  expect(lessor.lookup(1n)?.remainingTtl).toBe(hour);
  expect(await lessor.renew(1n)).toBe(hour);
  expect(checkpoints).toHaveLength(1);
});

test('at most 1,000 go into one report', async () => {
  const { lessor, clock, checkpoints } = openLessor({ checkpointIntervalSeconds: 10 });
  lessor.promote(0);
  for (let id = 1n; id <= 2_500n; id++) lessor.grant(id, hour);
  await clock.advance(11_500);
  expect(checkpoints.map(({ length }) => length)).toEqual([1_000, 1_000, 500]);
});

test('other members report nothing', async () => {
  const { lessor, clock, checkpoints } = openLessor();
  lessor.grant(1n, hour);
  await clock.advance(1_000_000);
  lessor.promote(0);
  lessor.demote();
  await clock.advance(1_000_000);
  expect(checkpoints).toEqual([]);
});

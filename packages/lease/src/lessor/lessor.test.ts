import { VirtualClock } from '@quorate/simulated-ports';
import { expect, test } from 'vitest';
import { openBackend, openLessor } from '../testdata/test-lessor.ts';

const error = (code: string) => expect.objectContaining({ code });
const none = () => {};

/** Time that can go on while nothing runs, as when a machine is paused. */
class StallingClock extends VirtualClock {
  #stoodStillMs = 0;

  standStill(forMs: number): void {
    this.#stoodStillMs += forMs;
  }

  override monotonicMs(): number {
    return super.monotonicMs() + this.#stoodStillMs;
  }
}

test('a grant answers its TTL, raised to the minimum', () => {
  const { lessor } = openLessor();
  expect(lessor.grant(1n, 60)).toBe(60);
  expect(lessor.grant(2n, 1)).toBe(2);
  expect(lessor.grant(3n, -5)).toBe(2);
  expect(lessor.count).toBe(3);
  expect(lessor.lookup(2n)).toMatchObject({ grantedTtl: 2, remainingTtl: 2, keys: [] });
  expect(lessor.lookup(9n)).toBeUndefined();
});

test('no id, an id that is taken and too long a life are refused', () => {
  const { lessor } = openLessor();
  expect(() => lessor.grant(0n, 60)).toThrow(error('lease-not-found'));
  expect(() => lessor.grant(1n, 9_000_000_001)).toThrow(error('ttl-too-large'));
  expect(lessor.grant(1n, 9_000_000_000)).toBe(9_000_000_000);
  expect(() => lessor.grant(1n, 60)).toThrow(error('lease-exists'));
  expect(() => lessor.grant(1n, 60)).toThrow('etcdserver: lease already exists');
});

test('revoking deletes the attached keys, sorted, and nothing when there are none', () => {
  const { lessor } = openLessor();
  lessor.grant(1n, 60);
  lessor.grant(2n, 60);
  for (const key of ['c', 'a', '\u00ff', 'B']) lessor.attach(1n, key);
  const deleted: (readonly string[])[] = [];
  lessor.revoke(1n, (keys) => deleted.push(keys));
  lessor.revoke(2n, (keys) => deleted.push(keys));
  expect(deleted).toEqual([['B', 'a', 'c', '\u00ff']]);
  expect(lessor.count).toBe(0);
  expect(lessor.leaseOf('a')).toBe(0n);
  expect(() => lessor.revoke(1n, none)).toThrow(error('lease-not-found'));
});

test('keys are attached to one lease and detached again', () => {
  const { lessor } = openLessor();
  lessor.grant(1n, 60);
  lessor.grant(2n, 60);
  lessor.attach(1n, 'a');
  lessor.attach(1n, 'b');
  expect(lessor.leaseOf('a')).toBe(1n);
  lessor.detach(1n, 'a');
  lessor.attach(2n, 'a');
  lessor.detach(1n, 'a');
  expect(lessor.leaseOf('a')).toBe(2n);
  expect(lessor.lookup(1n)?.keys).toEqual(['b']);
  expect(lessor.lookup(2n)?.keys).toEqual(['a']);
  expect(() => lessor.attach(9n, 'a')).toThrow(error('lease-not-found'));
});

test('leases run out on the primary alone', async () => {
  const { lessor, clock, expired } = openLessor();
  lessor.grant(1n, 10);
  await clock.advance(60_000);
  expect(expired).toEqual([]);
  lessor.promote(0);
  lessor.grant(2n, 5);
  await clock.advance(9_999);
  expect(expired).toEqual(['65000: 2']);
  lessor.revoke(2n, none);
  await clock.advance(1);
  expect(expired).toEqual(['65000: 2', '70000: 1']);
});

test('a lease that has run out is given up again until its revocation comes back', async () => {
  const { lessor, clock, expired } = openLessor();
  lessor.promote(0);
  lessor.grant(1n, 10);
  await clock.advance(25_000);
  expect(expired).toEqual(['10000: 1', '17000: 1', '24000: 1']);
  lessor.revoke(1n, none);
  await clock.advance(60_000);
  expect(expired).toHaveLength(3);
});

test('a lease that has run out is not given up any more in a new term of office', async () => {
  const { lessor, clock } = openLessor();
  lessor.promote(0);
  lessor.grant(1n, 10);
  expect(lessor.isGivenUp(1n)).toBe(false);
  await clock.advance(10_000);
  expect(lessor.isGivenUp(1n)).toBe(true);
  lessor.demote();
  expect(lessor.isGivenUp(1n)).toBe(false);
  lessor.promote(0);
  expect(lessor.isGivenUp(1n)).toBe(false);
  expect(lessor.isGivenUp(9n)).toBe(false);
});

test('renewing begins the time anew', async () => {
  const { lessor, clock, expired } = openLessor();
  lessor.promote(0);
  lessor.grant(1n, 10);
  for (let i = 0; i < 5; i++) {
    await clock.advance(8_000);
    expect(await lessor.renew(1n)).toBe(10);
  }
  expect(expired).toEqual([]);
  await clock.advance(3_500);
  expect(lessor.lookup(1n)?.remainingTtl).toBe(6);
  await clock.advance(6_500);
  expect(expired).toEqual(['50000: 1']);
});

test('only the primary renews, and only what there is', async () => {
  const { lessor } = openLessor();
  lessor.grant(1n, 10);
  await expect(lessor.renew(1n)).rejects.toThrow('not a primary lessor');
  lessor.promote(0);
  await expect(lessor.renew(2n)).rejects.toEqual(error('lease-not-found'));
  expect(await lessor.renew(1n)).toBe(10);
});

test('renewing a lease that has run out waits for its end', async () => {
  const { lessor, clock } = openLessor();
  lessor.promote(0);
  lessor.grant(1n, 10);
  lessor.grant(2n, 10);
  await clock.advance(10_000);
  const outcomes: string[] = [];
  for (const id of [1n, 2n]) {
    lessor.renew(id).catch(({ code }: { code: string }) => outcomes.push(`${id} ${code}`));
  }
  await clock.advance(1_000);
  expect(outcomes).toEqual([]);
  lessor.revoke(1n, none);
  await clock.runTurns();
  expect(outcomes).toEqual(['1 lease-not-found']);
  lessor.demote();
  await clock.runTurns();
  expect(outcomes).toEqual(['1 lease-not-found', '2 not-primary']);
});

test('what is not given up yet can still be renewed', async () => {
  const { lessor, clock, expiredIds } = openLessor();
  lessor.promote(0);
  for (let id = 1n; id <= 600n; id++) lessor.grant(id, 10);
  await clock.advance(10_100);
  const waiting = Array.from({ length: 600 }, (_, i) => BigInt(i + 1)).filter((id) => !expiredIds.flat().includes(id));
  expect(waiting).toHaveLength(100);
  expect(await lessor.renew(waiting[0] as bigint)).toBe(10);
  await clock.advance(1_000);
  expect(expiredIds.flat()).toHaveLength(599);
});

test('a new primary gives every lease its time and the extension', async () => {
  const { lessor, clock, expired } = openLessor();
  lessor.grant(1n, 10);
  lessor.promote(1_000);
  expect(lessor.isPrimary).toBe(true);
  await clock.advance(10_999);
  expect(expired).toEqual([]);
  await clock.advance(1);
  expect(expired).toEqual(['11000: 1']);
});

test('leases are listed by the time they run out', async () => {
  const { lessor, clock } = openLessor();
  for (const [id, ttl] of [
    [3n, 30],
    [1n, 20],
    [2n, 10],
  ] as const) {
    lessor.grant(id, ttl);
  }
  expect(lessor.leases()).toEqual([1n, 2n, 3n]);
  lessor.promote(0);
  expect(lessor.leases()).toEqual([2n, 1n, 3n]);
  await clock.advance(9_000);
  await lessor.renew(2n);
  expect(lessor.leases()).toEqual([2n, 1n, 3n]);
  await clock.advance(2_000);
  await lessor.renew(2n);
  expect(lessor.leases()).toEqual([1n, 2n, 3n]);
});

test('leases outlive a restart, negative ids too, their keys come with the store', () => {
  const { lessor, backend, clock } = openLessor();
  lessor.grant(1n, 60);
  lessor.grant(2n ** 62n, 70);
  lessor.grant(-5n, 80);
  lessor.grant(4n, 90);
  lessor.attach(1n, 'a');
  lessor.revoke(4n, none);
  const again = openLessor({ backend }, clock).lessor;
  expect(again.leases()).toEqual([-5n, 1n, 2n ** 62n]);
  expect(again.lookup(-5n)?.grantedTtl).toBe(80);
  expect(again.lookup(1n)?.keys).toEqual([]);
  expect(backend.get('lease', Buffer.from('0000000000000001', 'hex'))).toEqual(new Uint8Array([0x08, 0x01, 0x10, 60]));
});

test('a shorter TTL from before is raised to the minimum', () => {
  const { lessor, backend, clock } = openLessor();
  lessor.grant(1n, 3);
  expect(openLessor({ backend, minTtlSeconds: 8 }, clock).lessor.lookup(1n)?.grantedTtl).toBe(8);
});

test('another database takes over', async () => {
  const { lessor, clock, expired } = openLessor();
  lessor.grant(1n, 10);
  lessor.attach(1n, 'a');
  const other = openLessor({ backend: openBackend(clock) }, clock);
  other.lessor.grant(2n, 20);
  lessor.restore(other.backend);
  expect(lessor.leases()).toEqual([2n]);
  expect(lessor.leaseOf('a')).toBe(0n);
  lessor.promote(0);
  await clock.advance(20_000);
  expect(expired).toEqual(['20000: 2']);
});

test('no more than 500 leases are given up each half second', async () => {
  const { lessor, clock, expiredIds } = openLessor();
  lessor.promote(0);
  for (let id = 1n; id <= 1_200n; id++) lessor.grant(id, 10);
  await clock.advance(10_000);
  expect(expiredIds.map(({ length }) => length)).toEqual([500]);
  await clock.advance(499);
  expect(expiredIds).toHaveLength(1);
  await clock.advance(1);
  await clock.advance(500);
  expect(expiredIds.map(({ length }) => length)).toEqual([500, 500, 200]);
  expect(new Set(expiredIds.flat()).size).toBe(1_200);
});

test('100,000 leases at rest cost one timer', async () => {
  const { lessor, clock, expired } = openLessor();
  lessor.promote(0);
  for (let id = 1n; id <= 100_000n; id++) lessor.grant(id, 3_600 + Number(id % 100n));
  await clock.advance(3_599_000);
  expect(expired).toEqual([]);
  for (let id = 1n; id <= 1_000n; id++) expect(await lessor.renew(id)).toBe(3_600 + Number(id % 100n));
  await clock.advance(1_000);
  expect(expired).toHaveLength(1);
});

test('after a new leader, leases that would all end at once are spread over the seconds', async () => {
  const { lessor, clock, expired, expiredIds } = openLessor();
  for (let id = 1n; id <= 3_000n; id++) lessor.grant(id, 10);
  lessor.promote(1_000);
  await clock.advance(11_000);
  expect(expiredIds.flat().length).toBeLessThanOrEqual(750);
  await clock.advance(5_000);
  expect(new Set(expiredIds.flat()).size).toBe(3_000);
  expect(expired.length).toBeGreaterThan(5);
});

test('a process that stood still does not take its leases from clients who could not reach it', async () => {
  const clock = new StallingClock();
  const { lessor, expired } = openLessor({}, clock);
  lessor.promote(0);
  lessor.grant(1n, 10);
  lessor.grant(2n, 10);
  clock.standStill(30_000);
  await clock.advance(10_000);
  expect(expired).toEqual([]);
  expect(await lessor.renew(1n)).toBe(10);
  await clock.advance(2_000);
  expect(expired).toEqual(['42000: 2']);
});

test('closing ends everything', async () => {
  const { lessor, clock, expired } = openLessor();
  lessor.promote(0);
  lessor.grant(1n, 10);
  lessor.close();
  await clock.advance(60_000);
  expect(expired).toEqual([]);
});

import type { Lessor } from '@quorate/lease';
import { VirtualClock } from '@quorate/simulated-ports';
import { expect, test } from 'vitest';
import type { Leadership } from '../leadership/leadership.ts';
import { LeaseRequests } from './lease-requests.ts';

/** A leader with one lease; `confirm` is what asking a quorum does. */
function leader(
  confirm: (lessor: { isPrimary: boolean; isGivenUp: (id: bigint) => boolean }) => Promise<void> = async () => {},
) {
  const clock = new VirtualClock();
  const lessor = { isPrimary: true, renew: async () => 10, isGivenUp: (_id: bigint) => true };
  const revoked: bigint[] = [];
  let confirmations = 0;
  const requests = new LeaseRequests({
    clock,
    lessor: lessor as unknown as Lessor,
    leadership: { isLeader: true } as Leadership,
    remote: {
      serverVersion: async () => '3.7.1',
      renewLease: async () => undefined,
      leaseTimeToLive: async () => undefined,
      promote: async () => {},
    },
    requestTimeoutMs: 7000,
    electionMs: 1000,
    leaderUrls: () => [],
    confirmLeadership: async () => {
      confirmations++;
      await confirm(lessor);
    },
    revoke: async (id) => revoked.push(id),
  });
  return { clock, lessor, requests, revoked, confirmations: () => confirmations };
}

test('a leader renews leases, and asks a quorum once in half an election timeout', async () => {
  const { clock, requests, confirmations } = leader();
  expect(await requests.renewHere(1n)).toBe(10);
  await clock.advance(499);
  expect(await requests.renewHere(1n)).toBe(10);
  expect(confirmations()).toBe(1);
  await clock.advance(1);
  expect(await requests.renewHere(1n)).toBe(10);
  expect(confirmations()).toBe(2);
});

test('a leader that no quorum confirms renews no lease', async () => {
  const { requests } = leader(() => Promise.reject(new Error('timeout')));
  await expect(requests.renewHere(1n)).rejects.toThrow('timeout');
});

test('one that hears of another leader while it asks neither renews nor revokes', async () => {
  const { clock, requests, revoked } = leader(async (lessor) => {
    lessor.isPrimary = false;
  });
  await expect(requests.renewHere(1n)).rejects.toThrow('not a primary lessor');
  requests.expired([1n]);
  await clock.runTurns();
  expect(revoked).toEqual([]);
});

test('leases that ran out are revoked when a quorum has confirmed the leader', async () => {
  const { clock, requests, revoked } = leader();
  requests.expired(Array.from({ length: 40 }, (_, at) => BigInt(at)));
  await clock.runTurns();
  expect(revoked).toHaveLength(40);
});

test('a lease that was given time again while a quorum was asked is not revoked', async () => {
  const { clock, requests, revoked } = leader(async (lessor) => {
    lessor.isGivenUp = (id) => id !== 1n;
  });
  requests.expired([1n, 2n]);
  await clock.runTurns();
  expect(revoked).toEqual([2n]);
});

import { Database } from '@quorate/bbolt';
import { Backend } from '@quorate/mvcc-store';
import { VirtualClock } from '@quorate/simulated-ports';
import { Lessor } from '../lessor/lessor.ts';

const leaseCount = 100_000;

const clock = new VirtualClock();
const backend = new Backend({
  database: Database.inMemory(),
  clock,
  onFailure: (error) => {
    throw error;
  },
});
let expired = 0;
const lessor = new Lessor({ backend, clock, minTtlSeconds: 2, onExpired: (ids) => (expired += ids.length) });
lessor.promote(0);

/** Prints what each of `count` operations took. */
async function measure(name: string, count: number, work: () => void | Promise<void>): Promise<void> {
  const startedMs = performance.now();
  await work();
  const each = ((performance.now() - startedMs) * 1000) / count;
  console.log(`${name}: ${each.toFixed(2)} µs each`);
}

await measure('grant', leaseCount, () => {
  for (let id = 1n; id <= leaseCount; id++) lessor.grant(id, 3_600);
});
await measure('renew', leaseCount, async () => {
  for (let id = 1n; id <= leaseCount; id++) await lessor.renew(id);
});
await measure('attach and detach a key', leaseCount, () => {
  for (let id = 1n; id <= leaseCount; id++) lessor.attach(id, `key${id}`);
  for (let id = 1n; id <= leaseCount; id++) lessor.detach(id, `key${id}`);
});
await clock.advance(1_000);
await measure('an hour at rest with 100,000 leases', 1, () => clock.advance(3_590_000));
await measure('a new leader, a lease', leaseCount, () => {
  lessor.demote();
  lessor.promote(1_000);
});
console.log(`expired meanwhile: ${expired}`);

import { Database } from '@quorate/bbolt';
import { SimulatedDisk, VirtualClock } from '@quorate/simulated-ports';
import { expect, test } from 'vitest';
import { Backend, type BackendOptions } from './backend.ts';
import { bucketNames } from './buckets.ts';

const key = Buffer.from('key');
const bytes = (text: string) => Buffer.from(text);

function open(options: Partial<BackendOptions> = {}) {
  const clock = new VirtualClock();
  const database = options.database ?? Database.inMemory();
  const failures: unknown[] = [];
  const backend = new Backend({ database, clock, onFailure: (error) => failures.push(error), ...options });
  /** What a new reader sees. */
  const committed = () => {
    using transaction = database.beginRead();
    const value = transaction.get('meta', key);
    return value && Buffer.from(value).toString();
  };
  return { backend, clock, database, failures, committed };
}

test('all of etcd’s buckets are there', async () => {
  const { backend, database } = open();
  await backend.forceCommit();
  using transaction = database.beginRead();
  expect(transaction.bucketNames().map((name) => Buffer.from(name).toString())).toEqual([...bucketNames]);
});

test('a change is seen at once, and committed after 100 ms', async () => {
  const { backend, clock, committed } = open();
  await clock.advance(1_000);
  backend.put('meta', key, bytes('new'));
  expect(backend.get('meta', key)).toEqual(bytes('new'));
  await clock.advance(99);
  expect(committed()).toBeUndefined();
  await clock.advance(1);
  expect(committed()).toBe('new');
});

test('many changes are committed in the next turn, never within one', async () => {
  const { backend, clock, committed } = open({ batchOperationsMax: 100 });
  await clock.advance(1_000);
  for (let i = 0; i < 250; i++) backend.put('meta', key, bytes(`${i}`));
  expect(backend.pendingOperations).toBe(250);
  expect(committed()).toBeUndefined();
  await clock.runTurns();
  expect(committed()).toBe('249');
  expect(backend.pendingOperations).toBe(0);
});

test('many bytes too', async () => {
  const { backend, clock, committed } = open();
  await clock.advance(1_000);
  for (let i = 0; i < 5; i++) backend.put('meta', key, Buffer.alloc(2 ** 20, 'x'));
  await clock.runTurns();
  expect(committed()).toHaveLength(2 ** 20);
});

test('nothing runs while nothing is written', async () => {
  const { clock, database } = open();
  await clock.advance(1_000);
  const { transactionId } = database;
  expect(clock.busy).toBe(false);
  await clock.advance(10_000);
  expect(database.transactionId).toBe(transactionId);
});

test('what belongs to a commit is written into the same transaction', async () => {
  let appliedIndex = 0;
  const { backend, clock, committed } = open({
    preCommit: (backend) => backend.put('meta', Buffer.from('consistent_index'), bytes(`${appliedIndex}`)),
  });
  appliedIndex = 17;
  backend.put('meta', key, bytes('x'));
  await clock.advance(100);
  expect(committed()).toBe('x');
  const index = backend.get('meta', Buffer.from('consistent_index'));
  expect(index && Buffer.from(index).toString()).toBe('17');
  expect(backend.pendingOperations).toBe(0);
});

test('a deletion of what is not there is no change', async () => {
  const { backend, clock } = open();
  await clock.advance(1_000);
  expect(backend.delete('meta', key)).toBe(false);
  expect(backend.pendingOperations).toBe(0);
  backend.put('meta', key, bytes('x'));
  expect(backend.delete('meta', key)).toBe(true);
  expect(backend.get('meta', key)).toBeUndefined();
});

test('a forced commit is durable when it says so', async () => {
  const disk = new SimulatedDisk();
  await disk.makeDirectory('/data');
  await disk.syncDirectory('/');
  const database = await Database.open({ disk, path: '/data/db' });
  const { backend } = open({ database });
  backend.put('meta', key, bytes('durable'));
  await backend.forceCommit();
  backend.put('meta', key, bytes('lost'));
  disk.crash('none');
  const again = await Database.open({ disk, path: '/data/db' });
  using transaction = again.beginRead();
  expect(transaction.get('meta', key)).toEqual(new Uint8Array(bytes('durable')));
});

test('when the disk is behind, changes gather until it takes them', async () => {
  const clock = new VirtualClock();
  const disk = new SimulatedDisk();
  await disk.makeDirectory('/data');
  const database = await Database.open({ disk, path: '/data/db' });
  const backend = new Backend({ database, clock, onFailure: () => {}, batchOperationsMax: 10 });
  const turns = [];
  for (let i = 0; i < 400; i++) {
    backend.put('meta', key, bytes(`${i}`));
    if (i % 10 === 9) turns.push(clock.runTurns());
  }
  await Promise.all(turns);
  expect(database.commitsInFlight).toBeLessThanOrEqual(Database.commitsInFlightMax);
  await clock.advance(1_000);
  await backend.forceCommit();
  expect(backend.pendingOperations).toBe(0);
  using transaction = database.beginRead();
  expect(Buffer.from(transaction.get('meta', key) ?? []).toString()).toBe('399');
});

test('a disk that fails is reported', async () => {
  let isBroken = false;
  const disk = new SimulatedDisk({
    faults: ({ kind }) => (isBroken && kind === 'sync' ? { kind: 'fail', code: 'io' } : undefined),
  });
  await disk.makeDirectory('/data');
  const database = await Database.open({ disk, path: '/data/db' });
  const { backend, failures, clock } = open({ database });
  await clock.advance(200);
  isBroken = true;
  backend.put('meta', key, bytes('x'));
  await clock.advance(200);
  expect(failures.length).toBeGreaterThan(0);
});

test('commits after a failed one fail too, and leave no rejection that nobody hears', async () => {
  let isBroken = false;
  const disk = new SimulatedDisk({
    faults: ({ kind }) => (isBroken && kind === 'sync' ? { kind: 'fail', code: 'io' } : undefined),
  });
  await disk.makeDirectory('/data');
  const database = await Database.open({ disk, path: '/data/db' });
  const { backend, clock } = open({ database });
  await clock.advance(200);
  const unheard: unknown[] = [];
  const hear = (error: unknown) => unheard.push(error);
  process.on('unhandledRejection', hear);
  isBroken = true;
  try {
    for (const value of ['x', 'y']) {
      backend.put('meta', key, bytes(value));
      await clock.advance(200);
    }
    await expect(backend.forceCommit()).rejects.toThrow();
    // Node tells of an unheard rejection once all that is ready has run.
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.off('unhandledRejection', hear);
  }
  expect(unheard).toEqual([]);
});

test('closing commits, abandoning does not', async () => {
  const first = open();
  first.backend.put('meta', key, bytes('kept'));
  await first.backend.close();
  expect(first.committed()).toBeDefined();
  const second = open();
  await second.clock.advance(1_000);
  second.backend.put('meta', key, bytes('dropped'));
  second.backend.abandon();
  await second.clock.advance(1_000);
  expect(second.committed()).toBeUndefined();
});

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '@quorate/bbolt';
import { NodeDisk } from '@quorate/node-ports';
import { Entry, InternalRaftRequest, PutRequest, RequestHeader } from '@quorate/protocol';
import { readWal, validSnapshotRecords, Wal } from '@quorate/wal';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  databaseSnapshotStatus,
  loadNewestSnapFile,
  restoreSnapshot,
  saveDatabaseSnapshot,
  snapshotBlobs,
} from './index.ts';
import { base64, findRealEtcd, RealEtcd, runTool } from './testdata/real-etcd.ts';

const folder = findRealEtcd();
const disk = new NodeDisk();
const scratch = mkdtempSync(join(tmpdir(), 'quorate-snapshot-'));
const written = join(scratch, 'written.etcd');
const savedPath = join(scratch, 'saved.db');
let keys: unknown[];

/** A member of etcd lives: puts, deletes, a lease, compaction, snapshots, a restart that changes the term. */
beforeAll(async () => {
  if (folder === undefined) return;
  const options = { dataDirectory: written, port: 27_140, more: ['--snapshot-count', '40'] };
  const first = await RealEtcd.start(folder, options);
  for (let i = 0; i < 150; i++) await first.put(`key${i % 40}`, `value${i}`);
  await first.call('kv/deleterange', { key: base64('key3') });
  await first.call('kv/compaction', { revision: 100, physical: true });
  await first.stop();
  const second = await RealEtcd.start(folder, options);
  const lease = await second.call('lease/grant', { TTL: 5_000, ID: 77 });
  await second.call('kv/put', { key: base64('leased'), value: base64('v'), lease: lease.ID });
  await second.put('key5', 'again');
  keys = await second.everything();
  runTool(folder, 'etcdctl', ['--endpoints', second.endpoint, 'snapshot', 'save', savedPath]);
  await second.stop();
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const etcdutlStatus = (path: string): Record<'hash' | 'revision' | 'totalKey' | 'totalSize', number> =>
  JSON.parse(runTool(folder ?? '', 'etcdutl', ['snapshot', 'status', path, '-w', 'json'])) as Record<
    'hash' | 'revision' | 'totalKey' | 'totalSize',
    number
  >;

const cluster = { name: 'm1', initialCluster: 'm1=http://127.0.0.1:27151', initialClusterToken: 'new' };
const clusterFlags = [
  ...['--name', cluster.name, '--initial-cluster', cluster.initialCluster],
  ...['--initial-cluster-token', 'new', '--initial-advertise-peer-urls', 'http://127.0.0.1:27151'],
];
const restoreOptions = { disk, ...cluster, initialAdvertisePeerUrls: 'http://127.0.0.1:27151' };

function hashKvOf({ endpoint }: RealEtcd): unknown {
  const [answer] = JSON.parse(
    runTool(folder ?? '', 'etcdctl', ['--endpoints', endpoint, 'endpoint', 'hashkv', '-w', 'json']),
  ) as { HashKV: { hash: number; compact_revision: number } }[];
  return [answer?.HashKV.hash, answer?.HashKV.compact_revision];
}

async function served(dataDirectory: string): Promise<{ everything: unknown[]; hash: unknown }> {
  const etcd = await RealEtcd.start(folder ?? '', { dataDirectory, port: 27_150, name: 'm1' });
  const everything = await etcd.everything();
  const hash = hashKvOf(etcd);
  await etcd.stop();
  return { everything, hash };
}

test('a log that etcd wrote over several segments is read whole', async () => {
  if (folder === undefined) return;
  const dataDirectory = join(scratch, 'large.etcd');
  const largePuts = 110;
  const etcd = await RealEtcd.start(folder, {
    dataDirectory,
    port: 27_140,
    more: ['--quota-backend-bytes', '1000000000'],
  });
  const value = 'x'.repeat(1_200_000);
  for (let i = 0; i < largePuts; i++) await etcd.put('large', `${i}${value}`);
  await etcd.stop();
  const directory = join(dataDirectory, 'member/wal');
  expect(readdirSync(directory).filter((name) => name.endsWith('.wal')).length).toBeGreaterThanOrEqual(3);
  const { entries, hardState } = await readWal({ disk, directory, from: { index: 0, term: 0 } });
  expect(hardState.commit).toBe(entries.length);
  const large = entries.filter(({ data }) => data.length > 1_000_000);
  const values = large.map(({ data }) => InternalRaftRequest.decode(data).put?.value ?? new Uint8Array(0));
  expect(values.map((bytes) => Number.parseInt(Buffer.from(bytes.subarray(0, 9)).toString(), 10))).toEqual(
    Array.from({ length: largePuts }, (_, i) => i),
  );
  rmSync(dataDirectory, { recursive: true });
});

test('a log that etcd wrote over several terms and snapshots is read from its beginning and from each', async () => {
  if (folder === undefined) return;
  const directory = join(written, 'member/wal');
  const listing = await readWal({ disk, directory, from: { index: 0, term: 0 } });
  expect(listing.entries.map(({ index }) => index)).toEqual(listing.entries.map((_, at) => at + 1));
  expect(new Set(listing.entries.map(({ term }) => term)).size).toBeGreaterThanOrEqual(3);
  expect(listing.hardState.commit).toBe(listing.entries.length);
  const records = await validSnapshotRecords(disk, directory);
  expect(records.length).toBeGreaterThan(3);
  for (const { index, term } of records) {
    const later = await readWal({ disk, directory, from: { index, term } });
    expect(later.entries.length).toBe(listing.entries.length - index);
  }
  const isRecorded = (at: { index: number; term: number }): boolean =>
    records.some(({ index, term }) => index === at.index && term === at.term);
  const { snapshot, broken } = await loadNewestSnapFile(disk, join(written, 'member/snap'), isRecorded);
  expect(broken).toEqual([]);
  expect(snapshot?.metadata.index).toBe(records.at(-1)?.index);
  expect(snapshot?.metadata.confState).toEqual(records.at(-1)?.confState);
});

test('a log that we opened and closed is opened by etcd with all that it had', async () => {
  if (folder === undefined) return;
  const dataDirectory = join(scratch, 'touched.etcd');
  cpSync(written, dataDirectory, { recursive: true });
  const directory = join(dataDirectory, 'member/wal');
  const { index, term } = (await validSnapshotRecords(disk, directory)).at(-1) ?? { index: 0, term: 0 };
  const opened = await Wal.open({ disk, directory, from: { index, term } });
  expect(opened.repaired).toBeUndefined();
  await opened.wal.close();
  const etcd = await RealEtcd.start(folder, { dataDirectory, port: 27_140 });
  expect(await etcd.everything()).toEqual(keys);
  await etcd.stop();
});

test('a database that etcd has open is locked for us', async () => {
  if (folder === undefined) return;
  const dataDirectory = join(scratch, 'running.etcd');
  const etcd = await RealEtcd.start(folder, { dataDirectory, port: 27_140 });
  const opening = Database.open({ disk, path: join(dataDirectory, 'member/snap/db') });
  await expect(opening).rejects.toMatchObject({ code: 'locked' });
  await etcd.stop();
});

test('the status of a snapshot and of a copied database is what etcdutl says', async () => {
  if (folder === undefined) return;
  for (const path of [savedPath, join(written, 'member/snap/db')]) {
    const ours = await databaseSnapshotStatus(disk, path);
    const { hash, revision, totalPairs, totalSize } = ours;
    expect({ hash, revision, totalKey: totalPairs, totalSize }).toEqual(etcdutlStatus(path));
    expect(ours.totalKey).toBe(keys.length);
  }
});

test.each([
  { what: 'as it is', bumpRevision: 0 },
  { what: 'with its revision bumped', bumpRevision: 1_000_000_000 },
])('a snapshot restored by us ($what) is what etcdutl makes, and etcd serves it', async ({ bumpRevision }) => {
  if (folder === undefined) return;
  const ours = join(scratch, `ours-${bumpRevision}.etcd`);
  const theirs = join(scratch, `theirs-${bumpRevision}.etcd`);
  const bumps = bumpRevision > 0 ? ['--bump-revision', String(bumpRevision), '--mark-compacted'] : [];
  const markCompacted = bumpRevision > 0;
  const restored = await restoreSnapshot({
    ...restoreOptions,
    snapshotPath: savedPath,
    dataDirectory: ours,
    bumpRevision,
    markCompacted,
  });
  runTool(folder, 'etcdutl', ['snapshot', 'restore', savedPath, '--data-dir', theirs, ...clusterFlags, ...bumps]);
  const segment = 'member/wal/0000000000000000-0000000000000000.wal';
  expect(readFileSync(join(ours, segment)).equals(readFileSync(join(theirs, segment)))).toBe(true);
  expect(await contentOf(join(ours, 'member/snap/db'))).toEqual(await contentOf(join(theirs, 'member/snap/db')));
  expect(restored.walDirectory).toBe(join(ours, 'member/wal'));
  const byOurs = await served(ours);
  const byTheirs = await served(theirs);
  expect(byOurs).toEqual(byTheirs);
  if (bumpRevision === 0) expect(byOurs.everything).toEqual(keys);
});

test('a data directory that etcdutl restored is read by us', async () => {
  if (folder === undefined) return;
  const dataDirectory = join(scratch, 'theirs.etcd');
  runTool(folder, 'etcdutl', ['snapshot', 'restore', savedPath, '--data-dir', dataDirectory, ...clusterFlags]);
  const { snapshot } = await loadNewestSnapFile(disk, join(dataDirectory, 'member/snap'));
  const from = { index: snapshot?.metadata.index ?? 0, term: snapshot?.metadata.term ?? 0 };
  expect(from).toEqual({ index: 1, term: 1 });
  const opened = await Wal.open({ disk, directory: join(dataDirectory, 'member/wal'), from });
  expect(opened.entries).toEqual([]);
  expect(opened.hardState.commit).toBe(1);
  expect(opened.hardState.vote).toBe(snapshot?.metadata.confState.voters[0]);
  await opened.wal.close();
});

test('entries that our log appended are applied by etcd', async () => {
  if (folder === undefined) return;
  const dataDirectory = join(scratch, 'appended.etcd');
  const { walDirectory } = await restoreSnapshot({ ...restoreOptions, snapshotPath: savedPath, dataDirectory });
  const from = { index: 1, term: 1 };
  const { wal, hardState } = await Wal.open({ disk, directory: walDirectory, from, segmentBytes: 20_000 });
  for (let index = 2; index <= 301; index++) {
    const put = PutRequest.create({ key: Buffer.from(`ours${index}`), value: Buffer.alloc(200, 'v') });
    const header = RequestHeader.create({ id: BigInt(index) });
    const data = InternalRaftRequest.encode(InternalRaftRequest.create({ header, put }));
    await wal.append({ ...hardState, commit: index }, [Entry.create({ term: 1, index, data })]);
  }
  await wal.close();
  expect(readdirSync(walDirectory).length).toBeGreaterThan(3);
  const { everything } = await served(dataDirectory);
  expect(everything).toHaveLength(keys.length + 300);
});

test('a snapshot that we saved is checked and restored by etcdutl', async () => {
  if (folder === undefined) return;
  const path = join(scratch, 'saved-by-us.db');
  const database = await Database.open({ disk, path: join(written, 'member/snap/db'), readOnly: true });
  const copy = await database.copy();
  const blobs = async function* (): AsyncGenerator<Uint8Array> {
    for await (const { blob } of snapshotBlobs(copy)) yield blob;
  };
  await saveDatabaseSnapshot(disk, path, blobs());
  await database.close();
  const dataDirectory = join(scratch, 'from-ours.etcd');
  runTool(folder, 'etcdutl', ['snapshot', 'restore', path, '--data-dir', dataDirectory, ...clusterFlags]);
  expect((await served(dataDirectory)).everything).toEqual(keys);
  const status = await databaseSnapshotStatus(disk, path);
  expect(status.hash).toBe(etcdutlStatus(path).hash);
});

test('a snapshot of which a bit was flipped is refused by both', async () => {
  if (folder === undefined) return;
  const path = join(scratch, 'flipped.db');
  const bytes = readFileSync(savedPath);
  bytes[20_000] = (bytes[20_000] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  const ours = restoreSnapshot({ ...restoreOptions, snapshotPath: path, dataDirectory: join(scratch, 'no.etcd') });
  const error = await ours.then(
    () => undefined,
    ({ message }: Error) => message,
  );
  expect(error).toMatch(/^expected sha256 \[/);
  const args = ['snapshot', 'restore', path, '--data-dir', join(scratch, 'no2.etcd'), ...clusterFlags];
  expect(() => runTool(folder, 'etcdutl', args)).toThrow(error);
  expect(readdirSync(scratch)).not.toContain('no.etcd');
});

/** All pairs of all buckets, without the voters, which etcd 3.5 leaves as the old cluster had them. */
async function contentOf(path: string): Promise<string[]> {
  const database = await Database.open({ disk, path, readOnly: true });
  const pairs: string[] = [];
  {
    using transaction = database.beginRead();
    for (const name of transaction.bucketNames()) {
      transaction.bucket(name)?.forEach((key, value = new Uint8Array(0)) => {
        const pair = [name, key, value].map((bytes) => Buffer.from(bytes).toString('latin1')).join('|');
        if (!pair.startsWith('meta|confState|')) pairs.push(pair);
      });
    }
  }
  await database.close();
  return pairs;
}

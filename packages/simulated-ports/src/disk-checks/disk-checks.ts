import assert from 'node:assert/strict';
import { type Disk, DiskError, type DiskErrorCode } from '@quorate/ports';

/** One thing every `Disk` does. `run` rejects when this one does not. */
export interface DiskCheck {
  /** A sentence about disks. */
  readonly name: string;
  /** `directory` exists, is empty, and is this check's own. */
  run(disk: Disk, directory: string): Promise<void>;
}

const text = (words: string): Uint8Array => new TextEncoder().encode(words);

async function rejectsWith(code: DiskErrorCode, work: Promise<unknown>): Promise<void> {
  await assert.rejects(work, (error) => error instanceof DiskError && error.code === code && error.path !== '');
}

async function put(disk: Disk, path: string, words: string): Promise<void> {
  const file = await disk.open(path, 'create');
  await file.write(text(words), 0);
  await file.close();
}

async function get(disk: Disk, path: string): Promise<string> {
  const file = await disk.open(path, 'read');
  const bytes = new Uint8Array(await file.size());
  await file.read(bytes, 0);
  await file.close();
  return new TextDecoder().decode(bytes);
}

/** What every `Disk` must do, as checks that run under any test runner. */
export const diskChecks: readonly DiskCheck[] = [
  {
    name: 'reads what was written, at any position, extending the file',
    async run(disk, directory) {
      const file = await disk.open(`${directory}/f`, 'create-new');
      await file.write(text('hello world'), 0);
      await file.write(text('W'), 6);
      await file.write(text('far'), 5_000);
      assert.equal(await file.size(), 5_003);
      const bytes = new Uint8Array(11);
      assert.equal(await file.read(bytes, 0), 11);
      assert.deepEqual(bytes, text('hello World'));
      assert.equal(file.readNow(bytes.subarray(0, 3), 5_000), 3);
      assert.deepEqual(bytes.subarray(0, 3), text('far'));
      const gap = new Uint8Array(100).fill(1);
      await file.read(gap, 4_000);
      assert.deepEqual(gap, new Uint8Array(100));
      await file.close();
    },
  },
  {
    name: 'reads less than asked only at the end of the file',
    async run(disk, directory) {
      await put(disk, `${directory}/f`, '0123456789');
      const file = await disk.open(`${directory}/f`, 'read');
      assert.equal(await file.read(new Uint8Array(20), 4), 6);
      assert.equal(await file.read(new Uint8Array(20), 10), 0);
      assert.equal(await file.read(new Uint8Array(20), 99), 0);
      assert.equal(file.readNow(new Uint8Array(20), 4), 6);
      assert.equal(file.readNow(new Uint8Array(20), 99), 0);
      await file.close();
    },
  },
  {
    name: 'writes any number of arrays one after the other',
    async run(disk, directory) {
      const file = await disk.open(`${directory}/f`, 'create');
      const sources = Array.from({ length: 3_000 }, (_, i) => new Uint8Array(i % 7).fill(i));
      await file.writeAll(sources, 3);
      const total = sources.reduce((sum, source) => sum + source.length, 0);
      const bytes = new Uint8Array(total);
      assert.equal(await file.read(bytes, 3), total);
      assert.ok(Buffer.concat(sources).equals(bytes));
      await file.writeAll([], 0);
      assert.equal(await file.size(), total + 3);
      await file.close();
    },
  },
  {
    name: 'sets the size both ways; what is added is zero, also after a cut',
    async run(disk, directory) {
      const file = await disk.open(`${directory}/f`, 'create');
      await file.write(new Uint8Array(9_000).fill(7), 0);
      await file.truncate(1_000);
      assert.equal(await file.size(), 1_000);
      await file.truncate(9_000);
      assert.equal(await file.size(), 9_000);
      const bytes = new Uint8Array(9_000);
      await file.read(bytes, 0);
      assert.ok(bytes.subarray(0, 1_000).every((byte) => byte === 7));
      assert.ok(bytes.subarray(1_000).every((byte) => byte === 0));
      await file.sync();
      await file.close();
    },
  },
  {
    name: 'opens as the mode says',
    async run(disk, directory) {
      const path = `${directory}/f`;
      await rejectsWith('not-found', disk.open(path, 'read'));
      await rejectsWith('not-found', disk.open(path, 'read-write'));
      await rejectsWith('not-found', disk.open(`${directory}/none/f`, 'create'));
      await (await disk.open(path, 'create-new')).close();
      await rejectsWith('exists', disk.open(path, 'create-new'));
      await put(disk, path, 'kept');
      await (await disk.open(path, 'create')).close();
      await (await disk.open(path, 'read-write')).close();
      assert.equal(await get(disk, path), 'kept');
      const reader = await disk.open(path, 'read');
      await assert.rejects(reader.write(text('x'), 0), DiskError);
      await reader.close();
    },
  },
  {
    name: 'a closed file does nothing but close again',
    async run(disk, directory) {
      const file = await disk.open(`${directory}/f`, 'create');
      await file.close();
      await file.close();
      await assert.rejects(file.write(text('x'), 0), DiskError);
      await assert.rejects(file.read(new Uint8Array(1), 0), DiskError);
      await assert.rejects(file.sync(), DiskError);
      assert.throws(() => file.readNow(new Uint8Array(1), 0), DiskError);
    },
  },
  {
    name: 'makes directories with those above them, lists them sorted, and tells what stands where',
    async run(disk, directory) {
      await disk.makeDirectory(`${directory}/a/b/c`);
      await disk.makeDirectory(`${directory}/a/b/c`);
      await put(disk, `${directory}/a/z`, '');
      await put(disk, `${directory}/a/B`, '');
      assert.deepEqual(await disk.list(`${directory}/a`), ['B', 'b', 'z']);
      assert.equal(await disk.kind(`${directory}/a/b`), 'directory');
      assert.equal(await disk.kind(`${directory}/a/z`), 'file');
      assert.equal(await disk.kind(`${directory}/a/none`), undefined);
      assert.equal(await disk.kind(`${directory}/none/none`), undefined);
      await rejectsWith('not-found', disk.list(`${directory}/none`));
      await disk.syncDirectory(`${directory}/a`);
      await rejectsWith('not-found', disk.syncDirectory(`${directory}/none`));
    },
  },
  {
    name: 'renames files over files and directories to free names',
    async run(disk, directory) {
      await put(disk, `${directory}/a`, 'one');
      await put(disk, `${directory}/b`, 'two');
      await disk.rename(`${directory}/a`, `${directory}/b`);
      assert.equal(await disk.kind(`${directory}/a`), undefined);
      assert.equal(await get(disk, `${directory}/b`), 'one');
      await disk.makeDirectory(`${directory}/d.tmp`);
      await disk.rename(`${directory}/b`, `${directory}/d.tmp/b`);
      await disk.rename(`${directory}/d.tmp`, `${directory}/d`);
      assert.equal(await get(disk, `${directory}/d/b`), 'one');
      await rejectsWith('not-found', disk.rename(`${directory}/none`, `${directory}/x`));
      await disk.makeDirectory(`${directory}/e`);
      await rejectsWith('exists', disk.rename(`${directory}/e`, `${directory}/d`));
    },
  },
  {
    name: 'an open file follows its rename',
    async run(disk, directory) {
      const file = await disk.open(`${directory}/a`, 'create');
      await disk.rename(`${directory}/a`, `${directory}/b`);
      await file.write(text('late'), 0);
      await file.sync();
      await file.close();
      assert.equal(await get(disk, `${directory}/b`), 'late');
    },
  },
  {
    name: 'removes files and trees',
    async run(disk, directory) {
      await disk.makeDirectory(`${directory}/t/u`);
      await put(disk, `${directory}/t/u/f`, 'x');
      await put(disk, `${directory}/f`, 'x');
      await disk.remove(`${directory}/f`);
      await rejectsWith('not-found', disk.remove(`${directory}/f`));
      await disk.removeTree(`${directory}/t`);
      await disk.removeTree(`${directory}/t`);
      assert.deepEqual(await disk.list(directory), []);
    },
  },
  {
    name: 'a lock keeps other handles out until its file is closed',
    async run(disk, directory) {
      const path = `${directory}/f`;
      const first = await disk.open(path, 'create');
      const second = await disk.open(path, 'read-write');
      await first.lock();
      await rejectsWith('locked', second.lock());
      await second.write(text('advisory'), 0);
      await first.close();
      await second.lock();
      await second.close();
    },
  },
];

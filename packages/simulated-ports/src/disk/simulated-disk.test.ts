import { describe, expect, test } from 'vitest';
import { diskChecks } from '../disk-checks/disk-checks.ts';
import { SeededRandom } from '../seeded-random.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { SimulatedDisk } from './simulated-disk.ts';

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const words = (bytes: Uint8Array | undefined): string | undefined => bytes && new TextDecoder().decode(bytes);

async function withFile(content: string): Promise<SimulatedDisk> {
  const disk = new SimulatedDisk();
  disk.place('/d/f', text(content));
  return disk;
}

describe('is a disk:', () => {
  test.each(diskChecks)('$name', async ({ run }) => {
    const disk = new SimulatedDisk();
    await disk.makeDirectory('/scratch');
    await run(disk, '/scratch');
    expect(disk.openFiles).toBe(0);
  });
});

describe('a crash', () => {
  test('loses what was not synced and keeps what was', async () => {
    const disk = await withFile('durable');
    const file = await disk.open('/d/f', 'read-write');
    await file.write(text('DUR'), 0);
    await file.sync();
    await file.write(text('lost and longer'), 0);
    disk.crash('none');
    expect(words(disk.contents('/d/f'))).toBe('DURable');
    await expect(file.read(new Uint8Array(1), 0)).rejects.toMatchObject({ code: 'io' });
  });

  test('keeps unsynced data when told to', async () => {
    const disk = await withFile('durable');
    const file = await disk.open('/d/f', 'read-write');
    await file.write(text('kept and longer'), 0);
    disk.crash('all');
    expect(words(disk.contents('/d/f'))).toBe('kept and longer');
  });

  test('tears writes between sectors, and only there', async () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 200; seed++) {
      const disk = new SimulatedDisk();
      disk.place('/f', new Uint8Array(2048).fill(1));
      const file = await disk.open('/f', 'read-write');
      await file.write(new Uint8Array(2048).fill(2), 0);
      disk.crash('some', new SeededRandom(seed));
      const after = disk.contents('/f') ?? new Uint8Array(0);
      const sectors = [0, 512, 1024, 1536].map((at) => new Set(after.subarray(at, at + 512)));
      for (const sector of sectors) expect(sector.size, `seed ${seed}`).toBe(1);
      seen.add(sectors.map((sector) => [...sector].join()).join(''));
    }
    expect([...seen]).toEqual(expect.arrayContaining(['1111', '2222', '2111', '2211', '2221', '1212', '1112']));
  });

  test('is the same for the same seed', async () => {
    const run = async (seed: number): Promise<string | undefined> => {
      const disk = await withFile('x'.repeat(5_000));
      const file = await disk.open('/d/f', 'read-write');
      await file.write(text('y'.repeat(6_000)), 0);
      disk.crash('some', new SeededRandom(seed));
      return words(disk.contents('/d/f'));
    };
    for (let seed = 0; seed < 20; seed++) expect(await run(seed)).toBe(await run(seed));
  });

  test('takes back a name whose directory was not synced, and a rename as a whole', async () => {
    const disk = await withFile('old');
    const file = await disk.open('/d/new', 'create');
    await file.write(text('x'), 0);
    await file.sync();
    await disk.rename('/d/f', '/d/g');
    disk.crash('none');
    expect(disk.paths()).toEqual(['/d/f']);

    await disk.rename('/d/f', '/d/g');
    await disk.syncDirectory('/d');
    disk.crash('none');
    expect(disk.paths()).toEqual(['/d/g']);

    for (let seed = 0; seed < 20; seed++) {
      const other = await withFile('old');
      await other.makeDirectory('/e');
      await other.syncDirectory('/');
      await other.rename('/d/f', '/e/f');
      other.crash('some', new SeededRandom(seed));
      expect(other.paths()).toHaveLength(1);
    }
  });

  test('brings back a removed file with its content when the removal was not synced', async () => {
    const disk = await withFile('still here');
    await disk.remove('/d/f');
    disk.crash('none');
    expect(words(disk.contents('/d/f'))).toBe('still here');
  });

  test('can bring back what a truncate cut off', async () => {
    const disk = await withFile('0123456789');
    const file = await disk.open('/d/f', 'read-write');
    await file.truncate(3);
    disk.crash('none');
    expect(words(disk.contents('/d/f'))).toBe('0123456789');
  });

  test('frees locks', async () => {
    const disk = await withFile('');
    await (await disk.open('/d/f', 'read-write')).lock();
    disk.crash('none');
    await (await disk.open('/d/f', 'read-write')).lock();
  });

  test('does not cover what was written while the sync was under way', async () => {
    const clock = new VirtualClock();
    const disk = new SimulatedDisk({ clock, latencyMs: ({ kind }) => (kind === 'sync' ? 10 : 0) });
    disk.place('/f', new Uint8Array(1024));
    const steps = async (): Promise<void> => {
      const file = await disk.open('/f', 'read-write');
      await file.write(text('first'), 0);
      const synced = file.sync();
      await file.write(text('second'), 512);
      await synced;
    };
    const done = steps();
    await clock.advance(100);
    await done;
    disk.crash('none');
    const content = disk.contents('/f');
    expect(words(content?.subarray(0, 5))).toBe('first');
    expect(content?.subarray(512, 518)).toEqual(new Uint8Array(6));
  });
});

describe('a fault', () => {
  test('fails the operation it names and no other', async () => {
    const disk = new SimulatedDisk({ record: true });
    await disk.makeDirectory('/d');
    disk.faults = ({ number }) => (number === 3 ? { kind: 'fail', code: 'io' } : undefined);
    const file = await disk.open('/d/f', 'create');
    await expect(file.write(text('x'), 0)).rejects.toMatchObject({ code: 'io', path: '/d/f' });
    await file.write(text('y'), 0);
    expect(disk.operations.map(({ kind }) => kind)).toEqual(['make-directory', 'create', 'write', 'write']);
    expect(disk.operationCount).toBe(4);
  });

  test('writes a part', async () => {
    const disk = await withFile('..........');
    const file = await disk.open('/d/f', 'read-write');
    disk.faults = () => ({ kind: 'short-write', bytes: 4, code: 'no-space' });
    await expect(file.writeAll([text('abc'), text('def')], 0)).rejects.toMatchObject({ code: 'no-space' });
    expect(words(disk.contents('/d/f'))).toBe('abcd......');
  });

  test('of a sync leaves its data in doubt even when a later sync succeeds', async () => {
    const disk = await withFile('..........');
    const file = await disk.open('/d/f', 'read-write');
    await file.write(text('abc'), 0);
    disk.faults = ({ kind }) => (kind === 'sync' ? { kind: 'fail', code: 'io' } : undefined);
    await expect(file.sync()).rejects.toMatchObject({ code: 'io' });
    disk.faults = undefined;
    await file.sync();
    disk.crash('none');
    expect(words(disk.contents('/d/f'))).toBe('..........');
  });

  test('cuts the power before or after the operation', async () => {
    for (const kind of ['power-cut-before', 'power-cut-after'] as const) {
      const disk = await withFile('..........');
      const file = await disk.open('/d/f', 'read-write');
      await file.write(text('abc'), 0);
      disk.faults = (operation) => (operation.kind === 'sync' ? { kind } : undefined);
      await expect(file.sync()).rejects.toMatchObject({ code: 'io' });
      await expect(disk.open('/d/f', 'read')).rejects.toMatchObject({ code: 'io' });
      expect(disk.powered).toBe(false);
      disk.crash('none');
      expect(words(disk.contents('/d/f'))).toBe(kind === 'power-cut-after' ? 'abc.......' : '..........');
    }
  });

  test('a full disk, too many open files, a read-only disk', async () => {
    const disk = new SimulatedDisk({ capacityBytes: 100, openFilesMax: 2 });
    const file = await disk.open('/f', 'create');
    await file.write(new Uint8Array(90), 0);
    await expect(file.write(new Uint8Array(20), 90)).rejects.toMatchObject({ code: 'no-space' });
    await expect(file.truncate(101)).rejects.toMatchObject({ code: 'no-space' });
    await file.truncate(10);
    await disk.open('/g', 'create');
    await expect(disk.open('/h', 'create')).rejects.toMatchObject({ code: 'too-many-files' });
    disk.readOnly = true;
    await expect(file.write(new Uint8Array(1), 0)).rejects.toMatchObject({ code: 'read-only' });
    expect(await file.read(new Uint8Array(10), 0)).toBe(10);
  });

  test('flips a bit', async () => {
    const disk = await withFile('a');
    disk.flipBit('/d/f', 0, 1);
    expect(words(disk.contents('/d/f'))).toBe('c');
  });
});

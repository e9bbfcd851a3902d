import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeyEntry } from './key-entry.ts';
import { OrderedTree } from './ordered-tree.ts';

type Step = { readonly kind: 'write' | 'kill' | 'remove'; readonly key: number };

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('write', 'write', 'write', 'kill', 'remove'),
  key: fc.nat(400),
});

const keyName = (key: number) => `key/${key % 7}/${key}`;

/** The plainest thing with the same meaning: entries in a sorted array. */
function sortedEntries(entries: ReadonlyMap<string, KeyEntry>): KeyEntry[] {
  return [...entries.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function run(steps: readonly Step[]): { tree: OrderedTree; entries: Map<string, KeyEntry>; revision: number } {
  const tree = new OrderedTree();
  const entries = new Map<string, KeyEntry>();
  let revision = 1;
  for (const { kind, key } of steps) {
    const name = keyName(key);
    const entry = entries.get(name);
    revision++;
    if (kind === 'write' && entry === undefined) {
      const added = new KeyEntry(name, revision, 0, revision, 1);
      entries.set(name, added);
      tree.add(added);
    } else if (kind === 'write' && entry !== undefined) {
      const liveChange = entry.version === 0 ? 1 : 0;
      entry.write(revision, 0, entry.created || revision, entry.version + 1);
      tree.wrote(entry, liveChange);
    } else if (kind === 'kill' && entry !== undefined && entry.version > 0) {
      entry.write(revision, 0, 0, 0);
      tree.wrote(entry, -1);
    } else if (kind === 'remove' && entry?.version === 0) {
      tree.remove(entry);
      entries.delete(name);
    }
  }
  return { tree, entries, revision };
}

test('entries come in key order, whatever was added and removed', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 1_500, size: 'max' }), fc.nat(400), fc.nat(400), (steps, from, to) => {
      const { tree, entries } = run(steps);
      const [start, end] = [keyName(from), keyName(to)];
      const seen: string[] = [];
      tree.visit(start, end, ({ key }) => seen.push(key) > 0);
      const expected = sortedEntries(entries).map(({ key }) => key);
      expect(seen).toEqual(expected.filter((key) => key >= start && key < end));
      const all: string[] = [];
      tree.visit('', undefined, ({ key }) => all.push(key) > 0);
      expect(all).toEqual(expected);
      expect(tree.size).toBe(expected.length);
    }),
    { numRuns: 60 },
  );
});

test('keys are counted at any revision', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 1_500, size: 'max' }),
      fc.nat(400),
      fc.option(fc.nat(400)),
      fc.nat(1_500),
      (steps, from, to, back) => {
        const { tree, entries, revision } = run(steps);
        const start = keyName(from);
        const end = to === null ? undefined : keyName(to);
        for (const at of [revision, Math.max(1, revision - back), 1]) {
          const expected = [...entries.values()].filter(
            (entry) => entry.key >= start && (end === undefined || entry.key < end) && entry.isAliveAt(at),
          );
          expect(tree.count(start, end, at)).toBe(expected.length);
        }
        expect(tree.live).toBe([...entries.values()].filter(({ version }) => version > 0).length);
      },
    ),
    { numRuns: 60 },
  );
});

test('keys that come in order, and all of them leaving again, keep the tree whole', () => {
  const tree = new OrderedTree();
  const entries = Array.from(
    { length: 20_000 },
    (_, i) => new KeyEntry(String(i).padStart(6, '0'), i + 2, 0, i + 2, 1),
  );
  for (const entry of entries) tree.add(entry);
  expect(tree.count('', undefined, 20_001)).toBe(20_000);
  expect(tree.count('', undefined, 101)).toBe(100);
  for (const entry of entries) {
    entry.write(entry.main + 20_000, 0, 0, 0);
    tree.wrote(entry, -1);
    tree.remove(entry);
  }
  expect(tree.size).toBe(0);
  expect(tree.live).toBe(0);
  tree.add(new KeyEntry('again', 50_000, 0, 50_000, 1));
  expect(tree.count('', undefined, 50_000)).toBe(1);
});

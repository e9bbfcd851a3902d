import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isTombstoneKey, mainOf, requireRevisionKey, revisionKey, subOf, tombstoneKey } from './revision-key.ts';

const number = fc.oneof(fc.nat(), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test('keys are those of etcd', () => {
  expect(hex(revisionKey(2, 0))).toBe('00000000000000025f0000000000000000');
  expect(hex(tombstoneKey(0x1_0203_0405, 7))).toBe('00000001020304055f000000000000000774');
});

test('what is written is read again, up to the largest revision', () => {
  fc.assert(
    fc.property(number, number, (main, sub) => {
      for (const key of [revisionKey(main, sub), tombstoneKey(main, sub)]) {
        requireRevisionKey(key);
        expect([mainOf(key), subOf(key)]).toEqual([main, sub]);
      }
      expect([isTombstoneKey(revisionKey(main, sub)), isTombstoneKey(tombstoneKey(main, sub))]).toEqual([false, true]);
    }),
  );
});

test('the order of the bytes is the order of the revisions', () => {
  fc.assert(
    fc.property(number, number, number, number, (main, sub, otherMain, otherSub) => {
      const order = Math.sign(main - otherMain) || Math.sign(sub - otherSub);
      expect(Buffer.compare(revisionKey(main, sub), revisionKey(otherMain, otherSub))).toBe(order);
    }),
  );
});

test('what is no revision is refused, and shown', () => {
  for (const wrong of ['', '00', '00000000000000025e0000000000000000', '00000000000000025f000000000000000075']) {
    expect(() => requireRevisionKey(Buffer.from(wrong, 'hex'))).toThrow(`holds the key ${wrong}, which is no revision`);
  }
});

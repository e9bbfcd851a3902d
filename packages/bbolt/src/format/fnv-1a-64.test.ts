import { expect, test } from 'vitest';
import { fnv1a64 } from './fnv-1a-64.ts';

test('the published test vectors come out', () => {
  const hash = (text: string) => fnv1a64(new TextEncoder().encode(text)).toString(16);
  expect(hash('')).toBe('cbf29ce484222325');
  expect(hash('a')).toBe('af63dc4c8601ec8c');
  expect(hash('foobar')).toBe('85944171f73967e8');
});

test('it agrees with the definition in big integers', () => {
  const bytes = Uint8Array.from({ length: 300 }, (_, index) => (index * 37) & 0xff);
  let expected = 0xcbf29ce484222325n;
  for (const byte of bytes) {
    expected = ((expected ^ BigInt(byte)) * 0x100000001b3n) & 0xffff_ffff_ffff_ffffn;
  }
  expect(fnv1a64(bytes)).toBe(expected);
});

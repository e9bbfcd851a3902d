import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readString, utf8Size, writeString } from './text.ts';
import { varintSize } from './write-varint.ts';

test('any text is written as UTF-8 and comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const wanted = Buffer.from(text, 'utf8');
      const size = utf8Size(text);
      const out = new Uint8Array(varintSize(size) + size + 1);
      const end = writeString(out, 1, text);
      expect(size).toBe(wanted.length);
      expect(end).toBe(out.length);
      expect(Buffer.from(out.subarray(end - size, end)).equals(wanted)).toBe(true);
      expect(readString(out, end - size, size)).toBe(text.toWellFormed());
    }),
    { numRuns: 1000 },
  );
});

test.each(['\ud800', '\udc00', '\ud800\ud800\udc00', 'a\ud800b', '\udc00\ud800'])(
  'a lone surrogate (%j) becomes the replacement character',
  (text) => {
    const out = new Uint8Array(utf8Size(text) + 1);
    writeString(out, 0, text);
    expect(Buffer.from(out.subarray(1)).equals(Buffer.from(text, 'utf8'))).toBe(true);
  },
);

test('a byte order mark is kept', () => {
  const bytes = Uint8Array.of(0xef, 0xbb, 0xbf, 0x61);
  expect(readString(bytes, 0, 4)).toBe('\ufeffa');
});

test.each([
  ['a lone continuation byte', [0x61, 0x80]],
  ['an overlong form', [0xc0, 0x80]],
  ['a surrogate', [0xed, 0xa0, 0x80]],
  ['an unfinished character', [0xe2, 0x82]],
  ['an unfinished character after much text', [...new Array(100).fill(0x61), 0xe2, 0x82]],
])('%s is no UTF-8', (_, bytes) => {
  // The byte that would finish the character stands behind the end.
  expect(() => readString(Uint8Array.from([...bytes, 0xac]), 0, bytes.length)).toThrow(
    expect.objectContaining({ name: 'DecodeError', code: 'INVALID_UTF8' }),
  );
});

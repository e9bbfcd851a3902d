import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeStatusMessage, encodeStatusMessage } from './status-message.ts';

test('printable ASCII stays, everything else and the percent sign is escaped byte by byte', () => {
  expect(encodeStatusMessage('etcdserver: key not found')).toBe('etcdserver: key not found');
  expect(encodeStatusMessage('100%\n')).toBe('100%25%0A');
  expect(encodeStatusMessage('é€😀')).toBe('%C3%A9%E2%82%AC%F0%9F%98%80');
  expect(encodeStatusMessage('\x7f\t')).toBe('%7F%09');
});

test('a broken escape is kept as it stands', () => {
  expect(decodeStatusMessage('50% off %zz %4')).toBe('50% off %zz %4');
  expect(decodeStatusMessage('a%20b%C3%A9')).toBe('a bé');
});

test('every text survives the way there and back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const encoded = encodeStatusMessage(text);
      expect(encoded).toMatch(/^[\x20-\x7e]*$/);
      expect(decodeStatusMessage(encoded)).toBe(text);
    }),
  );
});

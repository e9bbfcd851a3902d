import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { StatusCode } from '../status/status-code.ts';
import { compress, decompress, requestEncoding } from './compression.ts';

test('identity and gzip are understood, others are not implemented', () => {
  expect(requestEncoding(undefined)).toBe('identity');
  expect(requestEncoding('identity')).toBe('identity');
  expect(requestEncoding('gzip')).toBe('gzip');
  expect(() => requestEncoding('snappy')).toThrow(
    expect.objectContaining({
      code: StatusCode.Unimplemented,
      message: 'grpc: Decompressor is not installed for grpc-encoding "snappy"',
    }),
  );
});

test('a message survives compression', () => {
  const bytes = Buffer.alloc(10_000, 'quorate');
  const compressed = compress(bytes);
  expect(compressed.length).toBeLessThan(1_000);
  expect(Buffer.from(decompress(compressed, 'gzip', 10_000)).equals(bytes)).toBe(true);
});

test('a small message that unpacks beyond the limit is refused', () => {
  const bomb = gzipSync(Buffer.alloc(1_000_001));
  expect(() => decompress(bomb, 'gzip', 1_000_000)).toThrow(
    expect.objectContaining({ code: StatusCode.ResourceExhausted }),
  );
});

test('broken input, and the flag without an encoding, are internal errors', () => {
  expect(() => decompress(Uint8Array.of(1, 2, 3), 'gzip', 100)).toThrow(
    expect.objectContaining({ code: StatusCode.Internal }),
  );
  expect(() => decompress(Uint8Array.of(1, 2, 3), 'identity', 100)).toThrow(
    expect.objectContaining({ code: StatusCode.Internal }),
  );
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { HeaderField } from '../headers/header-field.ts';
import { HpackDecoder } from './hpack-decoder.ts';
import { HpackEncoder } from './hpack-encoder.ts';

function decode(decoder: HpackDecoder, block: Buffer): HeaderField[] {
  return decoder.decode(block, 0, block.length).entries.map((entry) => entry.field);
}

const fieldArbitrary: fc.Arbitrary<HeaderField> = fc.tuple(
  fc.constantFrom(':status', ':path', 'content-type', 'grpc-status', 'x-a', 'x-b', 'authorization', 'date'),
  fc.oneof(
    fc.constantFrom('200', '/', 'application/grpc', '0', ''),
    fc.uint8Array({ maxLength: 1500 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  ),
);

it('a decoder reads back every list, whatever table sizes come between', () => {
  const step = fc.record({
    fields: fc.array(fieldArbitrary, { maxLength: 12 }),
    tableBytes: fc.option(fc.constantFrom([0], [64], [4096], [100_000], [0, 4096], [4096, 64]), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const encoder = new HpackEncoder();
      const decoder = new HpackDecoder(2 ** 20);
      for (const { fields, tableBytes } of steps) {
        for (const bytes of tableBytes ?? []) encoder.setTableBytesMax(bytes);
        expect(decode(decoder, encoder.encode(fields))).toEqual(fields);
      }
    }),
  );
});

it('repeated fields become references', () => {
  const encoder = new HpackEncoder();
  const fields = [
    [':status', '200'],
    ['content-type', 'application/grpc'],
  ] as const;
  expect(encoder.encode(fields).length).toBeGreaterThan(10);
  expect(encoder.encode(fields).toString('hex')).toBe('88be');
});

it('secrets are never indexed, and values that do not repeat are not either', () => {
  const encoder = new HpackEncoder();
  const first = Buffer.from(encoder.encode([['authorization', 'secret']]));
  expect(first[0]).toBe(0x1f);
  expect(encoder.encode([['authorization', 'secret']])).toEqual(first);
  const message = Buffer.from(encoder.encode([['grpc-message', 'no such lease']]));
  expect(message[0]).toBe(0x00);
  expect(encoder.encode([['grpc-message', 'no such lease']])).toEqual(message);
});

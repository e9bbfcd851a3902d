import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnyMessageCodec } from './codec.ts';
import { DecodeError } from './decode-error.ts';
import { arbitraryMessage } from './testing/arbitrary-message.ts';
import { everyCodec } from './testing/every-codec.ts';

/** What comes of decoding: a message, or the code and place of the error. Anything but a DecodeError fails the test. */
function outcome(codec: AnyMessageCodec, bytes: Uint8Array, surroundings: number): unknown {
  const framed = new Uint8Array(bytes.length + 32).fill(surroundings);
  framed.set(bytes, 16);
  try {
    return codec.decode(framed, 16, 16 + bytes.length);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    expect(error.offset).toBeGreaterThanOrEqual(16);
    expect(error.offset).toBeLessThanOrEqual(16 + bytes.length);
    return { code: error.code, offset: error.offset, typeName: error.typeName, field: error.field };
  }
}

/** Decodes between zeros, between ends of varints and between beginnings of varints: nothing outside may be seen. */
function decodesAlike(codec: AnyMessageCodec, bytes: Uint8Array): void {
  const alone = outcome(codec, bytes, 0x00);
  expect(outcome(codec, bytes, 0x01)).toEqual(alone);
  expect(outcome(codec, bytes, 0xff)).toEqual(alone);
}

/** Bytes changed, taken out and put in. */
const mutation = fc.array(
  fc.record({ at: fc.nat({ max: 999 }), remove: fc.nat({ max: 3 }), insert: fc.uint8Array({ maxLength: 3 }) }),
  { minLength: 1, maxLength: 4 },
);

describe.each([...everyCodec])('%s', (_, codec) => {
  test('is read from any bytes, or refused with a DecodeError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => decodesAlike(codec, bytes)),
      { numRuns: 60 },
    );
  });

  test('is read from damaged bytes, or refused with a DecodeError', () => {
    fc.assert(
      fc.property(arbitraryMessage(codec), mutation, (message, changes) => {
        const damaged = [...codec.encode(message)];
        for (const { at, remove, insert } of changes) damaged.splice(at % (damaged.length + 1), remove, ...insert);
        decodesAlike(codec, Uint8Array.from(damaged));
      }),
      { numRuns: 60 },
    );
  });

  test('cut off anywhere is a shorter message or a DecodeError', () => {
    fc.assert(
      fc.property(arbitraryMessage(codec, 2), fc.nat(), (message, at) => {
        const bytes = codec.encode(message);
        decodesAlike(codec, bytes.subarray(0, at % (bytes.length + 1)));
      }),
      { numRuns: 30 },
    );
  });
});

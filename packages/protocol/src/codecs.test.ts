import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryMessage } from './testing/arbitrary-message.ts';
import { everyCodec } from './testing/every-codec.ts';
import { plainMessage } from './testing/plain.ts';
import { everyType, reflection } from './testing/reflection.ts';

const conversion = { longs: String, arrays: false, defaults: false } as const;

test('there is a codec for every message of the .proto files', () => {
  expect([...everyCodec.keys()].sort()).toEqual(
    everyType()
      .map((type) => type.fullName.slice(1))
      .sort(),
  );
  expect(everyCodec.size).toBe(146);
});

describe.each([...everyCodec])('%s', (typeName, codec) => {
  const type = reflection.lookupType(typeName);

  test('is written byte for byte as protobufjs writes it, and read by it', () => {
    fc.assert(
      fc.property(arbitraryMessage(codec), (message) => {
        const bytes = codec.encode(message);
        const plain = plainMessage(codec, message);
        expect(bytes.length).toBe(codec.size(message));
        expect(Buffer.from(bytes).toString('hex')).toBe(
          Buffer.from(type.encode(type.fromObject(plain)).finish()).toString('hex'),
        );
        expect(type.toObject(type.decode(bytes), conversion)).toEqual(
          type.toObject(type.fromObject(plain), conversion),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('is read as it was before protobufjs wrote it', () => {
    fc.assert(
      fc.property(arbitraryMessage(codec), (message) => {
        const bytes = type.encode(type.fromObject(plainMessage(codec, message))).finish();
        expect(plainMessage(codec, codec.decode(bytes) as Record<string, unknown>)).toEqual(
          plainMessage(codec, message),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('describes its fields as the .proto file has them', () => {
    expect(codec.fields.map((field) => [field.number, field.protoName, field.kind, field.repeated])).toEqual(
      [...type.fieldsArray]
        .sort((a, b) => a.id - b.id)
        .map((field) => [field.id, field.name, kindOf(field.resolvedType, field.type), field.repeated]),
    );
  });
});

function kindOf(resolved: unknown, scalar: string): string {
  if (resolved === null) return scalar;
  return typeof resolved === 'object' && resolved !== null && 'valuesById' in resolved ? 'enum' : 'message';
}

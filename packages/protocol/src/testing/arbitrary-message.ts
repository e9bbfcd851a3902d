import fc from 'fast-check';
import type { AnyMessageCodec, FieldDescriptor } from '../codec.ts';
import { isProto2 } from './plain.ts';

type Properties = Record<string, unknown>;

/** proto2 fields that are absent unless set; all others of scalar type have a zero. */
const nullable: ReadonlySet<string> = new Set(['PrevExist', 'Refresh']);

const int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };
const uint64 = { min: 0n, max: 2n ** 64n - 1n };
const safe = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };

function scalar(codec: AnyMessageCodec, field: FieldDescriptor): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'bool':
      return fc.boolean();
    case 'bytes':
      return fc.uint8Array({ maxLength: 200 });
    case 'string':
      return fc.string({ unit: 'binary', maxLength: 40 });
    case 'uint32':
      return fc.nat({ max: 0xffffffff });
    case 'int32':
      return fc.integer();
    case 'enum': {
      const declared = fc.constantFrom(...(field.enum?.names.keys() ?? []));
      return isProto2(codec) ? declared : fc.oneof(declared, fc.integer());
    }
    default: {
      const signed = field.kind === 'int64';
      if (field.integer === 'identifier') return fc.bigInt(signed ? int64 : uint64);
      return fc.oneof(fc.nat({ max: 300 }), fc.integer({ ...safe, min: signed ? safe.min : 0 }));
    }
  }
}

/** Any message of a codec, sub-messages down to a depth. */
export function arbitraryMessage(codec: AnyMessageCodec, depth = 4): fc.Arbitrary<Properties> {
  const unions = new Map<string, fc.Arbitrary<unknown>[]>();
  const properties: Record<string, fc.Arbitrary<unknown>> = {};
  for (const field of codec.fields) {
    if (field.message !== undefined && depth === 0) continue;
    const value = field.message === undefined ? scalar(codec, field) : arbitraryMessage(field.message, depth - 1);
    if (field.oneof !== undefined) {
      const cases = unions.get(field.oneof) ?? [];
      unions.set(field.oneof, cases);
      cases.push(value.map((chosen) => ({ case: field.property, value: chosen })));
    } else if (field.repeated) {
      properties[field.property] = fc.array(value, { maxLength: 4 });
    } else if (field.message !== undefined || nullable.has(field.protoName)) {
      properties[field.property] = fc.option(value, { nil: undefined });
    } else {
      properties[field.property] = value;
    }
  }
  for (const [property, cases] of unions) properties[property] = fc.option(fc.oneof(...cases), { nil: undefined });
  // Half of the messages have few fields, as real ones do.
  const all = fc.record(properties);
  const some = fc.record(properties, { requiredKeys: [] });
  return fc.oneof(all, some).map((init) => codec.create(init) as Properties);
}

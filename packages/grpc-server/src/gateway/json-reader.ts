import type { AnyMessageCodec, FieldDescriptor } from '@quorate/protocol';

/** JSON that is no such message; `message` says which field is wrong and how. */
export class JsonMappingError extends Error {
  override readonly name = 'JsonMappingError';
  readonly code = 'json-mapping';
}

/** Objects may nest this deep: more than any request of etcd needs, and far from the end of the stack. */
const DEPTH_MAX = 100;

type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** Integers beyond 2^53 keep all their digits, as bigint. */
const keepBigIntegers: Reviver = (_key, value, { source }) =>
  typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined && /^-?\d+$/.test(source)
    ? BigInt(source)
    : value;

/** Parses JSON text; throws a `JsonMappingError` when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, keepBigIntegers as (key: string, value: unknown) => unknown);
  } catch (error) {
    throw new JsonMappingError(`the request body is no JSON: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * A message out of a parsed JSON object, by protobuf's JSON mapping: fields under the name in the `.proto` file or its camel-case
 * form, unknown ones ignored, null for a field that is not set; 64-bit integers as strings or numbers, bytes in either base64
 * alphabet, enums by name or number.
 */
export function fromJson(codec: AnyMessageCodec, json: unknown, depth = 0): object {
  if (depth > DEPTH_MAX) throw new JsonMappingError(`objects nest more than ${DEPTH_MAX} deep`);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new JsonMappingError(`${codec.typeName} must be a JSON object, not ${JSON.stringify(json, describeBigint)}`);
  }
  const message: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(json)) {
    const field = codec.fields.find(({ protoName, jsonName }) => protoName === name || jsonName === name);
    if (field === undefined || value === null) continue;
    if (field.repeated) {
      if (!Array.isArray(value)) throw invalid(field, value, 'an array');
      message[field.property] = value
        .map((element) => valueFromJson(field, element, depth))
        .filter((element) => element !== undefined);
    } else if (field.oneof !== undefined) {
      if (message[field.oneof] !== undefined) {
        throw new JsonMappingError(`${field.protoName}: another field of its oneof is set already`);
      }
      message[field.oneof] = { case: field.property, value: valueFromJson(field, value, depth) };
    } else {
      const read = valueFromJson(field, value, depth);
      if (read !== undefined) message[field.property] = read;
    }
  }
  return codec.create(message);
}

/** `undefined` for the name of an enum value that is not known, which is passed over like an unknown field. */
function valueFromJson(field: FieldDescriptor, value: unknown, depth: number): unknown {
  switch (field.kind) {
    case 'bool':
      if (typeof value !== 'boolean') throw invalid(field, value, 'true or false');
      return value;
    case 'string':
      if (typeof value !== 'string') throw invalid(field, value, 'a string');
      return value;
    case 'bytes':
      return bytesFromJson(field, value);
    case 'enum':
      return enumFromJson(field, value);
    case 'message':
      return fromJson(field.message as AnyMessageCodec, value, depth + 1);
    default:
      return integerFromJson(field, value);
  }
}

const base64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

function bytesFromJson(field: FieldDescriptor, value: unknown): Uint8Array {
  if (typeof value !== 'string' || !base64.test(value)) throw invalid(field, value, 'base64 text');
  return new Uint8Array(Buffer.from(value, 'base64'));
}

function enumFromJson(field: FieldDescriptor, value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isInteger(value)) return value | 0;
  if (typeof value === 'string') return field.enum?.numbers.get(value);
  throw invalid(field, value, `a name of ${field.enum?.typeName}`);
}

const ranges = {
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
} as const;

function integerFromJson(field: FieldDescriptor, value: unknown): number | bigint {
  const integer = toInteger(value);
  const [min, max] = ranges[field.kind as keyof typeof ranges];
  if (integer === undefined || integer < min || integer > max)
    throw invalid(field, value, `an integer (${field.kind})`);
  if (field.integer === 'identifier') return integer;
  const number = Number(integer);
  if (Number.isSafeInteger(number)) return number;
  if (field.integer !== 'saturating') throw invalid(field, value, 'an integer below 2^53');
  return number < 0 ? Number.MIN_SAFE_INTEGER : Number.MAX_SAFE_INTEGER;
}

/** An integer in any notation JSON has for it: `10`, `"10"`, `1e1`, `10.0`. */
function toInteger(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined;
  if (typeof value !== 'string') return undefined;
  if (/^-?\d{1,20}$/.test(value)) return BigInt(value);
  const number = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value) ? Number(value) : Number.NaN;
  return Number.isInteger(number) ? BigInt(number) : undefined;
}

function invalid(field: FieldDescriptor, value: unknown, expected: string): JsonMappingError {
  const shown = JSON.stringify(value, describeBigint)?.slice(0, 80);
  return new JsonMappingError(`${field.protoName}: ${expected} was expected, not ${shown}`);
}

function describeBigint(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

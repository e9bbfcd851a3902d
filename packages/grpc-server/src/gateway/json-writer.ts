import type { AnyMessageCodec, FieldDescriptor } from '@quorate/protocol';

type Fields = Readonly<Record<string, unknown>>;

/** A value of a oneof, as the codecs represent it. */
interface OneofValue {
  readonly case: string;
  readonly value: unknown;
}

/**
 * A message as a JSON object in the form of etcd's gateway (protobuf's JSON mapping with the field names of the `.proto` files):
 * 64-bit integers are strings, bytes base64, enums their names; fields at their zero are left out, except in a oneof.
 */
export function toJson(codec: AnyMessageCodec, message: unknown): Record<string, unknown> {
  const source = message as Fields;
  const json: Record<string, unknown> = {};
  for (const field of codec.fields) {
    if (field.oneof !== undefined) {
      const chosen = source[field.oneof] as OneofValue | undefined;
      if (chosen?.case === field.property) json[field.protoName] = valueToJson(field, chosen.value);
      continue;
    }
    const value = source[field.property];
    if (field.repeated) {
      const values = value as readonly unknown[];
      if (values.length > 0) json[field.protoName] = values.map((element) => valueToJson(field, element));
    } else if (!isZero(value)) {
      json[field.protoName] = valueToJson(field, value);
    }
  }
  return json;
}

function isZero(value: unknown): boolean {
  if (value instanceof Uint8Array) return value.length === 0;
  return value === undefined || value === 0 || value === 0n || value === false || value === '';
}

function valueToJson(field: FieldDescriptor, value: unknown): unknown {
  switch (field.kind) {
    case 'int64':
    case 'uint64':
      return String(value);
    case 'bytes':
      return Buffer.from(value as Uint8Array).toString('base64');
    case 'enum':
      return field.enum?.names.get(value as number) ?? value;
    case 'message':
      return toJson(field.message as AnyMessageCodec, value);
    default:
      return value;
  }
}

import type { AnyMessageCodec, FieldDescriptor, MessageCodec } from '@quorate/protocol';

/** A message for people to read: fields by their protobuf names, those at zero left away. */
export function plain<T>(codec: MessageCodec<T>, message: T): Record<string, unknown> {
  const properties = new Map(Object.entries(message as Record<string, unknown>));
  return Object.fromEntries(
    codec.fields.flatMap((field) => {
      const value = fieldValue(field, properties);
      const shown = Array.isArray(value) ? value.map((each) => plainValue(field, each)) : plainValue(field, value);
      return isZero(shown) ? [] : [[field.protoName, shown]];
    }),
  );
}

function fieldValue(field: FieldDescriptor, properties: ReadonlyMap<string, unknown>): unknown {
  if (field.oneof === undefined) return properties.get(field.property);
  const chosen = properties.get(field.oneof) as { case: string; value: unknown } | undefined;
  return chosen?.case === field.property ? chosen.value : undefined;
}

function plainValue(field: FieldDescriptor, value: unknown): unknown {
  if (value instanceof Uint8Array) return plainBytes(value);
  if (typeof value === 'bigint') return String(value);
  if (field.enum !== undefined && typeof value === 'number' && value !== 0) return field.enum.names.get(value) ?? value;
  if (field.message !== undefined && value !== undefined)
    return plain(field.message as AnyMessageCodec, value as object);
  return value;
}

/** Longer values are all of one letter here, so their length says as much as the letters. */
const bytesShownMax = 24;

function plainBytes(bytes: Uint8Array): string {
  const text = [...bytes.subarray(0, bytesShownMax)]
    .map((byte) =>
      byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
    )
    .join('');
  return bytes.length > bytesShownMax ? `${text}… (${bytes.length} bytes)` : text;
}

function isZero(value: unknown): boolean {
  return (
    value === undefined ||
    value === '' ||
    value === 0 ||
    value === '0' ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  );
}

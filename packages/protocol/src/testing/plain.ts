import type { AnyMessageCodec, FieldDescriptor } from '../codec.ts';

type Properties = Record<string, unknown>;

/** Whether a message is of proto2: it writes scalars even when they are zero, and protobufjs knows only declared enum values. */
export function isProto2(codec: AnyMessageCodec): boolean {
  return /^(raftpb|walpb|snappb)\.|^etcdserverpb\.(Metadata|Request)$/.test(codec.typeName);
}

function plainValue(field: FieldDescriptor, value: unknown): unknown {
  if (field.message !== undefined) return plainMessage(field.message, value as Properties);
  if (field.kind === 'int64' || field.kind === 'uint64') return String(value);
  if (field.kind === 'string') return (value as string).toWellFormed();
  return value;
}

/**
 * A message of ours in the form that protobufjs's `fromObject` and `toObject` use: protobuf names, 64-bit integers in decimal. Zeros
 * are left out, except where proto2 writes them.
 */
export function plainMessage(codec: AnyMessageCodec, message: Properties): Properties {
  const plain: Properties = {};
  const zeros = codec.create() as Properties;
  for (const field of codec.fields) {
    if (field.oneof !== undefined) {
      const union = message[field.oneof] as { case: string; value: unknown } | undefined;
      if (union?.case === field.property) plain[field.protoName] = plainValue(field, union.value);
      continue;
    }
    const value = message[field.property];
    if (field.repeated) {
      const items = value as unknown[];
      if (items.length > 0) plain[field.protoName] = items.map((item) => plainValue(field, item));
      continue;
    }
    const zero = zeros[field.property];
    if (value === undefined || (value === zero && !writesZeros(codec, field))) continue;
    if (value instanceof Uint8Array && value.length === 0 && !writesZeros(codec, field)) continue;
    if (value instanceof Uint8Array && value === zero) continue;
    plain[field.protoName] = plainValue(field, value);
  }
  return plain;
}

function writesZeros(codec: AnyMessageCodec, field: FieldDescriptor): boolean {
  return field.message === undefined && isProto2(codec);
}

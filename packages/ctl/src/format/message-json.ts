import type { AnyMessageCodec, FieldDescriptor } from '@quorate/protocol';
import type { GoJson } from './go-json.ts';

/**
 * A protobuf message as Go's `encoding/json` shows etcd's generated structs: names as in the `.proto` file, zero values left out, enums
 * as numbers, a oneof as an object of its own under its capitalized name.
 */
export function messageJson(codec: AnyMessageCodec, message: object): Readonly<Record<string, GoJson>> {
  const members: Record<string, GoJson> = {};
  const values = new Map(Object.entries(message));
  for (const field of codec.fields) {
    if (field.oneof !== undefined) {
      const chosen: unknown = values.get(field.oneof);
      if (!isCase(chosen) || chosen.case !== field.property) continue;
      const shown = fieldJson(field, chosen.value);
      members[capitalized(field.oneof)] = shown === undefined ? {} : { [field.protoName]: shown };
    } else {
      const shown = fieldJson(field, values.get(field.property));
      if (shown !== undefined) members[field.protoName] = shown;
    }
  }
  return members;
}

/** `undefined` for a value that is left out. */
function fieldJson(field: FieldDescriptor, value: unknown): GoJson | undefined {
  if (!Array.isArray(value)) return scalarJson(field, value);
  if (value.length === 0) return undefined;
  return value.map((item) => scalarJson(field, item) ?? zeroOf(field));
}

function scalarJson(field: FieldDescriptor, value: unknown): GoJson | undefined {
  if (value instanceof Uint8Array) return value.length === 0 ? undefined : value;
  if (field.message !== undefined) {
    return typeof value === 'object' && value !== null ? messageJson(field.message, value) : undefined;
  }
  const isShown = typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' || value === true;
  return isShown && value ? value : undefined;
}

/** Inside a list zero values are shown. */
function zeroOf(field: FieldDescriptor): GoJson {
  if (field.kind === 'string' || field.kind === 'bytes') return '';
  if (field.kind === 'bool') return false;
  return field.kind === 'message' ? {} : 0;
}

function isCase(value: unknown): value is { case: string; value: unknown } {
  return typeof value === 'object' && value !== null && 'case' in value;
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

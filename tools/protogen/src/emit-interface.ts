import type { Field, Message } from './model.ts';
import { propertyName, typeNameOf } from './names.ts';
import type { Scope } from './scope.ts';

/** A property of a message's interface: a field by itself, or a oneof with its fields. */
export type Slot = { readonly kind: 'field'; readonly field: Field } | OneofSlot;

/** A oneof, which stands where its first field would. */
export interface OneofSlot {
  readonly kind: 'oneof';
  readonly property: string;
  /** Name of the union type. */
  readonly type: string;
  readonly fields: readonly Field[];
}

/** The properties of a message in the order in which they are written. */
export function slotsOf(message: Message): Slot[] {
  const slots: Slot[] = [];
  for (const field of message.fields) {
    if (field.oneof === undefined) {
      slots.push({ kind: 'field', field });
      continue;
    }
    const fields = message.fields.filter((other) => other.oneof === field.oneof);
    if (fields[0] !== field) continue;
    checkNeighbours(message, field.oneof, fields);
    const property = propertyName(field.oneof);
    slots.push({ kind: 'oneof', property, type: `${message.name}${typeNameOf(field.oneof)}`, fields });
  }
  return slots;
}

/** A oneof is written in one place; with foreign numbers between its own, the order would not be that of the numbers. */
function checkNeighbours(message: Message, oneof: string, fields: readonly Field[]): void {
  const numbers = fields.map((field) => field.number);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  if (message.fields.some((other) => other.oneof !== oneof && other.number > low && other.number < high)) {
    throw new Error(`${message.typeName}.${oneof}: other fields have numbers between those of the oneof`);
  }
}

/** The TypeScript type of one value of a field. */
export function valueType(field: Field, scope: Scope): string {
  switch (field.kind) {
    case 'bool':
      return 'boolean';
    case 'bytes':
      return 'Uint8Array';
    case 'string':
      return 'string';
    case 'enum':
    case 'message':
      return scope.target(field).name;
    default:
      return field.integer === 'identifier' ? 'bigint' : 'number';
  }
}

/** The TypeScript type of a field's property. */
export function propertyType(field: Field, scope: Scope): string {
  const type = valueType(field, scope);
  if (field.repeated) return `${type}[]`;
  return field.presence === 'explicit' ? `${type} | undefined` : type;
}

/** The zero of a field, as an expression. */
export function zeroOf(field: Field, scope: Scope): string {
  if (field.repeated) return '[]';
  if (field.presence === 'explicit') return 'undefined';
  switch (field.kind) {
    case 'bool':
      return 'false';
    case 'bytes':
      return 'emptyBytes';
    case 'string':
      return "''";
    case 'message':
      return `${scope.target(field).name}.create()`;
    default:
      return field.integer === 'identifier' ? '0n' : '0';
  }
}

/** A docstring, indented; nothing without a comment. */
export function docstring(comment: string | undefined, indent = ''): string {
  if (comment === undefined || comment === '') return '';
  const lines = comment.split('\n');
  if (lines.length === 1) return `${indent}/** ${comment} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`;
}

/** The interface of a message and the unions of its oneofs. */
export function emitInterface(message: Message, scope: Scope): string {
  const unions = slotsOf(message).flatMap((slot) => (slot.kind === 'oneof' ? [emitUnion(slot, scope)] : []));
  const properties = slotsOf(message).map((slot) =>
    slot.kind === 'oneof'
      ? `  ${slot.property}: ${slot.type} | undefined;\n`
      : `${docstring(slot.field.comment, '  ')}  ${slot.field.property}: ${propertyType(slot.field, scope)};\n`,
  );
  const body = properties.length === 0 ? '{}' : `{\n${properties.join('')}}`;
  return `${unions.join('')}${docstring(message.comment)}export interface ${message.name} ${body}\n`;
}

function emitUnion(slot: OneofSlot, scope: Scope): string {
  const cases = slot.fields.map((field) => `\n  | { case: '${field.property}'; value: ${valueType(field, scope)} }`);
  return `export type ${slot.type} =${cases.join('')};\n\n`;
}

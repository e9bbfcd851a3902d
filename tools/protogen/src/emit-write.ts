import { slotsOf } from './emit-interface.ts';
import type { Field, Message } from './model.ts';
import type { Scope } from './scope.ts';
import { tagBytes, wireTypeOf } from './tag.ts';

/** The function that counts a message's encoded bytes. */
export function emitSize(message: Message, scope: Scope): string {
  const body = eachSlot(message, (field, value) => sizeOfField(field, value, scope));
  const parameter = body === '' ? '_message' : 'message';
  return `export function size${message.name}(${parameter}: ${message.name}): number {
  ${body === '' ? 'return 0' : `let size = 0;\n${body}  return size`};
}
`;
}

/** The function that writes a message into room of that size. */
export function emitWrite(message: Message, scope: Scope): string {
  const body = eachSlot(message, (field, value) => writeOfField(field, value, scope));
  const [parameter, out] = body === '' ? ['_message', '_out'] : ['message', 'out'];
  return `export function write${message.name}(${parameter}: ${message.name}, ${out}: Uint8Array, offset: number): number {
  ${body === '' ? 'return offset' : `let at = offset;\n${body}  return at`};
}
`;
}

/** The statements for each field in ascending order, with the conditions under which a field is there at all. */
function eachSlot(message: Message, emit: (field: Field, value: string) => string): string {
  return slotsOf(message)
    .map((slot) => {
      if (slot.kind === 'field') return guarded(slot.field, `message.${slot.field.property}`, emit);
      const union = `message.${slot.property}`;
      const cases = slot.fields.map(
        (field) =>
          `      case '${field.property}': {\n        ${emit(field, `${union}.value`)}\n        break;\n      }\n`,
      );
      return `  if (${union} !== undefined) {\n    switch (${union}.case) {\n${cases.join('')}    }\n  }\n`;
    })
    .join('');
}

function guarded(field: Field, value: string, emit: (field: Field, value: string) => string): string {
  if (field.repeated) {
    if (field.packed) return `  if (${value}.length > 0) {\n    ${emit(field, value)}\n  }\n`;
    return `  for (const item of ${value}) {\n    ${emit(field, 'item')}\n  }\n`;
  }
  const condition = conditionOf(field, value);
  return condition === undefined
    ? `  ${emit(field, value)}\n`
    : `  if (${condition}) {\n    ${emit(field, value)}\n  }\n`;
}

function conditionOf(field: Field, value: string): string | undefined {
  if (field.presence === 'explicit') return `${value} !== undefined`;
  if (field.presence === 'always') return field.kind === 'bytes' ? `${value} !== emptyBytes` : undefined;
  switch (field.kind) {
    case 'bool':
      return value;
    case 'bytes':
      return `${value}.length > 0`;
    case 'string':
      return `${value} !== ''`;
    default:
      return field.integer === 'identifier' ? `${value} !== 0n` : `${value} !== 0`;
  }
}

function sizeOfField(field: Field, value: string, scope: Scope): string {
  const tag = tagBytes(field.number, wireTypeOf(field)).length;
  if (field.packed) {
    return `let packed = 0;\n    for (const item of ${value}) packed += ${scalarSize(field, 'item')};
    size += ${tag} + delimitedSize(packed);`;
  }
  switch (field.kind) {
    case 'bytes':
      return `size += ${tag} + delimitedSize(${value}.length);`;
    case 'string':
      return `size += ${tag} + delimitedSize(utf8Size(${value}));`;
    case 'message':
      return `size += ${tag} + delimitedSize(size${scope.target(field).name}(${value}));`;
    case 'bool':
      return `size += ${tag + 1};`;
    default:
      return `size += ${tag} + ${scalarSize(field, value)};`;
  }
}

function scalarSize(field: Field, value: string): string {
  return field.kind === 'bool'
    ? '1'
    : `${field.integer === 'identifier' ? 'varintSizeBigint' : 'varintSize'}(${value})`;
}

function writeOfField(field: Field, value: string, scope: Scope): string {
  const tag = tagBytes(field.number, field.packed ? 2 : wireTypeOf(field))
    .map((byte) => `out[at++] = ${byte}; `)
    .join('');
  if (field.packed) {
    return `${tag}\n    let packed = 0;\n    for (const item of ${value}) packed += ${scalarSize(field, 'item')};
    at = writeVarint(out, at, packed);\n    for (const item of ${value}) ${scalarWrite(field, 'item')}`;
  }
  switch (field.kind) {
    case 'bytes':
      return `${tag}at = writeBytes(out, at, ${value});`;
    case 'string':
      return `${tag}at = writeString(out, at, ${value});`;
    case 'message': {
      const { name } = scope.target(field);
      return `${tag}at = writeVarint(out, at, size${name}(${value})); at = write${name}(${value}, out, at);`;
    }
    default:
      return `${tag}${scalarWrite(field, value)}`;
  }
}

function scalarWrite(field: Field, value: string): string {
  if (field.kind === 'bool') return `out[at++] = ${value} ? 1 : 0;`;
  return `at = ${field.integer === 'identifier' ? 'writeVarintBigint' : 'writeVarint'}(out, at, ${value});`;
}

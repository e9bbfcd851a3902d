import { propertyType, slotsOf, zeroOf } from './emit-interface.ts';
import type { Field, Message } from './model.ts';
import type { Scope } from './scope.ts';
import { tagNumber, wireTypeOf } from './tag.ts';

/** The function that reads a message: a loop over tags into local variables, then one object literal. */
export function emitRead(message: Message, scope: Scope): string {
  const { name } = message;
  const recursive = scope.isRecursive(message);
  const slots = slotsOf(message);
  const locals = slots.map((slot) => {
    if (slot.kind === 'oneof') return `  let ${local(slot.property)}: ${slot.type} | undefined;\n`;
    const keyword = slot.field.repeated ? 'const' : 'let';
    const late = isLate(slot.field);
    const type = propertyType(slot.field, scope) + (late ? ' | undefined' : '');
    const zero = late ? 'undefined' : zeroOf(slot.field, scope);
    return `  ${keyword} ${local(slot.field.property)}: ${type}${zero === 'undefined' ? '' : ` = ${zero}`};\n`;
  });
  const result = slots.map((slot) => {
    if (slot.kind === 'oneof') return `${slot.property}: ${local(slot.property)}`;
    const { property } = slot.field;
    return isLate(slot.field)
      ? `${property}: ${local(property)} ?? ${zeroOf(slot.field, scope)}`
      : `${property}: ${local(property)}`;
  });
  const hasBytes = message.fields.some((field) => field.kind === 'bytes');
  const cases = message.fields.map((field) => emitCase(message, field, scope)).join('');
  const parameters = `bytes: Uint8Array, start: number, end: number${recursive ? ', depth: number' : ''}`;
  return `export function read${name}(${parameters}): ${name} {
${recursive ? '  checkDepth(depth, start);\n' : ''}${locals.join('')}${hasBytes ? '  const { buffer, byteOffset } = bytes;\n' : ''}  let position = start;
  let tag = 0;
  try {
    while (position < end) {
      tag = bytes[position] as number;
      if (tag < 0x80) {
        position++;
      } else {
        tag = readTag(bytes, position, end);
        position = cursor.position;
      }
      switch (tag) {
${cases}        default:
          position = skipUnknown(${name}, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, ${name}, tag);
  }
  return {${result.length === 0 ? '' : ` ${result.join(', ')} `}};
}
`;
}

/** Sub-messages that are always there are created only when the bytes have none. */
function isLate(field: Field): boolean {
  return field.kind === 'message' && field.presence === 'always' && !field.repeated;
}

/** A local variable's name, out of the way of the function's own. */
function local(property: string): string {
  return `${property}Field`;
}

function emitCase(message: Message, field: Field, scope: Scope): string {
  const target = local(field.property);
  const tag = tagNumber(field.number, wireTypeOf(field));
  if (wireTypeOf(field) === 2) return delimitedCase(message, field, scope, tag);
  const read = `${readerOf(field)}(bytes, position, end)${field.kind === 'enum' ? ` as ${scope.target(field).name}` : ''}`;
  if (field.repeated) {
    return `        case ${tag}:
          ${target}.push(${read});
          position = cursor.position;
          break;
        case ${tagNumber(field.number, 2)}: {
          const stop = readLength(bytes, position, end) + cursor.position;
          position = cursor.position;
          while (position < stop) {
            ${target}.push(${read.replace('end)', 'stop)')});
            position = cursor.position;
          }
          break;
        }
`;
  }
  return `        case ${tag}:
          ${assign(message, field, read)}
          position = cursor.position;
          break;
`;
}

function delimitedCase(message: Message, field: Field, scope: Scope, tag: number): string {
  return `        case ${tag}: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          ${assign(message, field, delimitedValue(message, field, scope))}
          position += length;
          break;
        }
`;
}

function assign(message: Message, field: Field, value: string): string {
  if (field.repeated) return `${local(field.property)}.push(${value});`;
  if (field.oneof === undefined) return `${local(field.property)} = ${value};`;
  const slot = slotsOf(message).find((candidate) => candidate.kind === 'oneof' && candidate.fields.includes(field));
  if (slot?.kind !== 'oneof') throw new Error(`${message.typeName}.${field.protoName} has no oneof`);
  return `${local(slot.property)} = { case: '${field.property}', value: ${value} };`;
}

function delimitedValue(message: Message, field: Field, scope: Scope): string {
  if (field.kind === 'string') return 'readString(bytes, position, length)';
  if (field.kind === 'bytes') {
    const view = 'new Uint8Array(buffer, byteOffset + position, length)';
    return field.presence === 'always' ? view : `length === 0 ? emptyBytes : ${view}`;
  }
  const type = scope.message(field.reference ?? '');
  const depth = scope.isRecursive(type) ? (scope.isRecursive(message) ? ', depth + 1' : ', 0') : '';
  const read = `read${type.name}(bytes, position, position + length${depth})`;
  if (field.repeated) return read;
  if (field.oneof !== undefined) return read;
  const before = local(field.property);
  return `${before} === undefined ? ${read} : mergeMessage(${type.name}, ${before}, bytes, position, position + length)`;
}

function readerOf(field: Field): string {
  switch (field.kind) {
    case 'bool':
      return 'readBool';
    case 'uint32':
      return 'readUint32';
    case 'int32':
    case 'enum':
      return 'readInt32';
    default: {
      const type = field.kind === 'int64' ? 'Int64' : 'Uint64';
      const suffix = { counter: '', identifier: 'Bigint', saturating: 'Saturating' }[field.integer ?? 'counter'];
      return `read${type}${suffix}`;
    }
  }
}

import { type OneofSlot, propertyType, type Slot, slotsOf, zeroOf } from './emit-interface.ts';
import type { Field, Message } from './model.ts';
import type { Scope } from './scope.ts';
import { tagNumber, wireTypeOf } from './tag.ts';

/**
 * The function that reads a message: a loop over tags into local variables, then one object literal. A message that stands in a
 * singular field takes the occurrence before it, which it continues.
 */
export function emitRead(message: Message, scope: Scope): string {
  const { name } = message;
  const recursive = scope.isRecursive(message);
  const merged = scope.isMerged(message) && message.fields.length > 0;
  const hasBytes = message.fields.some((field) => field.kind === 'bytes');
  const parameters = ['bytes: Uint8Array', 'start: number', 'end: number'];
  if (recursive) parameters.push('depth: number');
  if (merged) parameters.push(`before?: ${name} | undefined`);
  const cases = message.fields.map((field) => emitCase(message, field, scope)).join('');
  const result = slotsOf(message).map((slot) => resultOf(slot, scope));
  return `export function read${name}(${parameters.join(', ')}): ${name} {
${recursive ? '  checkDepth(depth, start);\n' : ''}${emitLocals(message, merged, scope)}${hasBytes ? '  const { buffer, byteOffset } = bytes;\n' : ''}  let position = start;
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

/** The local variables at their zeros, or where the occurrence before left them. */
function emitLocals(message: Message, merged: boolean, scope: Scope): string {
  const slots = slotsOf(message);
  const locals = slots.map((slot) => {
    if (slot.kind === 'oneof') return `  let ${local(slot.property)}: ${slot.type} | undefined;\n`;
    const { field } = slot;
    const type = propertyType(field, scope) + (isLate(field) ? ' | undefined' : '');
    const zero = isLate(field) ? 'undefined' : zeroOf(field, scope);
    const keyword = field.repeated && !merged ? 'const' : 'let';
    return `  ${keyword} ${local(field.property)}: ${type}${zero === 'undefined' ? '' : ` = ${zero}`};\n`;
  });
  if (!merged) return locals.join('');
  const continued = slots.map((slot) => {
    const property = slot.kind === 'oneof' ? slot.property : slot.field.property;
    return `    ${local(property)} = before.${property};\n`;
  });
  return `${locals.join('')}  if (before !== undefined) {\n${continued.join('')}  }\n`;
}

function resultOf(slot: Slot, scope: Scope): string {
  if (slot.kind === 'oneof') return `${slot.property}: ${local(slot.property)}`;
  const { property } = slot.field;
  const zero = isLate(slot.field) ? ` ?? ${zeroOf(slot.field, scope)}` : '';
  return `${property}: ${local(property)}${zero}`;
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
  return `${local(oneofOf(message, field).property)} = { case: '${field.property}', value: ${value} };`;
}

function delimitedValue(message: Message, field: Field, scope: Scope): string {
  if (field.kind === 'string') return 'readString(bytes, position, length)';
  if (field.kind === 'bytes') {
    const view = 'new Uint8Array(buffer, byteOffset + position, length)';
    return field.presence === 'always' ? view : `length === 0 ? emptyBytes : ${view}`;
  }
  const type = scope.message(field.reference ?? '');
  const parameters = ['bytes', 'position', 'position + length'];
  if (scope.isRecursive(type)) parameters.push(scope.isRecursive(message) ? 'depth + 1' : '0');
  if (!field.repeated && type.fields.length > 0) parameters.push(occurrenceBefore(message, field));
  return `read${type.name}(${parameters.join(', ')})`;
}

/** What an earlier occurrence of a sub-message left, as an expression. */
function occurrenceBefore(message: Message, field: Field): string {
  if (field.oneof === undefined) return local(field.property);
  const union = local(oneofOf(message, field).property);
  return `${union}?.case === '${field.property}' ? ${union}.value : undefined`;
}

function oneofOf(message: Message, field: Field): OneofSlot {
  const slot = slotsOf(message).find((candidate) => candidate.kind === 'oneof' && candidate.fields.includes(field));
  if (slot?.kind !== 'oneof') throw new Error(`${message.typeName}.${field.protoName} has no oneof`);
  return slot;
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

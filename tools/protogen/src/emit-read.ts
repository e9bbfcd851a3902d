import { type OneofSlot, slotsOf, zeroOf } from './emit-interface.ts';
import type { Field, Message } from './model.ts';
import type { Scope } from './scope.ts';
import { tagNumber, wireTypeOf } from './tag.ts';

/**
 * The function that reads a message: an object with all fields at zero, and a loop over tags that fills it. A message that stands in
 * a singular field takes the occurrence before it, which it continues.
 */
export function emitRead(message: Message, scope: Scope): string {
  const { name } = message;
  const recursive = scope.isRecursive(message);
  const parameters = ['bytes: Uint8Array', 'start: number', 'end: number'];
  if (recursive) parameters.push('depth: number');
  if (continues(message, scope)) parameters.push(`before?: ${name} | undefined`);
  const hasBytes = message.fields.some((field) => field.kind === 'bytes');
  const cases = message.fields.map((field) => emitCase(message, field, scope)).join('');
  const zeros = slotsOf(message).map((slot) =>
    slot.kind === 'oneof' ? `${slot.property}: undefined` : `${slot.field.property}: ${zeroOf(slot.field, scope)}`,
  );
  const fresh = `{${zeros.length === 0 ? '' : ` ${zeros.join(', ')} `}}`;
  return `export function read${name}(${parameters.join(', ')}): ${name} {
${recursive ? '  checkDepth(depth, start);\n' : ''}  const message: ${name} = ${continues(message, scope) ? 'before ?? ' : ''}${fresh};
${hasBytes ? '  const { buffer, byteOffset } = bytes;\n' : ''}  let position = start;
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
  return message;
}
`;
}

/** Whether a message is read on from where an earlier occurrence left it. */
function continues(message: Message, scope: Scope): boolean {
  return scope.isMerged(message) && message.fields.length > 0;
}

function emitCase(message: Message, field: Field, scope: Scope): string {
  const target = `message.${field.property}`;
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
  if (field.repeated) return `message.${field.property}.push(${value});`;
  if (field.oneof === undefined) return `message.${field.property} = ${value};`;
  return `message.${oneofOf(message, field).property} = { case: '${field.property}', value: ${value} };`;
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
  if (!field.repeated && continues(type, scope)) parameters.push(occurrenceBefore(message, field));
  return `read${type.name}(${parameters.join(', ')})`;
}

/** What an earlier occurrence of a sub-message left, as an expression. */
function occurrenceBefore(message: Message, field: Field): string {
  if (field.oneof === undefined) return `message.${field.property}`;
  const union = `message.${oneofOf(message, field).property}`;
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

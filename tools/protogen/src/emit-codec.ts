import { slotsOf, zeroOf } from './emit-interface.ts';
import type { Enum, Field, Message } from './model.ts';
import type { Scope } from './scope.ts';

/** The codec object of a message. */
export function emitCodec(message: Message, scope: Scope): string {
  const { name } = message;
  const depth = scope.isRecursive(message) ? ', 0' : '';
  const initial = slotsOf(message).map((slot) => {
    const property = slot.kind === 'oneof' ? slot.property : slot.field.property;
    const zero = slot.kind === 'oneof' ? 'undefined' : zeroOf(slot.field, scope);
    return `${property}: init.${property}${zero === 'undefined' ? '' : ` ?? ${zero}`}`;
  });
  const create = initial.length === 0 ? 'create: () => ({})' : `create: (init = {}) => ({ ${initial.join(', ')} })`;
  const fields = message.fields.map((field) => `    ${describe(message, field, scope)},\n`).join('');
  return `let fieldsOf${name}: readonly FieldDescriptor[] | undefined;

export const ${name}: MessageCodec<${name}> = {
  typeName: '${message.typeName}',
  get fields() {
    fieldsOf${name} ??= [${fields === '' ? '' : `\n${fields}    `}];
    return fieldsOf${name};
  },
  ${create},
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return read${name}(bytes, start, end${depth});
  },
  size: size${name},
  write: (message, out, offset) => checkRoom(out, write${name}(message, out, offset)),
  encode(message) {
    const out = allocate(size${name}(message));
    return checkFull(out, write${name}(message, out, 0));
  },
};
`;
}

function describe(message: Message, field: Field, scope: Scope): string {
  const names = [field.protoName, field.jsonName, field.property, field.kind].map((name) => `'${name}'`);
  const traits: string[] = [];
  if (field.repeated) traits.push('repeated: true');
  if (field.integer !== undefined) traits.push(`integer: '${field.integer}'`);
  if (field.kind === 'message') traits.push(`message: ${scope.target(field).name}`);
  if (field.kind === 'enum') traits.push(`enum: ${scope.target(field).name}Table`);
  const slot = slotsOf(message).find((candidate) => candidate.kind === 'oneof' && candidate.fields.includes(field));
  if (slot?.kind === 'oneof') traits.push(`oneof: '${slot.property}'`);
  const last = traits.length === 0 ? '' : `, { ${traits.join(', ')} }`;
  return `describeField(${field.number}, ${names.join(', ')}${last})`;
}

/** The constants, the type and the table of an enum. */
export function emitEnum(type: Enum): string {
  const constants = type.values.map((value) => `  ${value.key}: ${value.number},\n`).join('');
  const numbers = type.values.map((value) => `  ${value.protoName}: ${value.number},\n`).join('');
  return `export const ${type.name} = {
${constants}} as const;
export type ${type.name} = (typeof ${type.name})[keyof typeof ${type.name}];

export const ${type.name}Table: EnumTable = describeEnum('${type.typeName}', {
${numbers}});
`;
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import protobuf from 'protobufjs';
import type { Enum, Field, FieldKind, IntegerKind, Message, Schema, Service } from './model.ts';
import { enumKey, jsonName, propertyName } from './names.ts';

const scalars: ReadonlySet<string> = new Set(['bool', 'bytes', 'string', 'int32', 'uint32', 'int64', 'uint64']);
const integers: ReadonlySet<string> = new Set(['int64', 'uint64']);

/** Reads all `.proto` files of a folder, with `quorate/options.proto` being those for protogen itself. */
export function loadSchema(folder: string): Schema {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.proto') && !path.startsWith('quorate'))
    .sort();
  const root = new protobuf.Root();
  const proto2 = new Set<string>();
  for (const file of files) {
    const source = readFileSync(join(folder, file), 'utf8');
    if (/^syntax = "proto2";/m.test(source)) proto2.add(file);
    Object.assign(protobuf.parse, { filename: file });
    protobuf.parse(source, root, { keepCase: true, alternateCommentMode: true });
  }
  root.resolveAll();
  const messages: Message[] = [];
  const enums: Enum[] = [];
  const services: Service[] = [];
  const visit = (space: protobuf.NamespaceBase): void => {
    for (const nested of space.nestedArray) {
      if (nested instanceof protobuf.Type) messages.push(messageOf(nested, proto2.has(nested.filename ?? '')));
      if (nested instanceof protobuf.Enum) enums.push(enumOf(nested));
      if (nested instanceof protobuf.Service) services.push(serviceOf(nested));
      if (nested instanceof protobuf.Namespace) visit(nested);
    }
  };
  visit(root);
  return { files, messages, enums, services };
}

function fullName(object: protobuf.ReflectionObject): string {
  return object.fullName.slice(1);
}

function option(object: protobuf.ReflectionObject, name: string): unknown {
  return (object.options as Record<string, unknown> | undefined)?.[`(quorate.${name})`];
}

function messageOf(type: protobuf.Type, isProto2: boolean): Message {
  return {
    typeName: fullName(type),
    name: String(option(type, 'name') ?? type.name),
    file: type.filename ?? '',
    comment: type.comment ?? undefined,
    fields: type.fieldsArray.map((field) => fieldOf(field, isProto2)).sort((a, b) => a.number - b.number),
  };
}

function fieldOf(field: protobuf.Field, isProto2: boolean): Field {
  const kind = kindOf(field);
  const isMessage = kind === 'message';
  const oneof = field.partOf?.name;
  const explicit = (isMessage && option(field, 'always') !== true) || option(field, 'nullable') === true;
  return {
    number: field.id,
    protoName: field.name,
    jsonName: jsonName(field.name),
    property: propertyName(field.name),
    kind,
    integer: integers.has(kind) ? integerOf(field) : undefined,
    repeated: field.repeated,
    packed: field.repeated && !isProto2 && !isMessage && kind !== 'bytes' && kind !== 'string',
    presence: explicit || oneof !== undefined ? 'explicit' : isProto2 || isMessage ? 'always' : 'implicit',
    reference: field.resolvedType === null ? undefined : fullName(field.resolvedType),
    oneof,
    comment: field.comment ?? undefined,
  };
}

function kindOf(field: protobuf.Field): FieldKind {
  if (field.map) throw new Error(`${field.fullName}: maps are not supported`);
  if (field.resolvedType instanceof protobuf.Enum) return 'enum';
  if (field.resolvedType instanceof protobuf.Type) return 'message';
  if (scalars.has(field.type)) return field.type as FieldKind;
  throw new Error(`${field.fullName}: type ${field.type} is not supported`);
}

function integerOf(field: protobuf.Field): IntegerKind {
  const named = String(option(field, 'integer') ?? 'COUNTER').toLowerCase();
  if (named === 'counter' || named === 'identifier' || named === 'saturating') return named;
  throw new Error(`${field.fullName}: ${named} is no kind of integer`);
}

function enumOf(type: protobuf.Enum): Enum {
  return {
    typeName: fullName(type),
    name: String(option(type, 'enum_name') ?? type.name),
    file: type.filename ?? '',
    comment: type.comment ?? undefined,
    values: Object.entries(type.values).map(([protoName, number]) => ({ protoName, key: enumKey(protoName), number })),
  };
}

function serviceOf(service: protobuf.Service): Service {
  return {
    typeName: fullName(service),
    name: service.name,
    methods: service.methodsArray.map((method) => {
      method.resolve();
      return {
        name: method.name,
        request: method.resolvedRequestType === null ? '' : fullName(method.resolvedRequestType),
        response: method.resolvedResponseType === null ? '' : fullName(method.resolvedResponseType),
        clientStreaming: method.requestStream === true,
        serverStreaming: method.responseStream === true,
      };
    }),
  };
}

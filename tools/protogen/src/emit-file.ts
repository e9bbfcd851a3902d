import { basename } from 'node:path';
import { emitCodec, emitEnum } from './emit-codec.ts';
import { emitInterface } from './emit-interface.ts';
import { emitRead } from './emit-read.ts';
import { emitSize, emitWrite } from './emit-write.ts';
import type { Schema } from './model.ts';
import type { Scope } from './scope.ts';

/** Where the hand-written parts that generated code uses are, relative to the generated files. */
const runtime: Readonly<Record<string, readonly string[]>> = {
  '../codec.ts': ['type EnumTable', 'type FieldDescriptor', 'type MessageCodec'],
  '../wire/allocate.ts': ['allocate'],
  '../wire/bytes.ts': ['delimitedSize', 'emptyBytes', 'writeBytes'],
  '../wire/cursor.ts': ['cursor'],
  '../wire/describe.ts': ['describeEnum', 'describeField'],
  '../wire/message.ts': ['checkFull', 'checkPart', 'checkRoom', 'located', 'skipUnknown'],
  '../wire/read-integer.ts': [
    'readInt64',
    'readInt64Bigint',
    'readInt64Saturating',
    'readUint64',
    'readUint64Bigint',
    'readUint64Saturating',
  ],
  '../wire/read-varint.ts': ['readBool', 'readInt32', 'readLength', 'readTag', 'readUint32'],
  '../wire/skip.ts': ['checkDepth'],
  '../wire/text.ts': ['readString', 'utf8Size', 'writeString'],
  '../wire/write-varint.ts': ['varintSize', 'varintSizeBigint', 'writeVarint', 'writeVarintBigint'],
};

/** The first line of every generated file. */
export function header(source: string): string {
  return `// Written by tools/protogen from ${source}; change that and run it again.\n`;
}

/** The generated file that belongs to a `.proto` file: `etcdserverpb/raft_internal.proto` → `raft-internal.ts`. */
export function moduleName(protoFile: string): string {
  return `${basename(protoFile, '.proto').replaceAll('_', '-')}.ts`;
}

/** The TypeScript for one `.proto` file. */
export function emitFile(file: string, schema: Schema, scope: Scope): string {
  const enums = schema.enums.filter((type) => type.file === file).map(emitEnum);
  const messages = schema.messages
    .filter((message) => message.file === file)
    .map((message) =>
      [emitInterface, emitRead, emitSize, emitWrite, emitCodec].map((emit) => emit(message, scope)).join('\n'),
    );
  const body = [...enums, ...messages].join('\n');
  return `${header(`proto/${file}`)}${imports(file, body, schema)}\n${body}`;
}

function imports(file: string, body: string, schema: Schema): string {
  const code = body.replace(/\/\*[\s\S]*?\*\/|'[^'\n]*'/g, '');
  const used = new Set(code.match(/[A-Za-z_$][\w$]*/g));
  const lines: string[] = [];
  for (const [module, names] of Object.entries(runtime)) {
    lines.push(
      importLine(
        module,
        names.filter((name) => used.has(name.replace('type ', ''))),
      ),
    );
  }
  for (const other of schema.files) {
    if (other === file) continue;
    const names = exportsOf(other, schema).filter((name) => used.has(name));
    lines.push(importLine(`./${moduleName(other)}`, names));
  }
  return lines.join('');
}

function exportsOf(file: string, schema: Schema): string[] {
  const messages = schema.messages.filter((message) => message.file === file);
  const enums = schema.enums.filter((type) => type.file === file);
  return [
    ...enums.flatMap(({ name }) => [name, `${name}Table`]),
    ...messages.flatMap(({ name }) => [name, `read${name}`, `size${name}`, `write${name}`]),
  ];
}

function importLine(module: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  if (names.every((name) => name.startsWith('type '))) {
    return `import type { ${names.map((name) => name.slice(5)).join(', ')} } from '${module}';\n`;
  }
  return `import { ${names.join(', ')} } from '${module}';\n`;
}

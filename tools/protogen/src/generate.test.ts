import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { generate } from './generate.ts';
import { compareOutput } from './output.ts';

const protocol = join(import.meta.dirname, '../../../packages/protocol');

test('the committed codecs are those that protogen writes', () => {
  const differences = compareOutput(join(protocol, 'src/gen'), generate(join(protocol, 'proto')));
  const names = [...differences.stale.keys(), ...differences.superfluous];
  expect(names, 'run tools/protogen/src/main.ts').toEqual([]);
});

describe('what protogen does not know', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'protogen-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const fromText = (text: string) => {
    writeFileSync(join(folder, 'test.proto'), `syntax = "proto3";\npackage test;\n${text}\n`);
    return generate(folder);
  };

  test.each([
    ['a scalar of another type', 'message A { double x = 1; }', /A\.x: type double is not supported/],
    ['a map', 'message A { map<string, string> x = 1; }', /A\.x: maps are not supported/],
    [
      'a kind of integer',
      'message A { int64 x = 1 [(quorate.integer) = ROUND]; }',
      /A\.x: round is no kind of integer/,
    ],
    ['a type that is nowhere', 'message A { B x = 1; }', /no such Type or Enum 'B'/],
  ])('is refused: %s', (_, text, message) => {
    expect(() => fromText(text)).toThrow(message);
  });

  test('two types of one TypeScript name are refused', () => {
    writeFileSync(join(folder, 'other.proto'), 'syntax = "proto3";\npackage other;\nmessage A {}\n');
    expect(() => fromText('message A {}')).toThrow('test.A and other.A would both be A in TypeScript');
  });

  test('a oneof whose fields are not neighbours is refused, because it is written in one place', () => {
    expect(() => fromText('message A { oneof u { bool a = 1; bool c = 3; } bool b = 2; }')).toThrow(
      'test.A.u: other fields have numbers between those of the oneof',
    );
  });

  test('files in folders are found, and the text depends on nothing else', () => {
    mkdirSync(join(folder, 'deeper'));
    writeFileSync(
      join(folder, 'deeper/some_more.proto'),
      'syntax = "proto2";\npackage more;\nmessage B { optional int64 ID = 1; }\n',
    );
    const once = fromText('import "deeper/some_more.proto"; message A { more.B b = 1; }');
    expect([...once.keys()].sort()).toEqual(['services.ts', 'some-more.ts', 'test.ts']);
    expect([...fromText('import "deeper/some_more.proto"; message A { more.B b = 1; }')]).toEqual([...once]);
    expect(once.get('test.ts')).toContain("import { B, readB, sizeB, writeB } from './some-more.ts';");
  });
});

describe('generated code', () => {
  const files = generate(join(protocol, 'proto'));

  test('carries the comments of the .proto files', () => {
    expect(files.get('rpc.ts')).toContain('  /** Keep the value the key has. */\n  ignoreValue: boolean;');
  });

  test('writes proto2 scalars always, proto3 scalars unless zero', () => {
    expect(files.get('raftpb.ts')).toMatch(/\n {2}out\[at\+\+\] = 16; at = writeVarint\(out, at, message\.term\);/);
    expect(files.get('rpc.ts')).toMatch(/if \(message\.revision !== 0\) \{\n {4}out\[at\+\+\] = 24; /);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import protobuf from 'protobufjs';

// Under vitest's import conditions protobufjs is handed the ES module of its own dependency and does not find its 64-bit integers.
const requireOfProtobufjs = createRequire(createRequire(import.meta.url).resolve('protobufjs'));
const long = requireOfProtobufjs('long');
protobuf.util.Long = long.default ?? long;
protobuf.configure();

const folder = join(import.meta.dirname, '../../proto');

/** The `.proto` files as protobufjs reads them: the independent codec that ours are held against. */
export const reflection = new protobuf.Root();
for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
  if (path.endsWith('.proto') && !path.startsWith('quorate')) {
    protobuf.parse(readFileSync(join(folder, path), 'utf8'), reflection, { keepCase: true });
  }
}
reflection.resolveAll();

/** All message types in the `.proto` files, by full name. */
export function everyType(space: protobuf.NamespaceBase = reflection): protobuf.Type[] {
  return space.nestedArray.flatMap((nested) => [
    ...(nested instanceof protobuf.Type ? [nested] : []),
    ...(nested instanceof protobuf.Namespace ? everyType(nested) : []),
  ]);
}

import { emitFile, moduleName } from './emit-file.ts';
import { emitServices } from './emit-services.ts';
import { loadSchema } from './load.ts';
import { Scope } from './scope.ts';

/** The generated files by name, for all `.proto` files of a folder. The same input gives the same text. */
export function generate(protoFolder: string): Map<string, string> {
  const schema = loadSchema(protoFolder);
  const scope = new Scope(schema);
  const files = new Map<string, string>();
  for (const file of schema.files) files.set(moduleName(file), emitFile(file, schema, scope));
  files.set('services.ts', emitServices(schema, scope));
  return files;
}

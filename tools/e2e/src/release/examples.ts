import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A piece of documentation that readers copy. */
export interface Example {
  /** A word for files and messages, such as `README-3` or `kv-txn-1`. */
  readonly name: string;
  /** TypeScript, as it stands in an ES module. */
  readonly code: string;
}

/** What examples speak to. */
const documentedEndpoint = 'http://127.0.0.1:2379';

/** Every TypeScript block of the README of an installed package. */
export function readmeExamples(folder: string): Example[] {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  return blocks(readme).map((code, at) => ({ name: `README-${at + 1}`, code }));
}

/** Every `@example` of the docstrings that an installed package brings in its declarations. Throws when one has no code in a fence. */
export function docstringExamples(folder: string): Example[] {
  const dist = join(folder, 'dist');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.d.ts'));
  return files.sort().flatMap((file) => {
    const docstrings = readFileSync(join(dist, file), 'utf8').match(/\/\*\*.*?\*\//gs) ?? [];
    const examples = docstrings.flatMap((docstring) => docstring.split('@example').slice(1));
    return examples.map((example, at) => {
      const [code, ...more] = blocks(example.replaceAll(/^[ \t]*\* ?/gm, ''));
      if (code === undefined || more.length > 0) throw new Error(`an @example in ${file} is not one block of \`\`\`ts`);
      return { name: `${relative('.', file).replace('.d.ts', '').replaceAll('/', '-')}-${at + 1}`, code };
    });
  });
}

/** The example as an ES module, for a server. */
export function asModule({ code }: Example, endpoint: string): string {
  return code.replaceAll(documentedEndpoint, endpoint);
}

/** The example as CommonJS has it: imports, which TypeScript makes `require` of, and the rest in a function, since nothing waits outside of one. */
export function asCommonJs(example: Example, endpoint: string): string {
  const lines = asModule(example, endpoint).split('\n');
  const isImport = (line: string) => line.startsWith('import ');
  return [
    ...lines.filter(isImport),
    'void (async () => {',
    ...lines.filter((line) => !isImport(line)),
    '})().catch((error) => { console.error(error); process.exitCode = 1; });',
  ].join('\n');
}

function blocks(markdown: string): string[] {
  return [...markdown.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code);
}

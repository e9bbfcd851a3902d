import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from './generate.ts';

const protocol = join(import.meta.dirname, '../../../packages/protocol');
const folder = join(protocol, 'src/gen');
mkdirSync(folder, { recursive: true });
const wanted = generate(join(protocol, 'proto'));
const present = readdirSync(folder);
const superfluous = present.filter((name) => !wanted.has(name));
const stale = [...wanted].filter(
  ([name, text]) => !present.includes(name) || readFileSync(join(folder, name), 'utf8') !== text,
);

if (process.argv.includes('--check')) {
  const wrong = [...stale.map(([name]) => name), ...superfluous];
  if (wrong.length > 0) {
    console.error(`not what protogen writes: ${wrong.join(', ')}; run tools/protogen/src/main.ts`);
    process.exit(1);
  }
} else {
  for (const [name, text] of stale) writeFileSync(join(folder, name), text);
  for (const name of superfluous) rmSync(join(folder, name));
  console.log(`${stale.length} of ${wanted.size} files written, ${superfluous.length} removed`);
}

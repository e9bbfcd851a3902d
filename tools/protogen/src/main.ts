/**
 * Writes the codecs of packages/protocol: `node --conditions=@quorate/source tools/protogen/src/main.ts`. With `--check` nothing is
 * written; the exit code is 1 when something would be.
 */
import { join } from 'node:path';
import { generate } from './generate.ts';
import { compareOutput, writeOutput } from './output.ts';

const protocol = join(import.meta.dirname, '../../../packages/protocol');
const folder = join(protocol, 'src/gen');
const differences = compareOutput(folder, generate(join(protocol, 'proto')));
const names = [...differences.stale.keys(), ...differences.superfluous];

if (!process.argv.includes('--check')) {
  writeOutput(folder, differences);
  console.log(names.length === 0 ? 'everything is current' : `brought up to date: ${names.join(', ')}`);
} else if (names.length > 0) {
  console.error(`not what protogen writes: ${names.join(', ')}; run tools/protogen/src/main.ts`);
  process.exitCode = 1;
}

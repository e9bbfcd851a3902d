// Replays recorded traces: node --conditions=@quorate/source packages/raft/src/traces/main.ts DIR
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Difference, runTrace } from './run-trace.ts';
import { findTraces } from './trace-folder.ts';

function indented(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}

/** The first line on which they differ, from 1. */
function differingLine({ expected, actual }: Difference): number {
  const lines = actual.split('\n');
  const at = expected.split('\n').findIndex((line, position) => line !== lines[position]);
  return (at < 0 ? expected.split('\n').length : at) + 1;
}

function report(difference: Difference): void {
  const { line, command, expected, actual } = difference;
  console.log(`  line ${line}: ${command}, from line ${differingLine(difference)} of the output on`);
  console.log(`  expected:\n${indented(expected)}\n  actual:\n${indented(actual)}`);
}

const folder = process.argv[2];
if (folder === undefined) {
  console.error('usage: raft:traces DIR');
  process.exit(2);
}
// npm changes into the root of the repository; the folder is meant from where npm was called.
const path = resolve(process.env.INIT_CWD ?? '.', folder);
if (!existsSync(path)) {
  console.error(`there is no folder ${path}`);
  process.exit(2);
}
let failed = 0;
const traces = findTraces(path);
for (const { name, kind, text } of traces) {
  const difference = runTrace(kind, text);
  console.log(`${difference ? 'FAIL' : 'PASS'} ${name}`);
  if (difference) {
    failed++;
    report(difference);
  }
}
if (traces.length === 0) console.error(`no .txt files below ${folder}`);
console.log(`${traces.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 && traces.length > 0 ? 0 : 1);

#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';

/** The oldest Node whose language and libraries the server is written for. */
const nodeMajorMin = 22;

const nodeMajor = Number(process.versions.node.split('.')[0]);
if (nodeMajor < nodeMajorMin) {
  process.stderr.write(`quorate needs Node ${nodeMajorMin} or newer; this is Node ${process.versions.node}\n`);
  process.exit(1);
}

// V8 would let garbage grow to several times of what is alive before it collects; a server shares its machine. Measured under a load
// of puts: a third less memory for a fifth less throughput.
setFlagsFromString('--heap-growing-percent=50');

// Loaded only now, because an older Node would fail on their syntax before it could say why.
const { runProgram } = await import('./process/run-program.ts');
await runProgram(async (config, log) => {
  const { serveMember } = await import('./compose/start-member.ts');
  const { openFailpoints } = await import('./process/open-failpoints.ts');
  return serveMember(config, log, { failpoints: await openFailpoints(process.env, log) });
});

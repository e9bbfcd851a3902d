import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkH2load } from './load/h2load.ts';
import { LoadError } from './load/load-result.ts';
import { type BenchOptions, parseOptions, usage } from './options/bench-options.ts';
import { OptionError } from './options/option-error.ts';
import { describeMachine, doubtsAbout, type Machine } from './report/machine.ts';
import type { Measurement } from './report/measurement.ts';
import { drawPicture } from './report/picture.ts';
import { summaryText } from './report/print-summary.ts';
import { summarize } from './report/summary.ts';
import { runBench, runCeiling } from './run-bench.ts';
import { etcdIn, inspectProgram, type ServerProgram } from './servers/server-program.ts';

const say = (line: string): void => console.log(line);

try {
  const options = parseOptions(process.argv.slice(2));
  if (options === undefined) say(usage);
  else await main(options);
} catch (error) {
  const isExpected = error instanceof OptionError || error instanceof LoadError;
  console.error(isExpected ? `bench: ${error.message}` : error);
  process.exitCode = error instanceof OptionError ? 2 : 1;
}
// Whatever is still open (a server that an error left running) ends with this process.
process.exit();

async function main(options: BenchOptions): Promise<void> {
  await checkH2load();
  if (options.ceiling) {
    say(await runCeiling(options));
    return;
  }
  const programs = await findPrograms(options);
  const machine = describeMachine(options.directory);
  for (const { side, program, version } of programs) say(`${side}: ${program} (${version})`);
  say(`${describe(machine)}, ${conditions(options)}`);
  for (const doubt of doubtsAbout(machine)) say(`doubtful: ${doubt}`);
  say('');
  const measurements = await runBench(options, programs, say);
  say(`\n${summaryText(measurements)}`);
  writeResults(options, programs, machine, measurements);
}

async function findPrograms({ ours, against }: BenchOptions): Promise<ServerProgram[]> {
  const standard = fileURLToPath(new URL('../../../bin/quorate', import.meta.url));
  const programs = [await inspectProgram('quorate', ours ?? standard)];
  if (against !== undefined) programs.push(await inspectProgram('etcd', etcdIn(against)));
  return programs;
}

function describe({ processors, processor, filesystem, node }: Machine): string {
  return `${processors} × ${processor}, ${filesystem}, Node ${node}`;
}

function conditions({ members, tls, rounds, seconds, serverCpus }: BenchOptions): string {
  const who = members === 1 ? 'one member' : `${members} members`;
  const where = serverCpus === undefined ? '' : `, servers on processor ${serverCpus}`;
  return `${who}, ${tls ? 'TLS' : 'no TLS'}, ${rounds} round(s) of ${seconds} s${where}`;
}

function writeResults(
  options: BenchOptions,
  programs: readonly ServerProgram[],
  machine: Machine,
  measurements: readonly Measurement[],
): void {
  mkdirSync(options.out, { recursive: true });
  const at = new Date().toISOString();
  const summary = summarize(measurements);
  const title = programs
    .map(({ side, version }) => `${side} (${version.replace('etcd Version: ', '')})`)
    .join(' beside ');
  const subtitle = `requests/s; ${describe(machine)}; ${conditions(options)}; ${at.slice(0, 10)}`;
  const json = join(options.out, 'results.json');
  writeFileSync(json, `${JSON.stringify({ at, machine, options, programs, summary, measurements }, null, 2)}\n`);
  const svg = join(options.out, 'results.svg');
  writeFileSync(svg, drawPicture(title, subtitle, summary));
  say(`\n${json}, ${svg}`);
}

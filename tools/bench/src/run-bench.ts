import { measureCeiling } from './load/measure-ceiling.ts';
import type { BenchOptions } from './options/bench-options.ts';
import type { LoadMeasurement, Measurement } from './report/measurement.ts';
import { memoryText, millisText, rateText } from './report/number-text.ts';
import { measureElection } from './scenarios/measure-election.ts';
import { measureIdle } from './scenarios/measure-idle.ts';
import { prepare, runShape } from './scenarios/run-scenario.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { shapeName } from './scenarios/shape.ts';
import { Cluster } from './servers/cluster.ts';
import type { ServerProgram, SideName } from './servers/server-program.ts';

/** Each side has ports of its own, so that one does not meet the other's connections in TIME_WAIT. */
const firstPorts: Readonly<Record<SideName, number>> = { quorate: 29_000, etcd: 29_020 };

const CEILING_PORT = 29_040;

/**
 * Runs every load of every round. The sides take turns load by load, and the one that begins changes, so that a machine that
 * becomes slower or faster does so for both. Each turn has servers that were just started on empty directories.
 */
export async function runBench(
  options: BenchOptions,
  programs: readonly ServerProgram[],
  say: (line: string) => void,
): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (let round = 1; round <= options.rounds; round++) {
    for (const [index, scenario] of options.scenarios.entries()) {
      const inTurn = (round + index) % 2 === 0 ? programs.toReversed() : programs;
      for (const program of inTurn) {
        for await (const measurement of runTurn(scenario, program, round, options)) {
          say(lineOf(measurement, options));
          measurements.push(measurement);
        }
      }
    }
  }
  return measurements;
}

/** What the load generators can do at most. */
export function runCeiling(options: BenchOptions): Promise<string> {
  return measureCeiling(options, CEILING_PORT);
}

async function* runTurn(
  scenario: Scenario,
  program: ServerProgram,
  round: number,
  options: BenchOptions,
): AsyncGenerator<Measurement> {
  const start = () =>
    Cluster.start(program, {
      members: options.members,
      tls: options.tls,
      cpus: options.serverCpus,
      directory: options.directory,
      firstPort: firstPorts[program.side],
    });
  const about = { side: program.side, round, scenario: scenario.name };
  if (scenario.kind === 'idle') {
    yield { kind: 'idle', ...about, ...(await measureIdle(options.idle, start)) };
    return;
  }
  const cluster = await start();
  try {
    if (scenario.kind === 'election') {
      yield { kind: 'election', ...about, ...(await measureElection(cluster)) };
      return;
    }
    await prepare(scenario, cluster, options);
    for (const shape of options.shapes) {
      // The seed tells rounds apart but not sides: both get the same requests.
      yield {
        kind: 'load',
        ...about,
        shape: shapeName(shape),
        ...(await runShape(scenario, cluster, shape, options, round)),
      };
    }
  } finally {
    await cluster.stop();
  }
}

function lineOf(measurement: Measurement, { rounds }: BenchOptions): string {
  const head = `${measurement.round}/${rounds}  ${measurement.side.padEnd(7)}  ${measurement.scenario}`;
  switch (measurement.kind) {
    case 'load':
      return `${head}  ${loadLine(measurement)}`;
    case 'idle':
      return `${head}  ${memoryText(measurement.connectionsBytes)} with connections, ${memoryText(measurement.watchesBytes)} with watches`;
    case 'election':
      return `${head}  leader after ${Math.round(measurement.leaderMs)} ms, write after ${Math.round(measurement.writeMs)} ms`;
  }
}

function loadLine({ shape, requestsPerSecond, p99Micros }: LoadMeasurement): string {
  return `${shape}  ${rateText(requestsPerSecond)}/s  p99 ${millisText(p99Micros)}`;
}

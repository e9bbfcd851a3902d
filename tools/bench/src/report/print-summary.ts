import { allScenarios } from '../scenarios/scenario.ts';
import type { SideName } from '../servers/server-program.ts';
import { median } from '../statistics/median.ts';
import type { Measurement } from './measurement.ts';
import { memoryText, millisText, rateText, ratioText } from './number-text.ts';
import { type SummaryRow, summarize } from './summary.ts';
import { layOut } from './table.ts';

const sideNames: readonly SideName[] = ['quorate', 'etcd'];

/** A generator busier than this may be what limits the figure. */
const GENERATOR_BUSY = 0.9;

/** Everything measured as text for a terminal. */
export function summaryText(measurements: readonly Measurement[]): string {
  return [loadTable(summarize(measurements)), idleTable(measurements), electionTable(measurements)]
    .filter((part) => part !== '')
    .join('\n\n');
}

function loadTable(rows: readonly SummaryRow[]): string {
  if (rows.length === 0) return '';
  const head = ['load', 'shape', 'server', 'requests/s', 'p50', 'p99', 'server CPUs', 'memory', 'load CPUs', 'ratio'];
  const lines = rows.flatMap(({ scenario, shape, sides, ratio }) =>
    sideNames.flatMap((side) => {
      const figures = sides[side];
      if (figures === undefined) return [];
      const busy = figures.loadProcessors > GENERATOR_BUSY ? '*' : '';
      return [
        [
          titleOf(scenario),
          shape,
          side,
          rateText(figures.requestsPerSecond),
          millisText(figures.p50Micros),
          millisText(figures.p99Micros),
          figures.serverProcessors.toFixed(2),
          memoryText(figures.rssBytes),
          figures.loadProcessors.toFixed(2) + busy,
          side === 'quorate' ? ratioText(ratio) : '',
        ],
      ];
    }),
  );
  const note = lines.some((line) => line[8]?.endsWith('*'))
    ? '\n* the load generator was busy all the time: the server may be able to do more'
    : '';
  return layOut([head, ...lines], 3) + note;
}

function idleTable(measurements: readonly Measurement[]): string {
  const idle = measurements.filter((measurement) => measurement.kind === 'idle');
  const [first] = idle;
  if (first === undefined) return '';
  const count = first.count.toLocaleString('en');
  const lines = [...Map.groupBy(idle, ({ side }) => side)].map(([side, rounds]) => {
    const rest = median(rounds.map(({ restBytes }) => restBytes));
    const connections = median(rounds.map(({ connectionsBytes }) => connectionsBytes));
    const watches = median(rounds.map(({ watchesBytes }) => watchesBytes));
    const each = (bytes: number) => `${((bytes - rest) / first.count / 1024).toFixed(1)} KiB`;
    return [side, memoryText(rest), memoryText(connections), each(connections), memoryText(watches), each(watches)];
  });
  const head = ['idle', 'at rest', `${count} connections`, 'each', `${count} watch streams`, 'each'];
  return layOut([head, ...lines], 1);
}

function electionTable(measurements: readonly Measurement[]): string {
  const elections = measurements.filter((measurement) => measurement.kind === 'election');
  if (elections.length === 0) return '';
  const lines = [...Map.groupBy(elections, ({ side }) => side)].map(([side, rounds]) => [
    side,
    millisText(1000 * median(rounds.map(({ leaderMs }) => leaderMs))),
    millisText(1000 * median(rounds.map(({ writeMs }) => writeMs))),
    millisText(1000 * Math.max(...rounds.map(({ writeMs }) => writeMs))),
  ]);
  return layOut([['after the leader’s kill', 'new leader', 'first write', 'longest'], ...lines], 1);
}

/** How people call a scenario. */
export function titleOf(name: string): string {
  return allScenarios.find((scenario) => scenario.name === name)?.title ?? name;
}

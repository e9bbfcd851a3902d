import type { SideName } from '../servers/server-program.ts';
import { median } from '../statistics/median.ts';
import type { LoadMeasurement, Measurement } from './measurement.ts';

/** Medians over the rounds of one load in one shape against one side. */
export interface Figures {
  readonly requestsPerSecond: number;
  readonly p50Micros: number;
  readonly p99Micros: number;
  readonly serverProcessors: number;
  readonly rssBytes: number;
  readonly loadProcessors: number;
}

/** One load in one shape, both sides beside each other. */
export interface SummaryRow {
  readonly scenario: string;
  readonly shape: string;
  readonly sides: Readonly<Partial<Record<SideName, Figures>>>;
  /** Quorate's requests a second divided by etcd's; undefined when one is missing. */
  readonly ratio: number | undefined;
}

/** Brings the rounds together, in the order in which loads were first run. */
export function summarize(measurements: readonly Measurement[]): SummaryRow[] {
  const loads = measurements.filter((measurement) => measurement.kind === 'load');
  const rows = Map.groupBy(loads, ({ scenario, shape }) => `${scenario} ${shape}`);
  return [...rows.values()].map((ofRow) => {
    const sides: Partial<Record<SideName, Figures>> = {};
    for (const [side, ofSide] of Map.groupBy(ofRow, (measurement) => measurement.side)) sides[side] = figuresOf(ofSide);
    const { quorate, etcd } = sides;
    const ratio = quorate && etcd ? quorate.requestsPerSecond / etcd.requestsPerSecond : undefined;
    return { scenario: ofRow[0]?.scenario ?? '', shape: ofRow[0]?.shape ?? '', sides, ratio };
  });
}

function figuresOf(rounds: readonly LoadMeasurement[]): Figures {
  const middle = (figure: keyof Figures) => median(rounds.map((round) => round[figure]));
  return {
    requestsPerSecond: middle('requestsPerSecond'),
    p50Micros: middle('p50Micros'),
    p99Micros: middle('p99Micros'),
    serverProcessors: middle('serverProcessors'),
    rssBytes: middle('rssBytes'),
    loadProcessors: middle('loadProcessors'),
  };
}

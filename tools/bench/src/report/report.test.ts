import { describe, expect, it } from 'vitest';
import type { SideName } from '../servers/server-program.ts';
import type { LoadMeasurement, Measurement } from './measurement.ts';
import { memoryText, millisText, rateText } from './number-text.ts';
import { drawPicture } from './picture.ts';
import { summaryText } from './print-summary.ts';
import { summarize } from './summary.ts';

const MIB = 1024 * 1024;

function load(side: SideName, round: number, requestsPerSecond: number, shape = '10×10'): LoadMeasurement {
  return {
    kind: 'load',
    side,
    round,
    scenario: 'put-one',
    shape,
    requests: requestsPerSecond * 5,
    requestsPerSecond,
    p50Micros: 1500,
    p99Micros: 12_000,
    maxMicros: 50_000,
    loadProcessors: side === 'quorate' ? 0.95 : 0.5,
    serverProcessors: 1.25,
    rssBytes: 100 * MIB,
    peakRssBytes: 120 * MIB,
  };
}

const rounds: Measurement[] = [
  load('quorate', 1, 50_000),
  load('etcd', 1, 20_000),
  load('etcd', 2, 26_000),
  load('quorate', 2, 60_000),
  load('quorate', 3, 10_000),
  load('etcd', 3, 25_000),
];

describe('the summary', () => {
  it('takes the median of the rounds and compares the sides', () => {
    const [row, ...others] = summarize(rounds);
    expect(others).toEqual([]);
    expect(row).toMatchObject({ scenario: 'put-one', shape: '10×10', ratio: 2 });
    expect(row?.sides.quorate?.requestsPerSecond).toBe(50_000);
    expect(row?.sides.etcd?.requestsPerSecond).toBe(25_000);
  });

  it('has no ratio when one side is alone', () => {
    expect(summarize([load('quorate', 1, 5)])[0]?.ratio).toBeUndefined();
  });

  it('is printed as a table that marks figures which the generator limits', () => {
    const lines = summaryText(rounds).split('\n');
    expect(lines[0]).toMatch(/^load +shape +server +requests\/s +p50 +p99/);
    expect(lines[1]).toMatch(
      /put, one key +10×10 +quorate +50,000 +1\.50 ms +12\.0 ms +1\.25 +100 MiB +0\.95\* +2\.00×$/,
    );
    expect(lines[2]).toMatch(/etcd +25,000 .* 0\.50$/);
    expect(lines[3]).toContain('* the load generator');
  });

  it('tells the memory of each idle connection and watch, and the time of elections', () => {
    const idle = (side: SideName, watchesBytes: number): Measurement => ({
      kind: 'idle',
      side,
      round: 1,
      scenario: 'idle',
      count: 1024,
      restBytes: 50 * MIB,
      connectionsBytes: 60 * MIB,
      watchesBytes,
      connectionsOpenedSeconds: 1,
      watchesOpenedSeconds: 1,
    });
    const election = (leaderMs: number): Measurement => {
      return { kind: 'election', side: 'etcd', round: 1, scenario: 'election', leaderMs, writeMs: leaderMs + 10 };
    };
    const printed = summaryText([idle('quorate', 70 * MIB), election(1500), election(1100), election(1900)]);
    expect(printed).toMatch(/quorate +50 MiB +60 MiB +10\.0 KiB +70 MiB +20\.0 KiB/);
    expect(printed).toMatch(/etcd +1500 ms +1510 ms +1910 ms/);
  });
});

describe('the picture', () => {
  const rows = summarize([...rounds, load('quorate', 1, 100_000, '1×1'), load('etcd', 1, 12_500, '1×1')]);
  const picture = drawPicture('Put & <range>', 'a machine', rows);

  it('draws bars in proportion', () => {
    const widths = [...picture.matchAll(/width="([\d.]+)" height="13"/g)].map((found) => Number(found[1]));
    const [quorate = 0, etcd = 0, best = 0, least = 0] = widths;
    expect(widths).toHaveLength(4);
    expect(quorate / etcd).toBeCloseTo(2, 1);
    expect(best / quorate).toBeCloseTo(2, 1);
    expect(best / least).toBeCloseTo(8, 1);
  });

  it('is well-formed: tags close, texts are escaped, nothing lies outside', () => {
    expect(picture).toContain('Put &amp; &lt;range&gt;');
    const opened = [...picture.matchAll(/<([a-z]+)(?:\s[^>]*)?(?<!\/)>/g)].map((found) => found[1]);
    const closed = [...picture.matchAll(/<\/([a-z]+)>/g)].map((found) => found[1]);
    expect(opened.toSorted()).toEqual(closed.toSorted());
    const height = Number(/height="(\d+)"/.exec(picture)?.[1]);
    for (const [, y] of picture.matchAll(/ y="([\d.]+)"/g)) expect(Number(y)).toBeLessThan(height);
  });
});

it('numbers are written for people', () => {
  expect([rateText(3.14), rateText(12_345.6)]).toEqual(['3.1', '12,346']);
  expect([millisText(214), millisText(12_345), millisText(250_000)]).toEqual(['0.214 ms', '12.3 ms', '250 ms']);
  expect(memoryText(1.5e9)).toBe('1,431 MiB');
});

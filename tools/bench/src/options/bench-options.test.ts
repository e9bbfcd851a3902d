import { describe, expect, it } from 'vitest';
import { parseShape, shapeName } from '../scenarios/shape.ts';
import { type BenchOptions, parseOptions, usage } from './bench-options.ts';

function names(argv: readonly string[]): string[] {
  return options(argv).scenarios.map(({ name }) => name);
}

function options(argv: readonly string[]): BenchOptions {
  const parsed = parseOptions(argv);
  if (parsed === undefined) throw new Error('options were expected');
  return parsed;
}

describe('the command line of the benchmark', () => {
  it('by default runs every load of one member in four shapes, three times', () => {
    expect(options([])).toMatchObject({ rounds: 3, seconds: 5, members: 1, tls: false, idle: 0, keys: 100_000 });
    expect(options([]).shapes.map(shapeName)).toEqual(['1×1', '10×10', '10×100', '100×10']);
    expect(names([])).toEqual(['put-one', 'put-many', 'range-linearizable', 'range-serializable', 'mixed', 'watch']);
  });

  it('chooses loads by their name or its first word', () => {
    expect(names(['--only', 'range'])).toEqual(['range-linearizable', 'range-serializable']);
    expect(names(['--only', 'mixed,put-one'])).toEqual(['put-one', 'mixed']);
    expect(names(['--only', 'put', '--members', '3'])).toEqual(['put-one', 'put-many', 'put-all']);
    expect(() => options(['--only', 'election'])).toThrow('no load "election" with 1 member(s)');
    expect(() => options(['--only', 'pu'])).toThrow('no load "pu"');
  });

  it('adds idle connections only when asked', () => {
    expect(names(['--only', 'watch', '--idle', '50'])).toEqual(['watch', 'idle']);
    expect(names(['--only', 'idle', '--idle', '50'])).toEqual(['idle']);
    expect(() => options(['--only', 'idle'])).toThrow('--idle');
  });

  it('takes one short round when it is to be quick, but what is stated counts', () => {
    expect(options(['--quick'])).toMatchObject({ rounds: 1, seconds: 1 });
    expect(options(['--quick', '--rounds', '2', '--shapes', '3x4'])).toMatchObject({
      rounds: 2,
      shapes: [{ connections: 3, streams: 4 }],
    });
  });

  it.each([
    [['--rounds', '0'], '--rounds is a whole number above 0'],
    [['--seconds', 'x'], '--seconds is a number'],
    [['--members', '2'], '--members is 1 or 3'],
    [['--shapes', '0x1'], 'is no connections×streams'],
    [['--fast-cpu-affinity', 'two'], 'one or both'],
    [['--nonsense'], '--nonsense'],
  ])('says what is wrong with %j', (argv, problem) => {
    expect(() => parseOptions(argv)).toThrow(problem);
  });

  it('explains itself', () => {
    expect(parseOptions(['--help'])).toBeUndefined();
    for (const option of ['--against', '--rounds', '--fast-cpu-affinity', 'put-all', 'election'])
      expect(usage).toContain(option);
  });

  it('reads shapes with either sign', () => {
    expect(parseShape('10×100')).toEqual(parseShape('10x100'));
  });
});

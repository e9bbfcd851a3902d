import { expect, test } from 'vitest';
import { parseArguments } from './parse-arguments.ts';

const parse = (line: string) => parseArguments(line.split(' ').filter(Boolean), 77);

test('a minute of seeds unless told', () => {
  expect(parse('')).toMatchObject({ seed: 77, seeds: undefined, budgetMs: 60_000, trace: false, faults: undefined });
});

test('a number of seeds, or a time', () => {
  expect(parse('--seeds 1000')).toMatchObject({ seeds: 1000, budgetMs: undefined });
  expect(parse('--budget=2h --seed 5')).toMatchObject({ seed: 5, seeds: undefined, budgetMs: 7_200_000 });
});

test('one seed, told event by event, with some of its faults', () => {
  expect(parse('--seed 5 --trace --faults 3,9')).toMatchObject({
    seed: 5,
    seeds: 1,
    budgetMs: undefined,
    trace: true,
    faults: [3, 9],
  });
  expect(parse('--seed 5 --faults none')).toMatchObject({ faults: [] });
});

test("a scenario: kinds of faults, settings in place of the seed's own, and processes", () => {
  expect(
    parse('--seeds 9 --kinds pause,power-cut --with members=5,preVote=false,driftMax=0.05 --jobs 2'),
  ).toMatchObject({
    kinds: ['pause', 'power-cut'],
    settings: { members: 5, preVote: false, driftMax: 0.05 },
    jobs: 2,
  });
  expect(parse('--seeds 9')).toMatchObject({ kinds: undefined, settings: undefined, jobs: 1 });
});

test.each(['--kinds storm', '--with colour=3', '--with members=many', '--jobs 0', '--jobs 2 --trace'])(
  'refuses %s too',
  (line) => {
    expect(() => parse(line)).toThrow();
  },
);

test.each(['--seed x', '--seeds -1', '--budget soon', '--faults a', '--what'])('refuses %s', (line) => {
  expect(() => parse(line)).toThrow();
});

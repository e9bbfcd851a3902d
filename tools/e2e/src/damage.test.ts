import { describe, expect, it } from 'vitest';
import { Dice } from './bad-input/dice.ts';
import { little, oneOfThree, single } from './damage/patients.ts';
import { TrialCounts, trials } from './damage/trials.ts';
import { randomOf } from './history/random.ts';

// The same places each time, so that a change is told from luck; `npm run torture -- damage 600` looks for more.
describe.concurrent('a member with a damaged file', () => {
  it.each([
    { who: 'alone', make: () => single(little), count: 20, seed: 1 },
    { who: 'one of three', make: oneOfThree, count: 8, seed: 2 },
  ])('refuses and says which and what to do, or has the right data: $who', async ({ make, count, seed }) => {
    const counts = new TrialCounts();
    await trials(make, new Dice(randomOf(seed)), counts, () => counts.sum < count);
    console.log(String(counts));
    expect(counts.sum).toBe(count);
  });
});

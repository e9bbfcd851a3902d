import { describe, expect, it } from 'vitest';
import { misfortuneRounds } from './torture/misfortune-rounds.ts';

/** The same misfortunes each time, so that a change is told from luck; `npm run torture -- 600` looks for more. */
const task = { seconds: Number.POSITIVE_INFINITY, kind: 'quorate' as const, only: undefined, powerCuts: false };

describe.concurrent('real members under misfortunes and clients keep every promise', () => {
  it('alone', async () => {
    expect(await misfortuneRounds({ ...task, rounds: 3, members: 1, seed: 4 })).toBe(true);
  });
  it('three of them', async () => {
    expect(await misfortuneRounds({ ...task, rounds: 3, members: 3, seed: 5 })).toBe(true);
  });
});

import { Dice } from '../bad-input/dice.ts';
import { little, much, oneOfThree, single } from '../damage/patients.ts';
import { TrialCounts, trials } from '../damage/trials.ts';
import { randomOf } from '../history/random.ts';
import type { TortureTask } from './task.ts';

/** Who is damaged in turn: a member alone, one alone with a log of several segments, one of three. */
const patients = [() => single(little), () => single(much), oneOfThree];

/** Trials with one kind of patient, before the next one comes. */
const trialsEach = 30;

/** Damages files of members, one place at a time. */
export async function damageFiles({ seconds, rounds, seed }: TortureTask): Promise<void> {
  const beganMs = performance.now();
  const counts = new TrialCounts();
  const isOver = () => performance.now() - beganMs >= seconds * 1000 || counts.sum >= rounds;
  console.log(`seed ${seed}`);
  for (let round = 0; !isOver(); round++) {
    const until = counts.sum + trialsEach;
    const make = patients[round % patients.length] as (typeof patients)[number];
    await trials(make, new Dice(randomOf(seed + round)), counts, () => counts.sum < until && !isOver());
  }
  console.log(String(counts));
}

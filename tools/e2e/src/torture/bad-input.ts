import { storm } from '../bad-input/storm.ts';
import { randomOf } from '../history/random.ts';
import { Cluster } from '../process/cluster.ts';
import type { TortureTask } from './task.ts';

/** Attacks of one round; the members are new in each. */
const attacksARound = 5000;

/** Attacks clusters with bad input, a seed after the other. */
export async function badInput({ seconds, rounds, seed: firstSeed, members, kind }: TortureTask): Promise<void> {
  const beganMs = performance.now();
  const over = () => performance.now() - beganMs >= seconds * 1000;
  for (let round = 0; round < rounds && !over(); round++) {
    const seed = firstSeed + round;
    await using cluster = await Cluster.start(Array.from({ length: members }, () => ({ kind })));
    try {
      const random = randomOf(seed);
      const { attacks, puts } = await storm({ cluster, random, goesOn: (sum) => sum < attacksARound && !over() });
      console.log(`seed ${seed}: ${JSON.stringify(attacks)}, ${puts} puts`);
    } catch (error) {
      console.log(`once more: npm run torture -- bad-input --rounds 1 --members ${members} --seed ${seed}`);
      throw error;
    }
  }
}

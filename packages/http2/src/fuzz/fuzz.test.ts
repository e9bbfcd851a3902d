import { expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';

it('five seconds of damaged sessions and header blocks break nothing', () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  console.log(`fuzz seed ${seed}`);
  const { sessions, endings } = fuzz(seed, 5000);
  expect(sessions).toBeGreaterThan(50);
  // The sessions reach deep enough that some connections live and others end for different reasons.
  expect([...endings.keys()].length).toBeGreaterThan(2);
  expect(endings.get('survived')).toBeGreaterThan(0);
});

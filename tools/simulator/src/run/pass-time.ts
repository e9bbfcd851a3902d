import type { VirtualClock } from '@quorate/simulated-ports';
import type { Violations } from '../checks/violation.ts';

/** Lets time pass, and stops at the first broken promise. */
export async function passTime(clock: VirtualClock, ms: number, violations: Violations): Promise<void> {
  const endMs = clock.monotonicMs() + ms;
  while (clock.monotonicMs() < endMs && !violations.first) {
    await clock.advance(Math.min(100, endMs - clock.monotonicMs()));
  }
}

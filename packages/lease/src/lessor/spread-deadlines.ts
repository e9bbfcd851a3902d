/** What a primary revokes a second, and how much of that is planned for. */
const plannedPerSecond = 750;

/**
 * Gives later deadlines to leases that would run out in the same second as too many others: after a change of leader all of them were
 * extended at once. `deadlinesMs` is sorted; the answer has the new deadlines in the same order, never earlier than before.
 */
export function spreadDeadlines(deadlinesMs: readonly number[]): number[] {
  let windowMs = deadlinesMs[0] ?? 0;
  let nextWindowMs = windowMs + 1000;
  let inWindow = 0;
  return deadlinesMs.map((deadlineMs) => {
    if (deadlineMs > nextWindowMs) {
      windowMs = deadlineMs;
      nextWindowMs = windowMs + 1000;
      inWindow = 1;
      return deadlineMs;
    }
    inWindow++;
    if (inWindow <= plannedPerSecond) return deadlineMs;
    const delayMs = (1000 * inWindow) / plannedPerSecond - (deadlineMs - windowMs);
    nextWindowMs = windowMs + delayMs;
    return deadlineMs + Math.max(0, delayMs);
  });
}

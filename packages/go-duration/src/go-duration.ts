const millisecondsPerUnit: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/** Go's durations are 64-bit nanoseconds; anything longer is not a duration. */
const durationMsMax = 2 ** 63 / 1e6;

/**
 * Reads a duration as Go writes it (`1h2m3.5s`, `-300ms`, `0`). Returns milliseconds, with fractions for units below one, or
 * `undefined` when the text is not one.
 */
export function parseGoDuration(text: string): number | undefined {
  const match = /^([+-]?)(.*)$/s.exec(text);
  const rest = match?.[2] ?? '';
  if (rest === '0') return 0;
  if (rest === '') return undefined;
  let total = 0;
  let position = 0;
  const part = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;
  while (position < rest.length) {
    part.lastIndex = position;
    const found = part.exec(rest);
    if (found === null) return undefined;
    total += Number(found[1]) * (millisecondsPerUnit[found[2] ?? ''] ?? Number.NaN);
    position = part.lastIndex;
  }
  if (total >= durationMsMax) return undefined;
  return match?.[1] === '-' ? -total : total;
}

/** Writes milliseconds as Go prints a duration: `1.5s`, `100ms`, `1m0s`, `2h0m0s`, `2.25947ms`. */
export function formatGoDuration(ms: number): string {
  const sign = ms < 0 ? '-' : '';
  const nanoseconds = Math.round(Math.abs(ms) * 1e6);
  if (nanoseconds === 0) return '0s';
  if (nanoseconds < 1e3) return `${sign}${nanoseconds}ns`;
  if (nanoseconds < 1e6) return `${sign}${trimmed(nanoseconds / 1e3, 3)}µs`;
  if (nanoseconds < 1e9) return `${sign}${trimmed(nanoseconds / 1e6, 6)}ms`;
  const hours = Math.floor(nanoseconds / 3600e9);
  const minutes = Math.floor((nanoseconds % 3600e9) / 60e9);
  const seconds = `${trimmed((nanoseconds % 60e9) / 1e9, 9)}s`;
  if (hours > 0) return `${sign}${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${sign}${minutes}m${seconds}` : `${sign}${seconds}`;
}

function trimmed(value: number, decimals: number): string {
  return value.toFixed(decimals).replace(/\.?0+$/, '');
}

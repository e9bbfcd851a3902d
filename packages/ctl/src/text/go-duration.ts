const nanosecondsPerUnit: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

/** Reads a duration as Go writes them, e.g. `1m30s` or `250ms`, in milliseconds; `undefined` for anything else. */
export function parseDuration(text: string): number | undefined {
  const whole = /^([+-]?)(.*)$/s.exec(text);
  const rest = whole?.[2] ?? '';
  if (rest === '0') return 0;
  if (!/^((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/.test(rest)) return undefined;
  let nanoseconds = 0;
  for (const [, amount, unit] of rest.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)) {
    nanoseconds += Number(amount) * (nanosecondsPerUnit[unit ?? ''] ?? Number.NaN);
  }
  return (whole?.[1] === '-' ? -nanoseconds : nanoseconds) / 1e6;
}

/** Writes a duration as Go does: `1h0m5s`, `1.5s`, `2.25947ms`, `730ns`. */
export function formatDuration(milliseconds: number): string {
  const sign = milliseconds < 0 ? '-' : '';
  const nanoseconds = Math.round(Math.abs(milliseconds) * 1e6);
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

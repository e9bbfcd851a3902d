const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'];

/** A number of bytes for people, as etcd's tools show it: `20 kB`, `3.4 MB`. Thousands, not 1024s. */
export function humanBytes(bytes: number): string {
  if (bytes < 10) return `${bytes} B`;
  const power = Math.floor(Math.log10(bytes) / 3 + 1e-12);
  const value = Math.floor((bytes / 1000 ** power) * 10 + 0.5) / 10;
  return `${value < 10 ? value.toFixed(1) : roundHalfToEven(value)} ${units[power]}`;
}

/** As Go rounds when it writes no decimals. */
function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

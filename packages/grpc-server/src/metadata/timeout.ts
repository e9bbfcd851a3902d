/** Milliseconds of each unit of `grpc-timeout` (gRPC over HTTP/2, "Timeout"). */
const unitMs: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1_000, m: 1, u: 1e-3, n: 1e-6 };

/** A timer of the platform holds 31 bits of milliseconds (24.8 days); a later deadline is as good as none. */
export const TIMEOUT_MS_MAX = 0x7fff_ffff;

/**
 * The milliseconds that a `grpc-timeout` value asks for, with fractions, or `undefined` when it is malformed: it is one to
 * eight digits and a unit.
 */
export function parseTimeoutMs(value: string): number | undefined {
  if (!/^\d{1,8}[HMSmun]$/.test(value)) return undefined;
  const unit = unitMs[value.charAt(value.length - 1)];
  return unit === undefined ? undefined : Number(value.slice(0, -1)) * unit;
}

import { createHash } from 'node:crypto';
import { SeededRandom } from '@quorate/simulated-ports';
import { RandomRequests } from './random-requests.ts';

/** The requests that the recording is of: the generator's from this seed on. Whoever changes the generator records anew. */
export const recordedSeed = 20_260;
export const recordedCount = 600;

export function recordedRequests(): RandomRequests {
  return new RandomRequests(new SeededRandom(recordedSeed));
}

/** Eight hexadecimal digits that stand for an answer. */
export function digest(answer: unknown): string {
  return createHash('sha256').update(canonical(answer)).digest('hex').slice(0, 8);
}

function canonical(answer: unknown): string {
  return JSON.stringify(answer, (_, value: unknown) => {
    if (typeof value === 'bigint') return `${value}n`;
    if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

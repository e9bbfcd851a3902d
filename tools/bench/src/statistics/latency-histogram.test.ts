import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LatencyHistogram } from './latency-histogram.ts';

function histogramOf(latencies: readonly number[]): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const micros of latencies) histogram.record(micros);
  return histogram;
}

describe('a latency histogram', () => {
  it('is exact below a millisecond', () => {
    const histogram = histogramOf(Array.from({ length: 100 }, (_, index) => index + 1));
    expect(histogram.percentile(0.5)).toBe(50);
    expect(histogram.percentile(0.99)).toBe(99);
    expect(histogram.percentile(1)).toBe(100);
    expect(histogram.meanMicros).toBe(50.5);
    expect(histogram.maxMicros).toBe(100);
  });

  it('counts nothing as zero', () => {
    expect(new LatencyHistogram().percentile(0.99)).toBe(0);
    expect(new LatencyHistogram().meanMicros).toBe(0);
  });

  it('keeps latencies beyond its range in the last bucket', () => {
    const histogram = histogramOf([1e12]);
    expect(histogram.count).toBe(1);
    expect(histogram.percentile(0.5)).toBeGreaterThan(60e6);
  });

  it('is off by at most a five-hundredth, whatever the latencies', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60_000_000 }), { minLength: 1, maxLength: 200 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (latencies, share) => {
          const sorted = latencies.toSorted((a, b) => a - b);
          const exact = sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] as number;
          const found = histogramOf(latencies).percentile(share);
          expect(found).toBeLessThanOrEqual(exact);
          expect(found).toBeGreaterThanOrEqual(exact - exact / 500);
        },
      ),
    );
  });
});

import { formatGoFloat } from './go-float.ts';

/** The values of one time series. Updates on hot paths are additions to plain numbers; everything else happens at a scrape. */
export interface Metric {
  /** Adds the lines of this series. `labels` is the ready text between the braces, empty without labels. */
  write(name: string, labels: string, lines: string[]): void;
}

function sample(name: string, labels: string, value: number): string {
  return labels === '' ? `${name} ${formatGoFloat(value)}` : `${name}{${labels}} ${formatGoFloat(value)}`;
}

/** A number that only grows. */
export class Counter implements Metric {
  value = 0;

  add(amount = 1): void {
    this.value += amount;
  }

  write(name: string, labels: string, lines: string[]): void {
    lines.push(sample(name, labels, this.value));
  }
}

/** A number that is set. */
export class Gauge implements Metric {
  value = 0;

  set(value: number): void {
    this.value = value;
  }

  add(amount = 1): void {
    this.value += amount;
  }

  write(name: string, labels: string, lines: string[]): void {
    lines.push(sample(name, labels, this.value));
  }
}

/** Counts observations in buckets whose upper bounds ascend. */
export class Histogram implements Metric {
  readonly #bounds: Float64Array;
  /** One count a bucket, and one for what is above the last bound. Not cumulative: that is worked out at a scrape. */
  readonly #counts: Float64Array;
  #sum = 0;

  constructor(bounds: readonly number[]) {
    this.#bounds = Float64Array.from(bounds);
    this.#counts = new Float64Array(bounds.length + 1);
  }

  /** Observes a value in the metric's unit (mostly seconds). */
  observe(value: number): void {
    const bounds = this.#bounds;
    let bucket = 0;
    // Most observations of a healthy server fall into the first buckets, where walking beats halving.
    while (bucket < bounds.length && value > (bounds[bucket] ?? 0)) bucket++;
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#sum += value;
  }

  write(name: string, labels: string, lines: string[]): void {
    const prefix = labels === '' ? '' : `${labels},`;
    let total = 0;
    this.#counts.forEach((count, bucket) => {
      total += count;
      const bound = this.#bounds[bucket] ?? Number.POSITIVE_INFINITY;
      lines.push(`${name}_bucket{${prefix}le="${formatGoFloat(bound)}"} ${formatGoFloat(total)}`);
    });
    lines.push(sample(`${name}_sum`, labels, this.#sum), sample(`${name}_count`, labels, total));
  }
}

/** Quantiles of the most recent observations, with the sum and number of all of them. */
export class Summary implements Metric {
  readonly #recent: Float64Array;
  readonly #quantiles: readonly number[];
  #count = 0;
  #sum = 0;

  /** `window` is how many observations the quantiles look back. */
  constructor(quantiles: readonly number[], window: number) {
    this.#quantiles = quantiles;
    this.#recent = new Float64Array(window);
  }

  observe(value: number): void {
    this.#recent[this.#count % this.#recent.length] = value;
    this.#count++;
    this.#sum += value;
  }

  write(name: string, labels: string, lines: string[]): void {
    const prefix = labels === '' ? '' : `${labels},`;
    const sorted = this.#recent.slice(0, Math.min(this.#count, this.#recent.length)).sort();
    for (const quantile of this.#quantiles) {
      const value = sorted[Math.round(quantile * (sorted.length - 1))] ?? (sorted.length === 0 ? 0 : Number.NaN);
      lines.push(`${name}{${prefix}quantile="${formatGoFloat(quantile)}"} ${formatGoFloat(value)}`);
    }
    lines.push(sample(`${name}_sum`, labels, this.#sum), sample(`${name}_count`, labels, this.#count));
  }
}

/** Upper bounds that start at `start` and grow by `factor`, `count` of them. */
export function exponentialBounds(start: number, factor: number, count: number): number[] {
  const bounds: number[] = [];
  for (let bound = start; bounds.length < count; bound *= factor) bounds.push(bound);
  return bounds;
}

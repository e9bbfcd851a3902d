import assert from 'node:assert/strict';

/** Latencies below this many microseconds are counted exactly. */
const EXACT_MICROS = 1024;

/** Buckets between one power of two and the next: a percentile is off by at most 1/512 of itself. */
const STEPS_PER_DOUBLING = 512;

/** Doublings from 1,024 µs up: the last bucket ends beyond a minute; longer latencies are counted in it. */
const DOUBLINGS = 16;

/** Counts latencies in buckets of bounded relative width, so that recording allocates nothing however many there are. */
export class LatencyHistogram {
  readonly #buckets = new Float64Array(EXACT_MICROS + STEPS_PER_DOUBLING * DOUBLINGS);
  #count = 0;
  #sum = 0;
  #max = 0;

  /** Latencies recorded so far. */
  get count(): number {
    return this.#count;
  }

  /** The longest latency recorded, in microseconds. */
  get maxMicros(): number {
    return this.#max;
  }

  /** The arithmetic mean in microseconds; 0 when nothing was recorded. */
  get meanMicros(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count;
  }

  /** Counts one latency, in microseconds; fractions are cut off. */
  record(micros: number): void {
    assert(micros >= 0, 'a latency is never negative');
    const bucket = bucketOf(Math.floor(micros));
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
    this.#count++;
    this.#sum += micros;
    if (micros > this.#max) this.#max = micros;
  }

  /** The latency in microseconds that `share` (0 to 1) of the records do not exceed; 0 when nothing was recorded. */
  percentile(share: number): number {
    assert(share >= 0 && share <= 1, 'a percentile is a share between 0 and 1');
    const rank = Math.max(1, Math.ceil(share * this.#count));
    let seen = 0;
    for (let bucket = 0; bucket < this.#buckets.length; bucket++) {
      seen += this.#buckets[bucket] ?? 0;
      if (seen >= rank) return Math.min(lowestOf(bucket), this.#max);
    }
    return 0;
  }
}

function bucketOf(micros: number): number {
  if (micros < EXACT_MICROS) return micros;
  const doubling = Math.min(DOUBLINGS - 1, Math.floor(Math.log2(micros / EXACT_MICROS)));
  const start = EXACT_MICROS * 2 ** doubling;
  const step = Math.min(STEPS_PER_DOUBLING - 1, Math.floor(((micros - start) * STEPS_PER_DOUBLING) / start));
  return EXACT_MICROS + doubling * STEPS_PER_DOUBLING + step;
}

function lowestOf(bucket: number): number {
  if (bucket < EXACT_MICROS) return bucket;
  const doubling = Math.floor((bucket - EXACT_MICROS) / STEPS_PER_DOUBLING);
  const step = (bucket - EXACT_MICROS) % STEPS_PER_DOUBLING;
  return EXACT_MICROS * 2 ** doubling * (1 + step / STEPS_PER_DOUBLING);
}

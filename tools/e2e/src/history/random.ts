/** Numbers in [0, 1), the same for the same seed (Mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The seed of a test: that of `QUORATE_E2E_SEED` (a whole number), else a new one. It is printed, so that what failed can be tried again; how
 * clients and misfortunes overlap is still up to the machine.
 */
export function seedFor(test: string): number {
  const wanted = process.env.QUORATE_E2E_SEED;
  const seed = wanted === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(wanted);
  if (!Number.isSafeInteger(seed)) throw new Error(`QUORATE_E2E_SEED is ${wanted}; it has to be a whole number`);
  console.info(`${test}: QUORATE_E2E_SEED=${seed}`);
  return seed;
}

/** Randomness as a core is given it; seeded in a simulation, so that a run can be repeated. */
export interface Random {
  /** A whole number, each of 0 … `bound` − 1 equally likely. `bound` is a whole number from 1 to 2³². */
  below(bound: number): number;
  /** `length` random bytes in an array of its own. */
  bytes(length: number): Uint8Array;
}

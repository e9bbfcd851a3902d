const counterBits = 8n;
const timeBits = 40n;
const idBits = 64;

/**
 * Makes the ids that tell a cluster's requests apart: the low 16 bits of the member's id, then 40 bits of its start time in
 * milliseconds, then a counter that runs on into the time bits. A member that restarts therefore begins above all ids it gave
 * out before, unless it made more than 256 a millisecond over its whole life.
 */
export class RequestIdGenerator {
  readonly #prefix: bigint;
  #suffix: bigint;

  /** `startMs`: the wall clock at start, in milliseconds since the epoch. */
  constructor(memberId: bigint, startMs: number) {
    this.#prefix = BigInt.asUintN(16, memberId) << (timeBits + counterBits);
    this.#suffix = BigInt.asUintN(Number(timeBits), BigInt(Math.floor(startMs))) << counterBits;
  }

  /** The next id, unique in the cluster's life for all practical purposes. */
  next(): bigint {
    this.#suffix = BigInt.asUintN(Number(timeBits + counterBits), this.#suffix + 1n);
    return BigInt.asUintN(idBits, this.#prefix | this.#suffix);
  }
}

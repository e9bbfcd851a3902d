/**
 * Where the last read function stopped, and the 64 bits that `readVarint64` read. Read functions return their value and leave the
 * position here, which costs less than an object or a tuple a call; a caller takes it before it reads on.
 */
export const cursor = {
  /** Offset after what was read. */
  position: 0,
  /** Low 32 bits, as a signed integer. */
  low: 0,
  /** High 32 bits, as a signed integer. */
  high: 0,
};

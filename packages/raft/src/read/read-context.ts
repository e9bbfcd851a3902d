/** Bytes of the context that a leader puts into the heartbeats that confirm reads: its number of the read, big-endian. */
const contextLength = 8;

/** The heartbeat context for a read's number. */
export function encodeReadContext(sequence: number): Uint8Array {
  const context = new Uint8Array(contextLength);
  new DataView(context.buffer).setBigUint64(0, BigInt(sequence));
  return context;
}

/** The number in a heartbeat's context as a follower sent it back; 0, which is no read's, when there is none. */
export function decodeReadContext(context: Uint8Array): number {
  if (context.length !== contextLength) return 0;
  return Number(new DataView(context.buffer, context.byteOffset, contextLength).getBigUint64(0));
}

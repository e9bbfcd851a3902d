/** The bytes under which raft is asked for a read index. */
export function contextBytes(context: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, context);
  return bytes;
}

/** Reads `contextBytes`' form; 0, which nobody asks under, when it is none. */
export function contextOf(bytes: Uint8Array): bigint {
  return bytes.length === 8 ? new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0) : 0n;
}

/** Answers up to an eighth of this share memory of this size: a view is cheaper than a buffer of its own. */
const chunkBytes = 64 * 1024;

let chunk = new ArrayBuffer(0);
let used = 0;

/** Memory for one answer, not zeroed. It is the caller's alone, but keeps its neighbours in memory. */
export function allocateAnswer(length: number): Uint8Array {
  if (length > chunkBytes / 8) return new Uint8Array(Buffer.allocUnsafeSlow(length).buffer, 0, length);
  if (used + length > chunk.byteLength) {
    chunk = Buffer.allocUnsafeSlow(chunkBytes).buffer as ArrayBuffer;
    used = 0;
  }
  const bytes = new Uint8Array(chunk, used, length);
  used += length;
  return bytes;
}

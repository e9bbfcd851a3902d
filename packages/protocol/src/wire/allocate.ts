/** Encoded messages share pieces of memory of this many bytes: making an array buffer a message costs ten times the encoding. */
const slabBytes = 32 * 1024;

/** Messages beyond this size get memory of their own, so that a slab serves at least eight. */
const sharedBytesMax = slabBytes / 8;

let slab: ArrayBuffer = new ArrayBuffer(0);
let used = 0;

/**
 * Room for `size` bytes, with whatever content. Small ones are parts of a shared buffer, which lives as long as any of them: who keeps
 * a small message for long among many others that go copies it.
 */
export function allocate(size: number): Uint8Array {
  if (size > sharedBytesMax) return new Uint8Array(Buffer.allocUnsafeSlow(size).buffer);
  if (used + size > slab.byteLength) {
    slab = Buffer.allocUnsafeSlow(slabBytes).buffer;
    used = 0;
  }
  const room = new Uint8Array(slab, used, size);
  used += size;
  return room;
}

/** As a range's end: there is none. */
const unbounded = Uint8Array.of(0);

/**
 * The first key after all that begin with `prefix`, as etcd's ranges name it: the last byte that can be incremented is, and the bytes after it
 * go. One zero byte, which stands for no end, when there is no such byte.
 */
export function prefixEnd(prefix: Uint8Array): Uint8Array {
  for (let last = prefix.length - 1; last >= 0; last--) {
    const byte = prefix[last];
    if (byte !== undefined && byte < 0xff) {
      // Not `slice`: that of a Buffer is no copy. Nor the constructor on a part of it: keys are short, and a loop is faster.
      const end = new Uint8Array(last + 1);
      for (let at = 0; at < last; at++) end[at] = prefix[at] ?? 0;
      end[last] = byte + 1;
      return end;
    }
  }
  return unbounded;
}

/** The 24 bytes that every client sends first (RFC 9113 section 3.4). */
export const clientPreface: Uint8Array = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'latin1');

/**
 * Whether a connection whose first bytes are these speaks HTTP/2: true or false as soon as that is certain, `undefined` while more
 * bytes are needed (at most three: no method of HTTP/1.1 begins with `PRI`).
 */
export function speaksHttp2(firstBytes: Uint8Array): boolean | undefined {
  const length = Math.min(firstBytes.length, clientPreface.length);
  for (let index = 0; index < length; index++) {
    if (firstBytes[index] !== clientPreface[index]) return false;
  }
  return length >= 3 ? true : undefined;
}

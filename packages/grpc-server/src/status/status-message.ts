/**
 * `grpc-message` carries UTF-8 in which every byte outside printable ASCII, and the percent sign, is written %XX
 * (gRPC over HTTP/2, "Status-Message").
 */

const plain = /^[\x20-\x24\x26-\x7e]*$/;
const utf8 = new TextEncoder();
const utf8Decoder = new TextDecoder();

/** The text of a status in the form that goes into the `grpc-message` trailer. */
export function encodeStatusMessage(message: string): string {
  if (plain.test(message)) return message;
  let encoded = '';
  for (const byte of utf8.encode(message)) {
    encoded +=
      byte >= 0x20 && byte <= 0x7e && byte !== 0x25
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}

/** The reverse; a percent sign that starts no valid escape stays as it is, as the specification asks. */
export function decodeStatusMessage(encoded: string): string {
  if (!encoded.includes('%')) return encoded;
  const bytes: number[] = [];
  for (let i = 0; i < encoded.length; i++) {
    const hex = encoded.slice(i + 1, i + 3);
    if (encoded[i] === '%' && /^[0-9a-fA-F]{2}$/.test(hex)) {
      bytes.push(Number.parseInt(hex, 16));
      i += 2;
    } else {
      bytes.push(...utf8.encode(encoded[i]));
    }
  }
  return utf8Decoder.decode(Uint8Array.from(bytes));
}

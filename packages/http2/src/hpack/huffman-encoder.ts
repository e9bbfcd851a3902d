import { huffmanCodes, huffmanLengths } from './huffman-code.ts';

/** Bytes that `text` (one character a byte) takes in the Huffman code. */
export function huffmanBytes(text: string): number {
  let bits = 0;
  for (let index = 0; index < text.length; index++) bits += huffmanLengths[text.charCodeAt(index) & 0xff] as number;
  return (bits + 7) >>> 3;
}

/**
 * Writes `text` (one character a byte) in the Huffman code (RFC 7541 section 5.2) at `offset`, the last byte filled up with ones.
 * `target` must have room for `huffmanBytes(text)`. Returns the offset behind it.
 */
export function writeHuffman(text: string, target: Uint8Array, offset: number): number {
  let at = offset;
  // At most 7 bits wait while the next symbol (at most 30 bits) is added: more than an integer of 32 bits holds, hence two steps.
  let waiting = 0;
  let waitingBits = 0;
  for (let index = 0; index < text.length; index++) {
    const symbol = text.charCodeAt(index) & 0xff;
    let code = huffmanCodes[symbol] as number;
    let bits = huffmanLengths[symbol] as number;
    while (waitingBits + bits >= 8) {
      const taken = 8 - waitingBits;
      bits -= taken;
      target[at++] = (waiting << taken) | (code >>> bits);
      code &= (1 << bits) - 1;
      waiting = 0;
      waitingBits = 0;
    }
    waiting = (waiting << bits) | code;
    waitingBits += bits;
  }
  if (waitingBits > 0) {
    const padding = 8 - waitingBits;
    target[at++] = (waiting << padding) | ((1 << padding) - 1);
  }
  return at;
}

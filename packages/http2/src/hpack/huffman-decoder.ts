import { END_OF_STRING, huffmanCodes, huffmanLengths } from './huffman-code.ts';

/**
 * Decoding walks the code's tree four bits a step, by a table: row = inner node of the tree (256 of them), column = the four bits. The
 * shortest code has five bits, so a step completes at most one symbol. A cell holds
 *
 *     bits 0–7 symbol │ bit 8 a symbol is complete │ bit 9 the step is an error │ bits 10– next row
 */
const SYMBOL_COMPLETE = 1 << 8;
const STEP_FAILS = 1 << 9;
const ROW_SHIFT = 10;

const { steps, mayEnd } = buildTables();

interface Tables {
  readonly steps: Int32Array;
  /** 1 for the rows at which a string may end: at most seven bits since the last symbol, all ones (RFC 7541 section 5.2). */
  readonly mayEnd: Uint8Array;
}

function buildTables(): Tables {
  // Children of inner node n: at 2n and 2n + 1; a leaf is stored as -1 - symbol.
  const children: number[] = [0, 0];
  for (let symbol = 0; symbol <= END_OF_STRING; symbol++) {
    let node = 0;
    for (let bit = (huffmanLengths[symbol] as number) - 1; bit >= 0; bit--) {
      const slot = 2 * node + (((huffmanCodes[symbol] as number) >>> bit) & 1);
      if (bit === 0) children[slot] = -1 - symbol;
      else if (children[slot] === 0) {
        node = children.length / 2;
        children[slot] = node;
        children.push(0, 0);
      } else node = children[slot] as number;
    }
  }
  const rows = children.length / 2;
  const table = new Int32Array(rows * 16);
  for (let row = 0; row < rows; row++) {
    for (let nibble = 0; nibble < 16; nibble++) table[row * 16 + nibble] = step(children, row, nibble);
  }
  const ends = new Uint8Array(rows);
  for (let node = 0, depth = 0; depth < 8; depth++) {
    ends[node] = 1;
    node = children[2 * node + 1] as number;
  }
  return { steps: table, mayEnd: ends };
}

function step(children: readonly number[], row: number, nibble: number): number {
  let node = row;
  let symbol = 0;
  let complete = 0;
  for (let bit = 3; bit >= 0; bit--) {
    node = children[2 * node + ((nibble >>> bit) & 1)] as number;
    if (node >= 0) continue;
    symbol = -1 - node;
    if (symbol === END_OF_STRING) return STEP_FAILS;
    complete = SYMBOL_COMPLETE;
    node = 0;
  }
  return symbol | complete | (node << ROW_SHIFT);
}

/** The most bytes that `encodedBytes` bytes of Huffman code can decode to: the shortest code has five bits. */
export function huffmanDecodedBytesMax(encodedBytes: number): number {
  return Math.floor((encodedBytes * 8) / 5);
}

/**
 * Decodes `source[start, end)` into `target`, which must have room for `huffmanDecodedBytesMax(end - start)`. Returns the number of
 * bytes, or -1 when the code contains EOS or its padding is not the beginning of EOS or longer than seven bits.
 */
export function decodeHuffman(source: Uint8Array, start: number, end: number, target: Uint8Array): number {
  let written = 0;
  let row = 0;
  for (let at = start; at < end; at++) {
    const byte = source[at] as number;
    const high = steps[(row << 4) | (byte >>> 4)] as number;
    if ((high & SYMBOL_COMPLETE) !== 0) target[written++] = high;
    const low = steps[((high >>> ROW_SHIFT) << 4) | (byte & 0xf)] as number;
    if ((low & SYMBOL_COMPLETE) !== 0) target[written++] = low;
    if (((high | low) & STEP_FAILS) !== 0) return -1;
    row = low >>> ROW_SHIFT;
  }
  return mayEnd[row] === 1 ? written : -1;
}

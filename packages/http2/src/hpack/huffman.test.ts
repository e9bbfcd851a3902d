import fc from 'fast-check';
import { expect, it } from 'vitest';
import { END_OF_STRING, huffmanCodes, huffmanLengths } from './huffman-code.ts';
import { decodeHuffman, huffmanDecodedBytesMax } from './huffman-decoder.ts';
import { huffmanBytes, writeHuffman } from './huffman-encoder.ts';

function encode(text: string): Buffer {
  const target = Buffer.alloc(huffmanBytes(text));
  expect(writeHuffman(text, target, 0)).toBe(target.length);
  return target;
}

function decode(bytes: Uint8Array): string | undefined {
  const target = Buffer.alloc(huffmanDecodedBytesMax(bytes.length));
  const length = decodeHuffman(bytes, 0, bytes.length, target);
  return length < 0 ? undefined : target.toString('latin1', 0, length);
}

it('has the codes of Appendix B', () => {
  const codeOf = (symbol: string | number) => {
    const index = typeof symbol === 'number' ? symbol : symbol.charCodeAt(0);
    return huffmanCodes[index]?.toString(2).padStart(huffmanLengths[index] as number, '0');
  };
  expect(codeOf('0')).toBe('00000');
  expect(codeOf('t')).toBe('01001');
  expect(codeOf(' ')).toBe('010100');
  expect(codeOf('&')).toBe('11111000');
  expect(codeOf('X')).toBe('11111100');
  expect(codeOf('!')).toBe('1111111000');
  expect(codeOf('\\')).toBe('1111111111111110000');
  expect(codeOf(249)).toBe('1111111111111111111111111110');
  expect(codeOf(END_OF_STRING)).toBe('1'.repeat(30));
});

it('is a complete code: no bits are wasted and none are ambiguous', () => {
  const sum = [...huffmanLengths].reduce((total, length) => total + 2 ** -length, 0);
  expect(sum).toBe(1);
});

it('gives back every string of bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const text = Buffer.from(bytes).toString('latin1');
      expect(decode(encode(text))).toBe(text);
    }),
  );
});

it('decodes only what an encoder can have written', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const text = decode(bytes);
      if (text !== undefined) expect(encode(text)).toEqual(Buffer.from(bytes));
    }),
  );
});

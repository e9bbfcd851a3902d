import type { HeaderField } from '../headers/header-field.ts';
import { encodeHeaderBlock } from '../hpack/header-block.ts';
import { HpackDecoder } from '../hpack/hpack-decoder.ts';
import { HpackEncoder } from '../hpack/hpack-encoder.ts';

const fields: HeaderField[] = [
  [':method', 'POST'],
  [':scheme', 'http'],
  [':path', '/etcdserverpb.KV/Put'],
  [':authority', '127.0.0.1:2379'],
  ['content-type', 'application/grpc'],
  ['user-agent', 'grpc-go/1.71.1'],
  ['te', 'trailers'],
];

/** Nanoseconds to decode a request's block of Huffman literals, to decode one of references, and to encode either. */
export function measureHeaderBlocks(rounds: number): Record<string, number> {
  const literals = Buffer.from(encodeHeaderBlock(fields).bytes);
  const decoder = new HpackDecoder(65_536);
  const encoder = new HpackEncoder();
  const first = Buffer.from(encoder.encode(fields));
  decoder.decode(first, 0, first.length);
  const references = Buffer.from(encoder.encode(fields));
  return {
    'decode, literals in Huffman code': time(rounds, () => decoder.decode(literals, 0, literals.length)),
    'decode, references to the tables': time(rounds, () => decoder.decode(references, 0, references.length)),
    'encode, references to the tables': time(rounds, () => encoder.encode(fields)),
    'encode, literals in Huffman code': time(rounds, () => encodeHeaderBlock(fields)),
  };
}

function time(rounds: number, run: () => unknown): number {
  for (let round = 0; round < rounds / 10; round++) run();
  const startedMs = performance.now();
  for (let round = 0; round < rounds; round++) run();
  return ((performance.now() - startedMs) * 1e6) / rounds;
}

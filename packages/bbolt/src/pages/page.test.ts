import { expect, test } from 'vitest';
import { elementBytes, pageHeaderBytes } from '../format/layout.ts';
import { checkTrailer, sealPage, trailerBytes } from '../format/page-trailer.ts';
import { encodeNode } from '../tree/encode-node.ts';
import { Node } from '../tree/node.ts';
import { Page } from './page.ts';

const pageSize = 1024;
const id = 7;
const key = new TextEncoder().encode('a key');

/** A leaf of one element whose data ends so many bytes before the end of the page, as bbolt writes it. */
function leafWithRoom(room: number, lastBytes = new Uint8Array(0)): Uint8Array<ArrayBuffer> {
  const value = new Uint8Array(pageSize - room - pageHeaderBytes - elementBytes - key.length).fill(5);
  value.set(lastBytes, value.length - lastBytes.length);
  const node = new Node(true);
  node.append(key, value, false);
  const bytes = new Uint8Array(pageSize);
  encodeNode(node, id, 1, bytes);
  return bytes;
}

const validate = (bytes: Uint8Array<ArrayBuffer>) => new Page(bytes, 1, 0).validate(id, 100);
const sizeOfValueAt = pageHeaderBytes + 12;

test('a page without a trailer is taken as it is, whether it is full or not', () => {
  for (const room of [0, 1, trailerBytes - 1, trailerBytes, 100]) {
    const bytes = leafWithRoom(room);
    expect(checkTrailer(bytes)).toBe('absent');
    validate(bytes);
  }
});

test('a size that damage lets reach into the trailer is found by the trailer', () => {
  const bytes = leafWithRoom(trailerBytes);
  sealPage(bytes);
  validate(bytes);
  for (let bit = 0; bit < 8; bit++) {
    const damaged = bytes.slice();
    damaged[sizeOfValueAt] = (damaged[sizeOfValueAt] as number) ^ (1 << bit);
    expect(() => validate(damaged), `bit ${bit}`).toThrow(/checksum is wrong|reaches beyond/);
  }
});

test('a full page of bbolt whose last value looks like a trailer is not taken for a damaged one', () => {
  const sealed = leafWithRoom(trailerBytes);
  sealPage(sealed);
  const bytes = leafWithRoom(0, Uint8Array.of(...sealed.slice(-trailerBytes, -4), 1, 2, 3, 4));
  expect(checkTrailer(bytes)).toBe('wrong');
  validate(bytes);
});

test('the trailer holds for one page only', () => {
  const bytes = leafWithRoom(50);
  sealPage(bytes);
  bytes[0] = id + 1;
  expect(() => new Page(bytes, 1, 0).validate(id + 1, 100)).toThrow(
    'page 8 (at byte 8192 of the file) is damaged: its checksum is wrong',
  );
});

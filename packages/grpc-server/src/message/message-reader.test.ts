import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StatusCode } from '../status/status-code.ts';
import { frameMessage, joinMessage, messageBytes, readPrefixLength } from './framing.ts';
import { MessageReader } from './message-reader.ts';

test('a framed message has its flag, its length and its parts in order', () => {
  const framed = frameMessage([Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(3)]);
  expect([...framed]).toEqual([0, 0, 0, 0, 3, 1, 2, 3]);
  expect(messageBytes([Uint8Array.of(1), Uint8Array.of(2, 3)])).toBe(3);
  expect([...joinMessage([Uint8Array.of(1), Uint8Array.of(2)])]).toEqual([1, 2]);
  expect(readPrefixLength(Uint8Array.of(0, 0xff, 0, 0, 1), 0)).toBe(0xff000001);
});

test('messages come out whole and in order however the stream is cut', () => {
  const messages = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 12 });
  fc.assert(
    fc.property(messages, fc.infiniteStream(fc.integer({ min: 1, max: 30 })), (sent, cuts) => {
      const wire = Buffer.concat(sent.map((message) => frameMessage(message)));
      const reader = new MessageReader(40);
      const received: Uint8Array[] = [];
      let at = 0;
      while (at < wire.length) {
        const length = cuts.next().value as number;
        reader.push(wire.subarray(at, at + length));
        at += length;
        for (let next = reader.next(); next !== undefined; next = reader.next()) received.push(next.bytes);
      }
      expect(received.map((bytes) => [...bytes])).toEqual(sent.map((bytes) => [...bytes]));
      expect(reader.pendingBytes).toBe(0);
    }),
  );
});

test('a message in one chunk is a view of it', () => {
  const chunk = frameMessage(Uint8Array.of(7, 8, 9));
  const reader = new MessageReader(10);
  reader.push(chunk);
  expect(reader.next()?.bytes.buffer).toBe(chunk.buffer);
});

test('a message above the limit is refused as soon as its length is known, with the text that clients match', () => {
  const reader = new MessageReader(2_097_152);
  reader.push(Uint8Array.of(0, 0, 0x20, 0, 1));
  expect(() => reader.next()).toThrow(
    expect.objectContaining({
      code: StatusCode.ResourceExhausted,
      message: 'grpc: received message larger than max (2097153 vs. 2097152)',
    }),
  );
});

test('the compressed flag is passed on', () => {
  const reader = new MessageReader(10);
  reader.push(Uint8Array.of(1, 0, 0, 0, 0));
  expect(reader.next()).toEqual({ bytes: new Uint8Array(0), compressed: true });
});

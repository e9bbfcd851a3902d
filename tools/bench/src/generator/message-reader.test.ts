import fc from 'fast-check';
import { expect, it } from 'vitest';
import { frameMessage } from '../servers/etcd-call.ts';
import { MessageReader } from './message-reader.ts';

it('messages are found however the stream is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 20 })), fc.array(fc.nat(60)), (messages, cuts) => {
      const bytes = Buffer.concat(messages.map(frameMessage));
      const places = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
      const reader = new MessageReader();
      const found = places.flatMap((place, index) => reader.push(bytes.subarray(place, places[index + 1] ?? place)));
      expect(found.map((message) => Buffer.from(message).toString('hex'))).toEqual(
        messages.map((message) => Buffer.from(message).toString('hex')),
      );
    }),
  );
});

it('a compressed message is refused', () => {
  expect(() => new MessageReader().push(Uint8Array.of(1, 0, 0, 0, 0))).toThrow('compressed');
});

import { Entry, MessageType, RaftMessage } from '@quorate/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppendStreamDecoder, AppendStreamEncoder } from './append-stream.ts';
import { ByteQueue } from './byte-queue.ts';
import { FramingError } from './framing-error.ts';
import { encodeMessages, linkHeartbeat, MessageStreamDecoder } from './message-stream.ts';

const entry = (term: number, index: number, text = `e${index}`) =>
  Entry.create({ term, index, data: new TextEncoder().encode(text) });

function append(fields: { term: number; logTerm: number; index: number; count: number; commit?: number }): RaftMessage {
  const { term, logTerm, index, count, commit = 0 } = fields;
  const entries = Array.from({ length: count }, (_, at) => entry(term, index + 1 + at));
  return RaftMessage.create({ type: MessageType.MsgApp, from: 1n, to: 2n, term, logTerm, index, entries, commit });
}

/** Cuts bytes into chunks at the given places. */
function chunked(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, at) => bytes.slice(places[at], end));
}

const plain = (message: RaftMessage) => ({
  ...message,
  context: [...message.context],
  entries: message.entries.map((e) => ({ ...e, data: [...e.data] })),
});

describe('a byte queue', () => {
  it('gives back what went in, however it is cut', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.array(fc.nat(300)),
        fc.array(fc.nat(40)),
        (bytes, cuts, takes) => {
          const queue = new ByteQueue();
          for (const chunk of chunked(bytes, cuts)) queue.push(chunk);
          const taken: number[] = [];
          for (const length of takes) taken.push(...(queue.take(length) ?? []));
          taken.push(...queue.drain().flatMap((rest) => [...rest]));
          expect(taken).toEqual([...bytes]);
          expect(queue.length).toBe(0);
        },
      ),
    );
  });
});

describe('the message stream', () => {
  it('reads what was written, however it is cut, without the link heartbeats', () => {
    const messages = [
      RaftMessage.create({ type: MessageType.MsgHeartbeat, from: 1n, to: 2n, term: 3, commit: 9 }),
      linkHeartbeat,
      append({ term: 3, logTerm: 2, index: 7, count: 3 }),
    ];
    const bytes = encodeMessages(messages);
    fc.assert(
      fc.property(fc.array(fc.nat(500), { maxLength: 10 }), (cuts) => {
        const decoder = new MessageStreamDecoder();
        const read = chunked(bytes, cuts).flatMap((chunk) => decoder.push(chunk));
        expect(read.map(plain)).toEqual([messages[0], messages[2]].map((m) => plain(m as RaftMessage)));
      }),
    );
  });

  it('puts 8 bytes of length, most significant first, before each message', () => {
    const bytes = encodeMessages([linkHeartbeat]);
    const body = RaftMessage.encode(linkHeartbeat);
    expect([...bytes.subarray(0, 8)]).toEqual([0, 0, 0, 0, 0, 0, 0, body.length]);
    expect([...bytes.subarray(8)]).toEqual([...body]);
  });

  it('refuses a length beyond 512 MiB before it gathers the body', () => {
    expect(() => new MessageStreamDecoder().push(Uint8Array.of(0, 0, 0, 0, 0x20, 0, 0, 1))).toThrow(FramingError);
    expect(() => new MessageStreamDecoder().push(new Uint8Array(8).fill(255))).toThrow(FramingError);
  });
});

describe('the append stream', () => {
  it('sends the header once and then only entries and commit index', () => {
    const encoder = new AppendStreamEncoder();
    const first = encoder.encode([append({ term: 5, logTerm: 5, index: 10, count: 2 })]);
    expect(first[0]).toBe(2);
    const second = encoder.encode([append({ term: 5, logTerm: 5, index: 12, count: 1, commit: 11 })]);
    const body = Entry.encode(entry(5, 13));
    expect([...second]).toEqual([
      1,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      1,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      body.length,
      ...body,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      11,
    ]);
    // A gap, an older term and a changed term all need the header again.
    expect(encoder.encode([append({ term: 5, logTerm: 5, index: 14, count: 1 })])[0]).toBe(2);
    expect(encoder.encode([append({ term: 6, logTerm: 5, index: 15, count: 1 })])[0]).toBe(2);
    expect(encoder.encode([append({ term: 6, logTerm: 6, index: 16, count: 0 })])[0]).toBe(1);
    expect([...encoder.encode([linkHeartbeat])]).toEqual([0]);
  });

  it('reads any run of appends back, however it is cut', () => {
    const appends = fc.array(
      fc.record({
        term: fc.integer({ min: 1, max: 3 }),
        jump: fc.constantFrom(0, 0, 0, 5),
        count: fc.nat(4),
        commit: fc.nat(99),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(appends, fc.array(fc.nat(5000), { maxLength: 20 }), (steps, cuts) => {
        const messages: RaftMessage[] = [];
        let index = 0;
        let logTerm = 1;
        for (const { term, jump, count, commit } of steps) {
          index += jump;
          messages.push(append({ term, logTerm, index, count, commit }));
          index += count;
          logTerm = term;
        }
        const bytes = new AppendStreamEncoder().encode(messages.flatMap((message) => [linkHeartbeat, message]));
        const decoder = new AppendStreamDecoder(2n, 1n);
        const read = chunked(bytes, cuts).flatMap((chunk) => decoder.push(chunk));
        expect(read.map(plain)).toEqual(messages.map(plain));
      }),
    );
  });

  it('refuses what is no frame', () => {
    expect(() => new AppendStreamDecoder(2n, 1n).push(Uint8Array.of(3))).toThrow('unknown kind 3');
    expect(() => new AppendStreamDecoder(2n, 1n).push(Uint8Array.of(1, ...new Uint8Array(8).fill(255)))).toThrow(
      FramingError,
    );
  });
});

import { expect, it } from 'vitest';
import { Flag, FrameType } from '../frame/frame.ts';
import { outcome } from '../scripted/outcome.ts';
import { RawClient, resets } from '../scripted/raw-client.ts';
import {
  block,
  dataFrame,
  frame,
  headersFrame,
  hex,
  requestFields,
  resetFrame,
  settingsFrame,
  uint32,
  windowUpdate,
} from '../scripted/raw-frames.ts';

const calm = 'connection: EnhanceYourCalm';
const response = [[':status', '200']] as const;

/** `count` frames of the same bytes. */
function repeat(count: number, bytes: Uint8Array): Uint8Array {
  return Buffer.concat(new Array<Uint8Array>(count).fill(bytes));
}

it('rapid reset: opening and resetting streams again and again', () => {
  const client = RawClient.ready({ limits: { resetsBurst: 50 } });
  const pairs = Array.from({ length: 51 }, (_, index) => {
    const id = 2 * index + 1;
    return Buffer.concat([headersFrame(id, requestFields, true), resetFrame(id, 8)]);
  });
  expect(outcome(client, ...pairs.slice(0, 50))).toBe('accepted');
  expect(outcome(client, ...pairs.slice(50))).toBe(calm);
  expect(client.counted).toEqual(['rapid_reset']);
  expect(client.closeReason).toMatchObject({ code: 11 });
});

it('rapid reset: resets that are earned by time are no attack', () => {
  const client = RawClient.ready({ limits: { resetsBurst: 5, resetsPerSecond: 10 } });
  for (let id = 1; id < 400; id += 2) {
    expect(outcome(client, headersFrame(id, requestFields, true), resetFrame(id, 8))).toBe('accepted');
    client.clock.advance(101);
  }
});

it('rapid reset: cancelling streams that are being served is no attack', () => {
  const client = RawClient.ready({ limits: { resetsBurst: 5 } });
  client.onRequest = ({ stream }) => stream.respond(response, false);
  for (let id = 1; id < 200; id += 2) {
    expect(outcome(client, headersFrame(id, requestFields, false), resetFrame(id, 8))).toBe('accepted');
  }
});

it('rapid reset: making the server reset streams counts the same', () => {
  const client = RawClient.ready({ limits: { resetsBurst: 50 } });
  const pairs = Array.from({ length: 51 }, (_, index) => {
    const id = 2 * index + 1;
    return Buffer.concat([headersFrame(id, requestFields, true), windowUpdate(id, 0)]);
  });
  expect(outcome(client, ...pairs)).toBe(calm);
  expect(client.counted.at(-1)).toBe('rapid_reset');
});

it('rapid reset: malformed and refused requests count the same', () => {
  const client = RawClient.ready({ limits: { resetsBurst: 50 } });
  const bad = Array.from({ length: 51 }, (_, index) => headersFrame(2 * index + 1, [[':method', 'GET']], true));
  expect(outcome(client, ...bad)).toBe(calm);
});

it('CONTINUATION flood: a block in too many pieces', () => {
  const client = RawClient.ready();
  const pieces = repeat(21, frame(FrameType.Continuation, 0, 1, ''));
  expect(outcome(client, frame(FrameType.Headers, 0, 1, block(...requestFields)), pieces)).toBe(calm);
  expect(client.counted).toEqual(['continuation_flood']);
});

it('CONTINUATION flood: a block of too many bytes', () => {
  const client = RawClient.ready();
  const piece = frame(FrameType.Continuation, 0, 1, Buffer.alloc(16_384));
  expect(outcome(client, frame(FrameType.Headers, 0, 1, ''), repeat(5, piece))).toBe(calm);
  expect(client.counted).toEqual(['header_block']);
});

it('a single frame with too long a block', () => {
  const client = RawClient.ready({ limits: { headerBlockBytesMax: 100 } });
  expect(outcome(client, headersFrame(1, [...requestFields, ['x', '#'.repeat(100)]], true))).toBe(calm);
  expect(client.counted).toEqual(['header_block']);
});

it('HPACK bomb: a list that grows far beyond its block', () => {
  const client = RawClient.ready();
  const entry = Buffer.concat([hex('40 01 78 7f a1 1e'), Buffer.alloc(4000, 0x61)]);
  const bomb = Buffer.concat([block(...requestFields), entry, Buffer.alloc(12_000, 0xbe)]);
  const bytes = frame(FrameType.Headers, Flag.EndHeaders | Flag.EndStream, 1, bomb);
  expect(outcome(client, bytes)).toBe('stream 1: EnhanceYourCalm');
  expect(client.counted).toEqual(['header_list']);
  expect(client.requests).toHaveLength(0);
  // The dynamic table has followed, so the connection can go on.
  const next = Buffer.concat([block(...requestFields), hex('be')]);
  expect(outcome(client, frame(FrameType.Headers, Flag.EndHeaders | Flag.EndStream, 3, next))).toBe('accepted');
  expect(client.requests[0]?.headers.get('x')).toHaveLength(4000);
});

it('HPACK bomb: in trailers, too', () => {
  const client = RawClient.ready({ limits: { headerListBytesMax: 1000 } });
  client.open(1);
  const trailers = Array.from({ length: 30 }, (_, index) => [`x-${index}`, 'y'] as const);
  expect(outcome(client, headersFrame(1, trailers, true))).toBe('stream 1: EnhanceYourCalm');
});

it('SETTINGS flood', () => {
  const client = RawClient.ready({ limits: { settingsBurst: 20 } });
  expect(outcome(client, repeat(19, settingsFrame([4, 1])))).toBe('accepted');
  expect(outcome(client, repeat(1, settingsFrame()))).toBe(calm);
  expect(client.counted).toEqual(['settings_flood']);
});

it('PING flood, and pings beside requests and data are none', () => {
  const ping = frame(FrameType.Ping, 0, 0, '12345678');
  const client = RawClient.ready({ limits: { pingsBurst: 20 } });
  client.open(1);
  for (let count = 0; count < 10; count++) {
    expect(outcome(client, repeat(15, ping), dataFrame(1, 'x'))).toBe('accepted');
  }
  const { stream } = client.open(3, true);
  stream.respond(response, false);
  for (let count = 0; count < 10; count++) {
    stream.sendData(Buffer.from('x'), false);
    expect(outcome(client, repeat(15, ping))).toBe('accepted');
  }
  expect(outcome(client, repeat(21, ping))).toBe(calm);
  expect(client.counted).toEqual(['ping_flood']);
});

it('empty frames: DATA without data, and header blocks that begin with nothing', () => {
  const client = RawClient.ready({ limits: { emptyFramesBurst: 20 } });
  client.open(1);
  expect(outcome(client, repeat(20, dataFrame(1, '')))).toBe('accepted');
  expect(outcome(client, dataFrame(1, ''))).toBe(calm);
  expect(client.counted).toEqual(['empty_frame_flood']);
});

it('frames that lead to nothing: PRIORITY, WINDOW_UPDATE, unknown types, stray answers', () => {
  for (const bytes of [
    frame(FrameType.Priority, 0, 3, hex('00000001 10')),
    windowUpdate(0, 1),
    frame(0x77, 0, 0, ''),
    frame(FrameType.Ping, Flag.Ack, 0, '12345678'),
    frame(FrameType.GoAway, 0, 0, Buffer.concat([uint32(0), uint32(0)])),
  ]) {
    const client = RawClient.ready({ limits: { controlFramesBurst: 20 } });
    expect(outcome(client, repeat(21, bytes))).toBe(calm);
    expect(client.counted).toEqual(['control_flood']);
  }
});

it('window updates that answer data are no flood', () => {
  const client = RawClient.ready({ limits: { controlFramesBurst: 20 } });
  const { stream } = client.open(1, true);
  stream.respond(response, false);
  for (let count = 0; count < 20; count++) {
    stream.sendData(Buffer.alloc(10), false);
    expect(outcome(client, windowUpdate(0, 10), windowUpdate(1, 10))).toBe('accepted');
  }
});

it('slow handshake: the preface does not arrive', () => {
  const client = new RawClient();
  client.exchange();
  client.transport.deliver(Buffer.from('PRI * HTTP/2.0'));
  client.clock.advance(9000);
  expect(client.connection.closed).toBe(false);
  client.clock.advance(2000);
  expect(client.closeReason).toMatchObject({ code: 11, message: expect.stringContaining('handshake_timeout') });
  expect(client.counted).toEqual(['handshake_timeout']);
  expect(client.transport.ended).toBe(true);
});

it('slow header block: it is opened and never finished', () => {
  const client = RawClient.ready();
  client.exchange(frame(FrameType.Headers, 0, 1, block(...requestFields)));
  client.clock.advance(9000);
  expect(client.connection.closed).toBe(false);
  client.clock.advance(3000);
  expect(client.counted).toEqual(['header_block_timeout']);
});

it('slow read: the transport takes nothing', () => {
  const client = RawClient.ready();
  client.clock.advance(5000);
  client.transport.takesWrites = false;
  client.exchange(frame(FrameType.Ping, 0, 0, '12345678'));
  client.clock.advance(59_000);
  expect(client.connection.closed).toBe(false);
  client.clock.advance(3000);
  expect(client.counted).toEqual(['slow_read']);
  expect(client.transport.destroyed).toBe(true);
});

it('slow read: reading stops while answers pile up, and goes on when they are taken', () => {
  const client = RawClient.ready({ limits: { outputBytesMax: 200, controlFramesBurst: 10_000, pingsBurst: 10_000 } });
  client.transport.takesWrites = false;
  const ping = frame(FrameType.Ping, 0, 0, '12345678');
  client.exchange(ping);
  client.exchange(repeat(5, ping));
  expect(client.transport.readingPaused).toBe(false);
  client.exchange(repeat(10, ping));
  expect(client.transport.readingPaused).toBe(true);
  client.transport.drain();
  client.clock.endTurn();
  expect(client.transport.readingPaused).toBe(false);
  expect(outcome(client)).toBe('accepted');
});

it('slow read: reading stops while data piles up, and goes on as soon as the transport is free', () => {
  const client = RawClient.ready({ limits: { connectionQueueBytesMax: 100_000 } });
  client.transport.takesWrites = false;
  const { stream } = client.open(1, true);
  stream.respond(response, false);
  stream.sendData(Buffer.alloc(60_000), false);
  client.exchange();
  stream.sendData(Buffer.alloc(60_000), false);
  client.exchange(windowUpdate(0, 1));
  expect(client.transport.readingPaused).toBe(true);
  client.transport.drain();
  client.clock.endTurn();
  // The windows are used up now: only by reading can they be opened.
  expect(stream.queuedBytes).toBeGreaterThan(50_000);
  expect(client.transport.readingPaused).toBe(false);
});

it('slow read: output that piles up without end gives the connection up', () => {
  const client = RawClient.ready({ limits: { outputBytesMax: 200, controlFramesBurst: 10_000, pingsBurst: 10_000 } });
  client.transport.takesWrites = false;
  const ping = frame(FrameType.Ping, 0, 0, '12345678');
  client.exchange(ping);
  client.exchange(repeat(300, ping));
  expect(client.counted).toEqual(['output_overflow']);
  expect(client.transport.destroyed).toBe(true);
});

it('zero window: a stream whose data nobody lets out is given up, others are not', () => {
  const client = RawClient.ready({ limits: { windowStallTimeoutMs: 30_000 } });
  client.exchange(settingsFrame([4, 0]));
  const stuck = client.open(1, true);
  const slow = client.open(3, true);
  for (const { stream } of [stuck, slow]) {
    stream.respond(response, false);
    stream.sendData(Buffer.alloc(1000), false);
  }
  client.exchange();
  for (let count = 0; count < 4; count++) {
    client.clock.advance(10_000);
    client.transport.deliver(windowUpdate(3, 1));
  }
  expect(resets(client.exchange())).toEqual([[1, 11]]);
  expect(stuck.resetCode).toBe(11);
  expect(stuck.stream.queuedBytes).toBe(0);
  expect(slow.stream.closed).toBe(false);
  expect(client.counted).toEqual(['window_stall']);
});

it('zero window: streams are refused while too much waits for the windows', () => {
  const client = RawClient.ready({ limits: { connectionQueueBytesMax: 10_000 } });
  client.exchange(settingsFrame([4, 0]));
  client.onRequest = ({ stream }) => {
    stream.respond(response, false);
    stream.sendData(Buffer.alloc(1000), true);
  };
  const requests = [1, 3, 5, 7, 9, 11].map((id) => headersFrame(id, requestFields, true));
  expect(outcome(client, ...requests)).toBe('stream 11: RefusedStream');
  expect(client.counted).toEqual(['send_queue']);
  client.exchange(resetFrame(1, 8), windowUpdate(3, 1000), windowUpdate(5, 999));
  expect(outcome(client, headersFrame(13, requestFields, true), headersFrame(15, requestFields, true))).toBe(
    'accepted',
  );
  expect(outcome(client, headersFrame(17, requestFields, true), headersFrame(19, requestFields, true))).toBe(
    'stream 19: RefusedStream',
  );
});

it('an idle connection has no timer', () => {
  const client = RawClient.ready();
  client.clock.advance(5000);
  expect(client.clock.timers).toBe(0);
  const { stream } = client.open(1, true);
  stream.respond(response, false);
  expect(client.clock.timers).toBe(0);
});

it('many changes of the initial window in one frame cost one pass over the streams', () => {
  const client = RawClient.ready();
  const { stream } = client.open(1, true);
  stream.respond(response, false);
  const entries = Array.from({ length: 2000 }, (_, index) => [4, index % 2 === 0 ? 2 ** 31 - 1 : 0] as const);
  expect(outcome(client, settingsFrame(...entries))).toBe('accepted');
  stream.sendData(Buffer.from('x'), true);
  expect(client.exchange()).toEqual([]);
});

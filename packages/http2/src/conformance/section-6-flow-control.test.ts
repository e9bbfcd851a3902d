import { expect, it } from 'vitest';
import { Flag, FrameType, MAX_31_BITS } from '../frame/frame.ts';
import { outcome } from '../scripted/outcome.ts';
import { RawClient } from '../scripted/raw-client.ts';
import { dataFrame, frame, hex, type RawFrame, settingsFrame, uint32, windowUpdate } from '../scripted/raw-frames.ts';

const INITIAL_WINDOW = 4;
const response = [[':status', '200']] as const;

/** Lengths of the DATA frames among `frames`, with the stream they belong to. */
function dataLengths(frames: readonly RawFrame[]): [streamId: number, length: number][] {
  return frames
    .filter(({ type }) => type === FrameType.Data)
    .map(({ streamId, payload }) => [streamId, payload.length]);
}

function total(frames: readonly RawFrame[]): number {
  return dataLengths(frames).reduce((sum, [, length]) => sum + length, 0);
}

it('6.9: WINDOW_UPDATE of another length than 4 ends the connection', () => {
  for (const payload of [hex('000001'), hex('0000000100')]) {
    expect(outcome(RawClient.ready(), frame(FrameType.WindowUpdate, 0, 0, payload))).toBe('connection: FrameSizeError');
  }
});

it('6.9: an increment of 0 is an error of the stream, or of the connection', () => {
  expect(outcome(RawClient.ready(), windowUpdate(0, 0))).toBe('connection: ProtocolError');
  const client = RawClient.ready();
  client.open(1);
  expect(outcome(client, windowUpdate(1, 0))).toBe('stream 1: ProtocolError');
});

it('6.9.1: a window above 2^31 - 1 is an error of the stream, or of the connection', () => {
  expect(outcome(RawClient.ready(), windowUpdate(0, MAX_31_BITS))).toBe('connection: FlowControlError');
  const client = RawClient.ready();
  client.open(1);
  expect(outcome(client, windowUpdate(1, MAX_31_BITS - 65_535))).toBe('accepted');
  expect(outcome(client, windowUpdate(1, 1))).toBe('stream 1: FlowControlError');
  expect(client.counted).toContain('window_overflow');
});

it('6.9.1: no more is sent than stream and connection allow, and the rest as they allow more', () => {
  const client = RawClient.ready();
  const { stream } = client.open(1, true);
  stream.respond(response, false);
  stream.sendData(Buffer.alloc(200_000, 7), true);
  expect(total(client.exchange())).toBe(65_535);
  expect(client.exchange(windowUpdate(1, 100_000))).toEqual([]);
  expect(total(client.exchange(windowUpdate(0, 10)))).toBe(10);
  expect(total(client.exchange(windowUpdate(0, 200_000)))).toBe(99_990);
  const last = client.exchange(windowUpdate(1, 200_000));
  expect(total(last)).toBe(200_000 - 65_535 - 100_000);
  expect(last.at(-1)?.flags).toBe(Flag.EndStream);
  expect(stream.closed).toBe(true);
});

it('6.9.1: an empty frame with END_STREAM needs no window, and trailers wait for the data before them', () => {
  const client = RawClient.ready();
  client.exchange(settingsFrame([INITIAL_WINDOW, 0]));
  const empty = client.open(1, true).stream;
  empty.respond(response, false);
  empty.sendData(new Uint8Array(0), true);
  expect(client.exchange().at(-1)).toMatchObject({ type: FrameType.Data, flags: Flag.EndStream });
  const { stream } = client.open(3, true);
  stream.respond(response, false);
  stream.sendData([Buffer.from('a'), Buffer.from('bc')], false);
  stream.sendTrailers([['grpc-status', '0']]);
  expect(client.exchange()).toMatchObject([{ type: FrameType.Headers, flags: Flag.EndHeaders }]);
  expect(client.exchange(windowUpdate(3, 2))).toMatchObject([{ payload: Buffer.from('ab'), flags: 0 }]);
  expect(client.exchange(windowUpdate(3, 2))).toMatchObject([
    { type: FrameType.Data, payload: Buffer.from('c'), flags: 0 },
    { type: FrameType.Headers, flags: Flag.EndHeaders | Flag.EndStream },
  ]);
});

it('6.9.2: a changed initial window applies to open streams, and may make windows negative', () => {
  const client = RawClient.ready();
  const { stream } = client.open(1, true);
  stream.respond(response, false);
  stream.sendData(Buffer.alloc(100), false);
  expect(total(client.exchange())).toBe(100);
  client.exchange(settingsFrame([INITIAL_WINDOW, 10]));
  stream.sendData(Buffer.alloc(50), true);
  // The window is 10 - 100 by now.
  expect(client.exchange(windowUpdate(1, 90))).toEqual([]);
  expect(total(client.exchange(windowUpdate(1, 20)))).toBe(20);
  expect(total(client.exchange(settingsFrame([INITIAL_WINDOW, 40])))).toBe(30);
});

it('6.9.2: an initial window that makes a stream’s window too large ends the connection', () => {
  const client = RawClient.ready();
  client.open(1, true);
  client.exchange(windowUpdate(1, MAX_31_BITS - 65_535));
  expect(outcome(client, settingsFrame([INITIAL_WINDOW, 65_536]))).toBe('connection: FlowControlError');
});

it('6.9.2: the connection’s window does not change by SETTINGS', () => {
  const client = RawClient.ready();
  client.exchange(settingsFrame([INITIAL_WINDOW, 1_000_000]));
  const { stream } = client.open(1, true);
  stream.respond(response, false);
  stream.sendData(Buffer.alloc(100_000), true);
  expect(total(client.exchange())).toBe(65_535);
});

it('6.9: streams that wait for the connection’s window get it in turns', () => {
  const client = RawClient.ready();
  client.exchange(settingsFrame([INITIAL_WINDOW, 1_000_000]));
  for (const id of [1, 3]) {
    const { stream } = client.open(id, true);
    stream.respond(response, false);
    stream.sendData(Buffer.alloc(300_000), true);
  }
  client.exchange();
  const lengths = dataLengths(client.exchange(windowUpdate(0, 65_536)));
  expect(lengths.map(([streamId]) => streamId).toSorted()).toEqual([1, 1, 3, 3]);
});

it('6.9: DATA beyond the stream’s window is a stream error', () => {
  const client = RawClient.ready({ limits: { streamWindowBytes: 100 } });
  client.consumes = false;
  client.open(1);
  expect(outcome(client, dataFrame(1, Buffer.alloc(100)))).toBe('accepted');
  expect(outcome(client, dataFrame(1, Buffer.alloc(1)))).toBe('stream 1: FlowControlError');
  expect(client.counted).toEqual(['window_overflow']);
});

it('6.9: DATA beyond the connection’s window ends the connection', () => {
  const client = RawClient.ready({ limits: { connectionWindowBytes: 65_535 } });
  client.consumes = false;
  client.open(1);
  const frames = [1, 2, 3, 4].map(() => dataFrame(1, Buffer.alloc(16_000)));
  expect(outcome(client, ...frames)).toBe('accepted');
  expect(outcome(client, dataFrame(1, Buffer.alloc(1536)))).toBe('connection: FlowControlError');
  expect(client.counted).toEqual(['window_overflow']);
});

it('6.9: what is consumed is given back, half a window at a time', () => {
  const client = RawClient.ready({ limits: { streamWindowBytes: 1000, connectionWindowBytes: 65_535 } });
  client.consumes = false;
  const { stream } = client.open(1);
  client.exchange(dataFrame(1, Buffer.alloc(900)));
  stream.consumed(499);
  expect(client.exchange()).toEqual([]);
  stream.consumed(1);
  expect(client.exchange()).toMatchObject([{ type: FrameType.WindowUpdate, streamId: 1, payload: uint32(500) }]);
  stream.consumed(10_000);
  stream.consumed(-5);
  expect(client.exchange()).toEqual([]);
  client.exchange(dataFrame(1, Buffer.alloc(600)));
  stream.consumed(600);
  expect(client.exchange()).toMatchObject([{ streamId: 1, payload: uint32(1000) }]);
});

it('6.9: any number of bytes flows while they are consumed', () => {
  const client = RawClient.ready({ limits: { streamWindowBytes: 1000, connectionWindowBytes: 65_535 } });
  const seen = client.open(1);
  for (let count = 0; count < 300; count++) expect(outcome(client, dataFrame(1, Buffer.alloc(500)))).toBe('accepted');
  expect(seen.body).toHaveLength(150_000);
});

it('6.9: what a closed stream never consumed no longer counts against the connection', () => {
  const client = RawClient.ready({ limits: { connectionWindowBytes: 65_535 } });
  client.consumes = false;
  const { stream } = client.open(1);
  const frames = [1, 2, 3].map(() => dataFrame(1, Buffer.alloc(16_000)));
  expect(client.exchange(...frames)).toEqual([]);
  stream.reset(8);
  expect(client.exchange()).toMatchObject([
    { type: FrameType.RstStream },
    { type: FrameType.WindowUpdate, streamId: 0, payload: uint32(48_000) },
  ]);
});

it('6.9.3: until a smaller initial window is acknowledged, the peer may go by 65,535', () => {
  const client = new RawClient({ limits: { streamWindowBytes: 100 } });
  client.consumes = false;
  client.exchange(Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), settingsFrame());
  client.open(1);
  expect(outcome(client, dataFrame(1, Buffer.alloc(10_000)))).toBe('accepted');
  client.exchange(frame(FrameType.Settings, Flag.Ack, 0));
  expect(outcome(client, dataFrame(1, 'x'))).toBe('stream 1: FlowControlError');
});

it('a writer is told to wait when its queue is long, and to go on once', () => {
  const client = RawClient.ready({ limits: { streamQueueBytesMax: 1000 } });
  client.exchange(settingsFrame([INITIAL_WINDOW, 0]));
  const seen = client.open(1, true);
  seen.stream.respond(response, false);
  expect(seen.stream.sendData(Buffer.alloc(1000), false)).toBe(true);
  expect(seen.stream.sendData(Buffer.alloc(1), false)).toBe(false);
  expect(seen.stream.queuedBytes).toBe(1001);
  client.exchange(windowUpdate(1, 1));
  expect(seen.writableCalls).toBe(1);
  expect(seen.stream.writable).toBe(true);
  client.exchange(windowUpdate(1, 500));
  expect(seen.writableCalls).toBe(1);
});

it('nothing is written while the transport is stuck, then all of it in one write', () => {
  const client = RawClient.ready();
  client.transport.takesWrites = false;
  const first = client.open(1, true);
  first.stream.respond(response, true);
  client.exchange();
  const writes = client.transport.writes;
  for (const id of [3, 5, 7]) client.open(id, true).stream.respond(response, true);
  expect(client.exchange()).toEqual([]);
  client.transport.drain();
  expect(client.exchange().map(({ streamId }) => streamId)).toEqual([3, 5, 7]);
  expect(client.transport.writes).toBe(writes + 1);
});

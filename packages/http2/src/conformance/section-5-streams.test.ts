import { expect, it } from 'vitest';
import { clientPreface } from '../connection/preface.ts';
import { Flag, FrameType } from '../frame/frame.ts';
import { outcome } from '../scripted/outcome.ts';
import { RawClient, resets } from '../scripted/raw-client.ts';
import {
  dataFrame,
  frame,
  headersFrame,
  hex,
  requestFields,
  resetFrame,
  settingsAck,
  settingsFrame,
  windowUpdate,
} from '../scripted/raw-frames.ts';

const continuation = frame(FrameType.Continuation, Flag.EndHeaders, 1, '');
const response = [[':status', '200']] as const;

/** A client whose request on stream 1 was answered to its end. */
function answered(): RawClient {
  const client = RawClient.ready();
  client.open(1, true).stream.respond(response, true);
  client.exchange();
  return client;
}

/** A client that has reset its request on stream 1. */
function resetByClient(): RawClient {
  const client = RawClient.ready();
  client.open(1);
  client.exchange(resetFrame(1, 8));
  return client;
}

it('5.1 idle: DATA, RST_STREAM, WINDOW_UPDATE and CONTINUATION end the connection', () => {
  for (const bytes of [dataFrame(1, 'x'), resetFrame(1, 8), windowUpdate(1, 1), continuation]) {
    expect(outcome(RawClient.ready(), bytes)).toBe('connection: ProtocolError');
  }
});

it('5.1 idle: streams that only the server could open are idle, too', () => {
  for (const bytes of [dataFrame(2, 'x'), resetFrame(2, 8), windowUpdate(2, 1)]) {
    const client = RawClient.ready();
    client.open(5);
    expect(outcome(client, bytes)).toBe('connection: ProtocolError');
  }
});

it('5.1 idle: PRIORITY is allowed', () => {
  expect(outcome(RawClient.ready(), frame(FrameType.Priority, 0, 9, hex('00000001 10')))).toBe('accepted');
});

it('5.1 half-closed (remote): DATA and HEADERS are stream errors, and the handler is told once', () => {
  for (const bytes of [
    dataFrame(1, 'x', true),
    headersFrame(1, requestFields, true),
    headersFrame(1, [['a', 'b']], true),
  ]) {
    const client = RawClient.ready();
    const request = client.open(1, true);
    expect(outcome(client, bytes)).toBe('stream 1: StreamClosed');
    expect(request.resetCode).toBe(5);
    expect(request.body).toHaveLength(0);
  }
});

it('5.1 half-closed (remote): CONTINUATION ends the connection', () => {
  const client = RawClient.ready();
  client.open(1, true);
  expect(outcome(client, continuation)).toBe('connection: ProtocolError');
});

it('5.1 half-closed (remote): WINDOW_UPDATE, PRIORITY and RST_STREAM are allowed', () => {
  const client = RawClient.ready();
  const request = client.open(1, true);
  expect(outcome(client, windowUpdate(1, 10), frame(FrameType.Priority, 0, 1, hex('00000000 10')))).toBe('accepted');
  expect(outcome(client, resetFrame(1, 8))).toBe('accepted');
  expect(request.resetCode).toBe(8);
});

it('5.1 half-closed (local): the rest of the request still arrives, and then the stream is closed', () => {
  const client = RawClient.ready();
  const request = client.open(1);
  request.stream.respond(response, true);
  expect(request.stream.closed).toBe(false);
  expect(outcome(client, dataFrame(1, 'rest', true))).toBe('accepted');
  expect(request).toMatchObject({ body: Buffer.from('rest'), ended: true });
  expect(request.stream.closed).toBe(true);
});

it('5.1 closed by END_STREAM: DATA and HEADERS end the connection with STREAM_CLOSED', () => {
  expect(outcome(answered(), dataFrame(1, 'x'))).toBe('connection: StreamClosed');
  expect(outcome(answered(), headersFrame(1, requestFields, true))).toBe('connection: StreamClosed');
  expect(outcome(answered(), continuation)).toBe('connection: ProtocolError');
});

it('5.1 closed by END_STREAM: WINDOW_UPDATE, RST_STREAM and PRIORITY are ignored', () => {
  const priority = frame(FrameType.Priority, 0, 1, hex('00000000 10'));
  expect(outcome(answered(), windowUpdate(1, 1), resetFrame(1, 8), priority)).toBe('accepted');
});

it('5.1 closed by the client’s RST_STREAM: DATA and HEADERS are stream errors', () => {
  expect(outcome(resetByClient(), dataFrame(1, 'x'))).toBe('stream 1: StreamClosed');
  expect(outcome(resetByClient(), headersFrame(1, requestFields, true))).toBe('stream 1: StreamClosed');
});

it('5.1 closed by the server’s RST_STREAM: frames under way are ignored, and count for flow control', () => {
  const client = RawClient.ready({ limits: { connectionWindowBytes: 65_535 } });
  client.open(1).stream.reset(8);
  expect(resets(client.exchange())).toEqual([[1, 8]]);
  expect(outcome(client, dataFrame(1, 'late'), headersFrame(1, [['trailer', 'x']], true))).toBe('accepted');
  const credit = client.exchange(...[1, 2, 3].map(() => dataFrame(1, Buffer.alloc(16_384))));
  expect(credit).toMatchObject([{ type: FrameType.WindowUpdate, streamId: 0 }]);
});

it('5.1.1: streams of the client have odd identifiers', () => {
  expect(outcome(RawClient.ready(), headersFrame(2, requestFields, true))).toBe('connection: ProtocolError');
});

it('5.1.1: identifiers only grow; a stream passed over can never be opened', () => {
  const client = RawClient.ready();
  client.open(5, true);
  expect(outcome(client, headersFrame(3, requestFields, true))).toBe('connection: ProtocolError');
});

it('5.1.1: passing over identifiers is allowed, and the streams before count as what they were', () => {
  const client = RawClient.ready();
  client.open(1, true).stream.respond(response, true);
  client.exchange();
  client.open(2 ** 31 - 1, true);
  expect(outcome(client, headersFrame(1, requestFields, true))).toBe('connection: StreamClosed');
});

it('5.1.2: streams beyond the limit are refused, and room is made by those that end', () => {
  const client = RawClient.ready({ limits: { concurrentStreamsMax: 2 } });
  const first = client.open(1);
  client.open(3, true);
  expect(outcome(client, headersFrame(5, requestFields, true))).toBe('stream 5: RefusedStream');
  expect(client.counted).toEqual(['concurrent_streams']);
  client.exchange(resetFrame(1, 8));
  expect(first.stream.closed).toBe(true);
  expect(outcome(client, headersFrame(7, requestFields, true))).toBe('accepted');
});

it('5.1.2: a client that has not seen the limit may exceed it without being sent away', () => {
  const client = new RawClient({ limits: { concurrentStreamsMax: 1, resetsBurst: 5 } });
  client.exchange(clientPreface, settingsFrame());
  client.open(1);
  const early = Array.from({ length: 20 }, (_, index) => headersFrame(2 * index + 3, requestFields, true));
  expect(resets(client.exchange(...early))).toHaveLength(20);
  const late = Array.from({ length: 20 }, (_, index) => headersFrame(2 * index + 101, requestFields, true));
  expect(outcome(client, settingsAck(), ...late)).toBe('connection: EnhanceYourCalm');
});

it('5.1.2: streams that were answered count until the answer has left', () => {
  const client = RawClient.ready({ limits: { concurrentStreamsMax: 2 } });
  client.onRequest = ({ stream }) => stream.respond(response, true);
  const requests = [1, 3, 5].map((id) => headersFrame(id, requestFields, true));
  expect(outcome(client, ...requests)).toBe('stream 5: RefusedStream');
  expect(outcome(client, headersFrame(7, requestFields, true), headersFrame(9, requestFields, true))).toBe('accepted');
});

it('5.3.1: a stream cannot depend on itself', () => {
  const selfish = Buffer.concat([hex('00000001 10'), headersFrame(1, requestFields, true).subarray(9)]);
  const flags = Flag.EndHeaders | Flag.EndStream | Flag.Priority;
  expect(outcome(RawClient.ready(), frame(FrameType.Headers, flags, 1, selfish))).toBe('stream 1: ProtocolError');
  const client = RawClient.ready();
  client.open(1);
  expect(outcome(client, frame(FrameType.Priority, 0, 1, hex('00000001 10')))).toBe('stream 1: ProtocolError');
  expect(outcome(RawClient.ready(), frame(FrameType.Priority, 0, 3, hex('80000003 10')))).toBe(
    'connection: ProtocolError',
  );
});

it('5.4.1: GOAWAY names the last stream that was handled', () => {
  const client = RawClient.ready();
  client.open(1, true);
  client.open(7, true);
  const frames = client.exchange(frame(FrameType.Ping, 0, 3, '12345678'));
  const goAway = frames.find((seen) => seen.type === FrameType.GoAway);
  expect(goAway?.payload.readUInt32BE(0)).toBe(7);
});

it('5.4.1: after a connection error streams are told and nothing more is read', () => {
  const client = RawClient.ready();
  const request = client.open(1);
  const frames = client.exchange(frame(FrameType.Ping, 0, 3, '12345678'), dataFrame(1, 'x'), settingsFrame());
  expect(frames.map((seen) => seen.type)).toEqual([FrameType.GoAway]);
  expect(request.resetCode).toBe(1);
  expect(request.body).toHaveLength(0);
  expect(client.closeReason?.code).toBe(1);
  expect(client.exchange(settingsFrame())).toEqual([]);
  client.clock.advance(60_000);
  expect(client.transport.destroyed).toBe(true);
});

it('5.4.2: a stream error leaves other streams alone', () => {
  const client = RawClient.ready();
  const first = client.open(1);
  const second = client.open(3);
  expect(outcome(client, windowUpdate(1, 0))).toBe('stream 1: ProtocolError');
  expect(outcome(client, dataFrame(3, 'fine', true))).toBe('accepted');
  expect(first.resetCode).toBe(1);
  expect(second).toMatchObject({ body: Buffer.from('fine'), ended: true, resetCode: undefined });
});

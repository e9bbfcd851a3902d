import { expect, it } from 'vitest';
import { Flag, FrameType } from '../frame/frame.ts';
import { outcome } from '../scripted/outcome.ts';
import { RawClient } from '../scripted/raw-client.ts';
import {
  block,
  dataFrame,
  frame,
  headersFrame,
  hex,
  requestFields,
  resetFrame,
  uint32,
} from '../scripted/raw-frames.ts';

const request = block(...requestFields);
const { EndHeaders, EndStream, Padded, Priority } = Flag;

it('6.1: DATA on stream 0 ends the connection', () => {
  expect(outcome(RawClient.ready(), dataFrame(0, 'x'))).toBe('connection: ProtocolError');
});

it('6.1: padding is taken off', () => {
  const client = RawClient.ready();
  const seen = client.open(1);
  expect(outcome(client, frame(FrameType.Data, Padded, 1, hex('03 6869 000000')))).toBe('accepted');
  expect(outcome(client, frame(FrameType.Data, Padded | EndStream, 1, hex('02 0000')))).toBe('accepted');
  expect(seen).toMatchObject({ body: Buffer.from('hi'), ended: true });
});

it('6.1: padding as long as the payload, or a missing length, ends the connection', () => {
  for (const payload of [hex('03 0000'), hex('ff 00'), hex('01'), hex('')]) {
    const client = RawClient.ready();
    client.open(1);
    expect(outcome(client, frame(FrameType.Data, Padded | EndStream, 1, payload))).toBe('connection: ProtocolError');
  }
});

it('6.1: padding counts for flow control and is given back', () => {
  const client = RawClient.ready({ limits: { streamWindowBytes: 1000, connectionWindowBytes: 65_535 } });
  client.consumes = false;
  client.open(1);
  const padded = frame(FrameType.Data, Padded, 1, Buffer.concat([hex('ff'), Buffer.alloc(255)]));
  expect(client.exchange(padded)).toEqual([]);
  expect(client.exchange(padded)).toMatchObject([{ type: FrameType.WindowUpdate, streamId: 1, payload: uint32(512) }]);
});

it('6.2: HEADERS on stream 0 end the connection', () => {
  expect(outcome(RawClient.ready(), headersFrame(0, requestFields, true))).toBe('connection: ProtocolError');
});

it('6.2: padding and priority are taken off', () => {
  const client = RawClient.ready();
  const payload = Buffer.concat([hex('04 80000003 ff'), request, hex('00000000')]);
  const flags = EndHeaders | EndStream | Padded | Priority;
  expect(outcome(client, frame(FrameType.Headers, flags, 1, payload))).toBe('accepted');
  expect(client.requests[0]).toMatchObject({ headers: { path: '/service/method' }, ended: true });
});

it('6.2: padding longer than what is left ends the connection', () => {
  const payload = Buffer.concat([Uint8Array.of(request.length + 1), request]);
  expect(outcome(RawClient.ready(), frame(FrameType.Headers, EndHeaders | Padded, 1, payload))).toBe(
    'connection: ProtocolError',
  );
});

it('6.2: a frame too short for its padding length or priority ends the connection', () => {
  for (const [flags, payload] of [
    [Padded, ''],
    [Priority, '\0\0\0\0'],
    [Padded | Priority, '\0\0\0\0\0'],
  ] as const) {
    expect(outcome(RawClient.ready(), frame(FrameType.Headers, flags | EndHeaders, 1, payload))).toBe(
      'connection: FrameSizeError',
    );
  }
});

it('6.3: PRIORITY on stream 0 ends the connection', () => {
  expect(outcome(RawClient.ready(), frame(FrameType.Priority, 0, 0, hex('00000001 10')))).toBe(
    'connection: ProtocolError',
  );
});

it('6.3: PRIORITY of another length than 5 is a FRAME_SIZE_ERROR', () => {
  const client = RawClient.ready();
  client.open(1);
  expect(outcome(client, frame(FrameType.Priority, 0, 1, hex('00000000')))).toBe('stream 1: FrameSizeError');
  expect(outcome(RawClient.ready(), frame(FrameType.Priority, 0, 1, hex('000000001000')))).toBe(
    'connection: FrameSizeError',
  );
});

it('6.4: RST_STREAM ends the stream and tells the handler why', () => {
  const client = RawClient.ready();
  const seen = client.open(1);
  expect(outcome(client, resetFrame(1, 0x1234))).toBe('accepted');
  expect(seen.resetCode).toBe(0x1234);
  expect(seen.stream.closed).toBe(true);
  seen.stream.respond([[':status', '200']], true);
  expect(client.exchange()).toEqual([]);
});

it('6.4: RST_STREAM on stream 0, on an idle stream or of another length than 4 ends the connection', () => {
  expect(outcome(RawClient.ready(), resetFrame(0, 8))).toBe('connection: ProtocolError');
  expect(outcome(RawClient.ready(), resetFrame(1, 8))).toBe('connection: ProtocolError');
  for (const payload of [hex('000000'), hex('0000000800')]) {
    const client = RawClient.ready();
    client.open(1);
    expect(outcome(client, frame(FrameType.RstStream, 0, 1, payload))).toBe('connection: FrameSizeError');
  }
});

it('6.6 and 8.4: PUSH_PROMISE of a client ends the connection', () => {
  const payload = Buffer.concat([uint32(2), request]);
  const client = RawClient.ready();
  client.open(1);
  expect(outcome(client, frame(FrameType.PushPromise, EndHeaders, 1, payload))).toBe('connection: ProtocolError');
});

it('6.10: a block may go on in any number of pieces, empty ones among them', () => {
  const client = RawClient.ready();
  const bytes = [
    frame(FrameType.Headers, EndStream, 1, request.subarray(0, 3)),
    frame(FrameType.Continuation, 0, 1, request.subarray(3, 10)),
    frame(FrameType.Continuation, 0, 1, ''),
    frame(FrameType.Continuation, EndHeaders, 1, request.subarray(10)),
  ];
  expect(outcome(client, ...bytes)).toBe('accepted');
  expect(client.requests[0]).toMatchObject({ headers: { method: 'POST', authority: 'localhost' }, ended: true });
});

it('6.10: CONTINUATION on stream 0, on another stream or without an open block ends the connection', () => {
  const open = frame(FrameType.Headers, EndStream, 1, request.subarray(0, 3));
  const rest = request.subarray(3);
  for (const bytes of [
    [open, frame(FrameType.Continuation, EndHeaders, 0, rest)],
    [open, frame(FrameType.Continuation, EndHeaders, 3, rest)],
    [headersFrame(1, requestFields, true), frame(FrameType.Continuation, EndHeaders, 1, '')],
    [headersFrame(1, requestFields, false), dataFrame(1, 'x'), frame(FrameType.Continuation, EndHeaders, 1, '')],
    [open, frame(FrameType.Continuation, EndHeaders, 1, rest), frame(FrameType.Continuation, EndHeaders, 1, '')],
  ]) {
    expect(outcome(RawClient.ready(), ...bytes)).toBe('connection: ProtocolError');
  }
});

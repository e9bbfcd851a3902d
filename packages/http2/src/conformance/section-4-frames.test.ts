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
  settingsFrame,
  windowUpdate,
} from '../scripted/raw-frames.ts';

it('4.1: frames of unknown types are ignored', () => {
  const client = RawClient.ready();
  expect(outcome(client, frame(0x16, 0xff, 0, 'whatever'), frame(0xff, 0, 77, ''))).toBe('accepted');
});

it('4.1: flags without meaning are ignored', () => {
  const client = RawClient.ready();
  expect(outcome(client, frame(FrameType.Ping, 0x16, 0, '12345678'))).toBe('accepted');
  client.open(1);
  expect(outcome(client, frame(FrameType.Data, 0x16 & ~Flag.Padded, 1, 'data'))).toBe('accepted');
});

it('4.1: the reserved bit of the stream identifier is ignored', () => {
  const client = RawClient.ready();
  const ping = frame(FrameType.Ping, 0, 0, '12345678');
  ping[5] = 0x80;
  expect(outcome(client, ping)).toBe('accepted');
});

it('4.2: a DATA frame of 2^14 bytes is accepted', () => {
  const client = RawClient.ready();
  const request = client.open(1);
  expect(outcome(client, dataFrame(1, Buffer.alloc(16_384, 1), true))).toBe('accepted');
  expect(request.body).toHaveLength(16_384);
});

it('4.2: a frame longer than SETTINGS_MAX_FRAME_SIZE ends the connection, whatever its type', () => {
  const payload = Buffer.alloc(16_385);
  for (const type of [FrameType.Data, FrameType.Headers, FrameType.Settings, 0x42]) {
    const client = RawClient.ready();
    client.open(1);
    expect(outcome(client, frame(type, 0, type === FrameType.Settings ? 0 : 1, payload))).toBe(
      'connection: FrameSizeError',
    );
  }
});

it('4.2: the header of an overlong frame is enough to refuse it', () => {
  const client = RawClient.ready();
  expect(outcome(client, hex('ffffff 00 00 00000001'))).toBe('connection: FrameSizeError');
});

it('4.2: a larger limit is advertised and kept', () => {
  const client = RawClient.ready({ limits: { frameBytesMax: 20_000 } });
  const request = client.open(1);
  expect(outcome(client, dataFrame(1, Buffer.alloc(20_000)))).toBe('accepted');
  expect(request.body).toHaveLength(20_000);
  expect(outcome(client, dataFrame(1, Buffer.alloc(20_001)))).toBe('connection: FrameSizeError');
});

it('4.2: frames cut at every place mean the same', () => {
  const bytes = Buffer.concat([
    headersFrame(1, requestFields, false),
    dataFrame(1, 'first'),
    frame(FrameType.Ping, 0, 0, '12345678'),
    dataFrame(1, 'second', true),
  ]);
  for (let cut = 1; cut < bytes.length; cut++) {
    const client = RawClient.ready();
    client.exchange(bytes.subarray(0, cut));
    expect(outcome(client, bytes.subarray(cut))).toBe('accepted');
    expect(client.requests[0]).toMatchObject({ ended: true, body: Buffer.from('firstsecond') });
  }
});

it('4.2: long frames that arrive in many pieces are put together', () => {
  const client = RawClient.ready();
  const seen = client.open(1);
  const body = Buffer.from(Array.from({ length: 10_000 }, (_, index) => index % 251));
  const bytes = Buffer.concat([dataFrame(1, body.subarray(0, 700)), dataFrame(1, body.subarray(700), true)]);
  for (let at = 0; at < bytes.length; at += 333) client.exchange(bytes.subarray(at, at + 333));
  expect(seen.body.equals(body)).toBe(true);
});

it('4.3: a header block that cannot be decoded ends the connection', () => {
  const client = RawClient.ready();
  const broken = frame(FrameType.Headers, Flag.EndHeaders | Flag.EndStream, 1, hex('40 01 00'));
  expect(outcome(client, broken)).toBe('connection: CompressionError');
});

it('4.3: any other frame inside a header block ends the connection', () => {
  const others = [
    frame(FrameType.Priority, 0, 1, hex('00000000 10')),
    frame(FrameType.Ping, 0, 0, '12345678'),
    headersFrame(3, requestFields, true),
    dataFrame(1, 'x'),
    settingsFrame(),
    windowUpdate(0, 1),
    frame(0x42, 0, 0, 'unknown'),
  ];
  for (const other of others) {
    const client = RawClient.ready();
    const open = frame(FrameType.Headers, Flag.EndStream, 1, block(...requestFields));
    expect(outcome(client, open, other)).toBe('connection: ProtocolError');
  }
});

it('4.3: blocks of streams that are refused or over still change the dynamic table', () => {
  const client = RawClient.ready({ limits: { concurrentStreamsMax: 1 } });
  client.open(1);
  // Literal with incremental indexing of "x-a: b", on a stream that is refused.
  const inserting = Buffer.concat([block(...requestFields), hex('40 03 782d61 01 62')]);
  expect(outcome(client, frame(FrameType.Headers, Flag.EndHeaders | Flag.EndStream, 3, inserting))).toBe(
    'stream 3: RefusedStream',
  );
  client.requests[0]?.stream.reset(0);
  client.exchange();
  // Index 62 is the newest entry of the dynamic table.
  const referring = Buffer.concat([block(...requestFields), hex('be')]);
  expect(outcome(client, frame(FrameType.Headers, Flag.EndHeaders | Flag.EndStream, 5, referring))).toBe('accepted');
  expect(client.requests[1]?.headers.get('x-a')).toBe('b');
});

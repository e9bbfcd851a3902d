import { expect, it } from 'vitest';
import { clientPreface, speaksHttp2 } from '../connection/preface.ts';
import { Flag, FrameType } from '../frame/frame.ts';
import { outcome } from '../scripted/outcome.ts';
import { goAwayCodes, RawClient } from '../scripted/raw-client.ts';
import { frame, headersFrame, requestFields, settingsAck, settingsFrame } from '../scripted/raw-frames.ts';

it('3.4: the server sends SETTINGS first, without waiting for the client', () => {
  const client = new RawClient();
  const frames = client.exchange();
  expect(frames[0]).toMatchObject({ type: FrameType.Settings, flags: 0, streamId: 0 });
});

it('3.4: preface and SETTINGS are acknowledged', () => {
  const client = new RawClient();
  client.exchange();
  const frames = client.exchange(clientPreface, settingsFrame());
  expect(frames).toMatchObject([{ type: FrameType.Settings, flags: Flag.Ack }]);
});

it('3.4: a preface that arrives byte by byte is accepted, and so are frames', () => {
  const client = new RawClient();
  for (const byte of Buffer.concat([clientPreface, settingsFrame([4, 100]), headersFrame(1, requestFields, true)])) {
    client.exchange(Uint8Array.of(byte));
  }
  expect(client.requests).toHaveLength(1);
  expect(outcome(client)).toBe('accepted');
});

it('3.4: another preface ends the connection', () => {
  const client = new RawClient();
  expect(outcome(client, Buffer.from('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n'))).toBe('connection: ProtocolError');
});

it('3.4: a preface that differs in its last byte ends the connection', () => {
  const client = new RawClient();
  const wrong = Buffer.from(clientPreface);
  wrong[23] = 0;
  expect(outcome(client, wrong)).toBe('connection: ProtocolError');
});

it('3.4: anything but SETTINGS after the preface ends the connection', () => {
  for (const first of [headersFrame(1, requestFields, true), frame(FrameType.Ping, 0, 0, '12345678'), settingsAck()]) {
    const client = new RawClient();
    expect(outcome(client, clientPreface, first)).toBe('connection: ProtocolError');
    expect(client.requests).toHaveLength(0);
  }
});

it('3.4: requests may follow the preface without waiting for the server', () => {
  const client = new RawClient();
  client.onRequest = ({ stream }) => stream.respond([[':status', '200']], true);
  const frames = client.exchange(clientPreface, settingsFrame(), headersFrame(1, requestFields, true));
  expect(goAwayCodes(frames)).toEqual([]);
  expect(frames.at(-1)).toMatchObject({
    type: FrameType.Headers,
    streamId: 1,
    flags: Flag.EndHeaders | Flag.EndStream,
  });
});

it('3.3: the first bytes tell HTTP/2 from HTTP/1.1', () => {
  expect(speaksHttp2(Buffer.from('GET / HTTP/1.1'))).toBe(false);
  expect(speaksHttp2(Buffer.from('POST'))).toBe(false);
  expect(speaksHttp2(Buffer.from('PUT / HTTP/1.1'))).toBe(false);
  expect(speaksHttp2(Buffer.from('P'))).toBe(undefined);
  expect(speaksHttp2(Buffer.from('PR'))).toBe(undefined);
  expect(speaksHttp2(Buffer.from('PRI'))).toBe(true);
  expect(speaksHttp2(clientPreface)).toBe(true);
});

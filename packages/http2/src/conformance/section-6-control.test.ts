import { expect, it } from 'vitest';
import { Flag, FrameType } from '../frame/frame.ts';
import { outcome } from '../scripted/outcome.ts';
import { RawClient } from '../scripted/raw-client.ts';
import {
  dataFrame,
  frame,
  headersFrame,
  hex,
  requestFields,
  settingsAck,
  settingsFrame,
  uint32,
} from '../scripted/raw-frames.ts';

const [HeaderTableSize, EnablePush, , InitialWindowSize, MaxFrameSize] = [1, 2, 3, 4, 5];

it('6.5: every SETTINGS frame is acknowledged, in order with other answers', () => {
  const client = RawClient.ready();
  const frames = client.exchange(settingsFrame([3, 10]), frame(FrameType.Ping, 0, 0, 'in order'), settingsFrame());
  expect(frames.map(({ type, flags }) => [type, flags])).toEqual([
    [FrameType.Settings, Flag.Ack],
    [FrameType.Ping, Flag.Ack],
    [FrameType.Settings, Flag.Ack],
  ]);
  expect(client.connection.peerConcurrentStreamsMax).toBe(10);
});

it('6.5: SETTINGS on a stream end the connection', () => {
  expect(outcome(RawClient.ready(), frame(FrameType.Settings, 0, 1, ''))).toBe('connection: ProtocolError');
});

it('6.5: SETTINGS whose length is no multiple of 6 end the connection', () => {
  expect(outcome(RawClient.ready(), frame(FrameType.Settings, 0, 0, hex('0003 0000')))).toBe(
    'connection: FrameSizeError',
  );
});

it('6.5: an acknowledgement with a payload ends the connection; one too many does not', () => {
  expect(outcome(RawClient.ready(), frame(FrameType.Settings, Flag.Ack, 0, '\0'))).toBe('connection: FrameSizeError');
  expect(outcome(RawClient.ready(), settingsAck(), settingsAck())).toBe('accepted');
});

it('6.5.2: values out of range end the connection', () => {
  for (const [id, value, expected] of [
    [EnablePush, 2, 'ProtocolError'],
    [InitialWindowSize, 2 ** 31, 'FlowControlError'],
    [InitialWindowSize, 2 ** 32 - 1, 'FlowControlError'],
    [MaxFrameSize, 16_383, 'ProtocolError'],
    [MaxFrameSize, 2 ** 24, 'ProtocolError'],
  ] as const) {
    expect(outcome(RawClient.ready(), settingsFrame([id, value]))).toBe(`connection: ${expected}`);
  }
});

it('6.5.2: values at the edges and unknown settings are accepted', () => {
  const client = RawClient.ready();
  const entries = [
    [EnablePush, 0],
    [EnablePush, 1],
    [InitialWindowSize, 2 ** 31 - 1],
    [MaxFrameSize, 16_384],
    [MaxFrameSize, 2 ** 24 - 1],
    [HeaderTableSize, 2 ** 32 - 1],
    [0xff, 7],
  ] as const;
  expect(outcome(client, settingsFrame(...entries))).toBe('accepted');
});

it('6.5.3: of several values for one setting the last one counts', () => {
  const client = RawClient.ready();
  client.exchange(settingsFrame([InitialWindowSize, 100], [InitialWindowSize, 1]));
  const { stream } = client.open(1, true);
  stream.respond([[':status', '200']], false);
  stream.sendData(Buffer.from('hello'), true);
  expect(client.exchange().at(-1)).toMatchObject({ type: FrameType.Data, payload: Buffer.from('h') });
});

it('6.7: a PING is answered with its payload', () => {
  const client = RawClient.ready();
  const frames = client.exchange(frame(FrameType.Ping, 0, 0, 'payload!'));
  expect(frames).toMatchObject([
    { type: FrameType.Ping, flags: Flag.Ack, streamId: 0, payload: Buffer.from('payload!') },
  ]);
  expect(client.pings).toBe(1);
});

it('6.7: an answer to a PING that was never sent is ignored', () => {
  const client = RawClient.ready();
  expect(client.exchange(frame(FrameType.Ping, Flag.Ack, 0, 'payload!'))).toEqual([]);
  expect(client.pings).toBe(0);
});

it('6.7: a PING of ours measures the round trip', () => {
  const client = RawClient.ready();
  const trips: number[] = [];
  client.connection.ping((ms) => trips.push(ms));
  const [ping] = client.exchange();
  client.clock.advance(25);
  client.exchange(frame(FrameType.Ping, Flag.Ack, 0, ping?.payload ?? ''));
  client.exchange(frame(FrameType.Ping, Flag.Ack, 0, ping?.payload ?? ''));
  expect(trips).toEqual([25]);
});

it('6.7: a PING on a stream or of another length than 8 ends the connection', () => {
  expect(outcome(RawClient.ready(), frame(FrameType.Ping, 0, 1, '12345678'))).toBe('connection: ProtocolError');
  for (const payload of ['', '1234567', '123456789']) {
    expect(outcome(RawClient.ready(), frame(FrameType.Ping, 0, 0, payload))).toBe('connection: FrameSizeError');
    expect(outcome(RawClient.ready(), frame(FrameType.Ping, Flag.Ack, 0, payload))).toBe('connection: FrameSizeError');
  }
});

it('6.8: GOAWAY on a stream or shorter than 8 ends the connection', () => {
  expect(outcome(RawClient.ready(), frame(FrameType.GoAway, 0, 1, hex('00000000 00000000')))).toBe(
    'connection: ProtocolError',
  );
  expect(outcome(RawClient.ready(), frame(FrameType.GoAway, 0, 0, hex('00000000')))).toBe('connection: FrameSizeError');
});

it('6.8: after the client’s GOAWAY its open streams run to their end', () => {
  const client = RawClient.ready();
  const seen = client.open(1);
  const goAway = frame(FrameType.GoAway, 0, 0, Buffer.concat([uint32(0), uint32(0xabcd), Buffer.from('bye')]));
  expect(outcome(client, goAway)).toBe('accepted');
  expect(client.connection.draining).toBe(true);
  expect(outcome(client, dataFrame(1, 'rest', true))).toBe('accepted');
  seen.stream.respond([[':status', '200']], true);
  expect(client.exchange()).toMatchObject([{ type: FrameType.Headers, streamId: 1 }]);
});

it('6.8: shutdown announces the end, takes what was under way, names the last stream and closes after it', async () => {
  const client = RawClient.ready();
  const first = client.open(1, true);
  const done = client.connection.shutdown();
  const [announcement, probe] = client.exchange();
  expect(announcement).toMatchObject({
    type: FrameType.GoAway,
    payload: expect.toSatisfy((bytes) => bytes.readUInt32BE(0) === 2 ** 31 - 1),
  });
  expect(probe).toMatchObject({ type: FrameType.Ping, flags: 0 });
  const late = client.open(3, true);
  const [final] = client.exchange(frame(FrameType.Ping, Flag.Ack, 0, probe?.payload ?? ''));
  expect(final).toMatchObject({
    type: FrameType.GoAway,
    payload: expect.toSatisfy((bytes) => bytes.readUInt32BE(0) === 3),
  });
  expect(client.exchange(headersFrame(5, requestFields, true))).toEqual([]);
  expect(client.requests).toHaveLength(2);
  first.stream.respond([[':status', '200']], true);
  expect(client.transport.ended).toBe(false);
  late.stream.respond([[':status', '200']], true);
  expect(client.exchange()).toHaveLength(2);
  expect(client.transport.ended).toBe(true);
  client.transport.breakOff();
  await done;
  expect(client.closeReason).toMatchObject({ code: 0, message: 'drained' });
});

it('6.8: shutdown resets what is left when its time is over', async () => {
  const client = RawClient.ready();
  const seen = client.open(1, true);
  const done = client.connection.shutdown(5000);
  client.clock.advance(4999);
  expect(client.connection.closed).toBe(false);
  client.clock.advance(1);
  expect(client.connection.closed).toBe(true);
  expect(seen.resetCode).toBe(8);
  client.clock.advance(60_000);
  await done;
});

import { expect, it } from 'vitest';
import { ErrorCode } from '../frame/error-code.ts';
import { Flag, FrameType } from '../frame/frame.ts';
import { Http2Error } from '../frame/http2-error.ts';
import type { HeaderField } from '../headers/header-field.ts';
import {
  block,
  dataFrame,
  frame,
  headersFrame,
  resetFrame,
  settingsFrame,
  uint32,
  windowUpdate,
} from '../scripted/raw-frames.ts';
import { RawServer } from '../scripted/raw-server.ts';

const ok: readonly HeaderField[] = [[':status', '200']];

function goAway(lastStreamId: number, code: number): Buffer {
  return frame(FrameType.GoAway, 0, 0, Buffer.concat([uint32(lastStreamId), uint32(code), Buffer.from('why')]));
}

it('3.4: the client sends the preface and SETTINGS that switch push off', () => {
  const server = new RawServer();
  const [settings] = server.takePreface();
  expect(settings).toMatchObject({ type: FrameType.Settings, flags: 0, streamId: 0 });
  expect(settings?.payload.toString('hex')).toContain('000200000000');
});

it('3.4: the first frame of a server must be SETTINGS', () => {
  const server = new RawServer();
  server.takePreface();
  expect(server.outcome(frame(FrameType.Ping, 0, 0, '12345678'))).toBe('connection: ProtocolError');
});

it('requests have growing odd identifiers; headers, data and trailers come back', () => {
  const server = RawServer.ready();
  expect(server.ready).toBe(1);
  const first = server.request();
  const second = server.request();
  expect([first.stream.id, second.stream.id]).toEqual([1, 3]);
  const answer = [
    headersFrame(3, [...ok, ['x', 'y']], false),
    dataFrame(3, 'body'),
    headersFrame(3, [['t', 'u']], true),
  ];
  expect(server.outcome(...answer)).toBe('accepted');
  expect(second).toMatchObject({ ended: true, body: Buffer.from('body'), trailers: [['t', 'u']] });
  expect(second.headers[0]).toMatchObject({ status: 200, fields: [['x', 'y']] });
  expect(second.stream.closed).toBe(true);
  expect(server.streamsClosed).toBe(1);
});

it('informational responses come before the final one', () => {
  const server = RawServer.ready();
  const seen = server.request();
  expect(server.outcome(headersFrame(1, [[':status', '100']], false), headersFrame(1, ok, true))).toBe('accepted');
  expect(seen.headers.map(({ status }) => status)).toEqual([100, 200]);
});

it('malformed responses are stream errors', () => {
  for (const fields of [
    [],
    [['x', 'y']],
    [[':status', 'abc']],
    [[':status', '99']],
    [[':status', '101']],
    [...ok, [':status', '200']],
    [...ok, [':path', '/']],
    [...ok, ['connection', 'close']],
    [...ok, ['content-length', 'x']],
  ] as HeaderField[][]) {
    const server = RawServer.ready();
    const seen = server.request();
    expect(server.outcome(headersFrame(1, fields, false))).toBe('stream 1: ProtocolError');
    expect(seen).toMatchObject({ resetCode: ErrorCode.ProtocolError, headers: [] });
  }
});

it('an informational response cannot be the end, and a second final one is malformed', () => {
  const server = RawServer.ready();
  server.request();
  expect(server.outcome(headersFrame(1, [[':status', '103']], true))).toBe('stream 1: ProtocolError');
  server.request();
  expect(server.outcome(headersFrame(3, ok, false), headersFrame(3, ok, true))).toBe('stream 3: ProtocolError');
});

it('a content-length must be met once there is data; without any it may belong to HEAD', () => {
  const server = RawServer.ready();
  const long = [...ok, ['content-length', '5']] as const;
  server.request();
  expect(server.outcome(headersFrame(1, long, true))).toBe('accepted');
  server.request();
  expect(server.outcome(headersFrame(3, long, false), dataFrame(3, 'four', true))).toBe('stream 3: ProtocolError');
});

it('frames on streams that were never opened, or only a server could open, end the connection', () => {
  expect(RawServer.ready().outcome(headersFrame(1, ok, true))).toBe('connection: ProtocolError');
  expect(RawServer.ready().outcome(dataFrame(2, 'x'))).toBe('connection: ProtocolError');
  expect(RawServer.ready().outcome(resetFrame(1, 8))).toBe('connection: ProtocolError');
});

it('PUSH_PROMISE ends the connection, because push is off', () => {
  const server = RawServer.ready();
  server.request();
  const promise = frame(FrameType.PushPromise, Flag.EndHeaders, 1, Buffer.concat([uint32(2), block(...ok)]));
  expect(server.outcome(promise)).toBe('connection: ProtocolError');
});

it('a server that tries to switch push on ends the connection', () => {
  expect(RawServer.ready().outcome(settingsFrame([2, 1]))).toBe('connection: ProtocolError');
  expect(RawServer.ready().outcome(settingsFrame([2, 0]))).toBe('accepted');
});

it('frames of a stream that ended are errors, those of one that was cancelled are ignored', () => {
  const server = RawServer.ready();
  server.request();
  server.exchange(headersFrame(1, ok, true));
  const cancelled = server.request();
  cancelled.stream.reset(ErrorCode.Cancel);
  server.exchange();
  expect(server.outcome(headersFrame(3, ok, false), dataFrame(3, 'x', true))).toBe('accepted');
  expect(cancelled.headers).toEqual([]);
  expect(server.outcome(dataFrame(1, 'x'))).toBe('connection: StreamClosed');
});

it('requests beyond what the server allows are refused until one ends', () => {
  const server = RawServer.ready();
  server.exchange(settingsFrame([3, 1]));
  server.request();
  expect(server.connection.availableStreams).toBe(0);
  expect(() => server.request()).toThrow(Http2Error);
  server.exchange(headersFrame(1, ok, true));
  expect(server.connection.availableStreams).toBe(1);
  expect(server.request().stream.id).toBe(3);
});

it('GOAWAY gives back what the server did not handle, lets the rest end, and closes after it', () => {
  const server = RawServer.ready();
  const handled = server.request();
  const unhandled = server.request();
  server.exchange(goAway(1, ErrorCode.NoError));
  expect(unhandled.resetCode).toBe(ErrorCode.RefusedStream);
  expect(handled.resetCode).toBe(undefined);
  expect(server.connection).toMatchObject({ draining: true, availableStreams: 0, closed: false });
  expect(() => server.request()).toThrow(Http2Error);
  server.exchange(headersFrame(1, ok, true));
  expect(handled.ended).toBe(true);
  expect(server.transport.ended).toBe(true);
});

it('GOAWAY with an error ends the connection, with the server’s words', () => {
  const server = RawServer.ready();
  const handled = server.request();
  server.exchange(goAway(1, ErrorCode.EnhanceYourCalm));
  expect(handled.resetCode).toBe(ErrorCode.Cancel);
  expect(server.closeReason?.message).toContain('EnhanceYourCalm: why');
  expect(server.transport.ended).toBe(true);
});

it('shutdown waits for the open streams', async () => {
  const server = RawServer.ready();
  server.request();
  const done = server.connection.shutdown();
  expect(server.exchange()).toMatchObject([{ type: FrameType.GoAway }]);
  expect(server.transport.ended).toBe(false);
  server.exchange(headersFrame(1, ok, true));
  expect(server.transport.ended).toBe(true);
  server.transport.breakOff();
  await done;
});

it('a request body waits for the server’s windows', () => {
  const server = RawServer.ready();
  server.exchange(settingsFrame([4, 3]));
  const { stream } = server.request(false);
  stream.sendData(Buffer.from('hello'), true);
  expect(server.exchange()).toMatchObject([{ type: FrameType.Data, payload: Buffer.from('hel'), flags: 0 }]);
  expect(server.exchange(windowUpdate(1, 2))).toMatchObject([{ payload: Buffer.from('lo'), flags: Flag.EndStream }]);
});

it('a destroyed connection tells its streams and takes no more', async () => {
  const server = RawServer.ready();
  const seen = server.request();
  server.connection.destroy();
  expect(seen.resetCode).toBe(ErrorCode.Cancel);
  expect(server.transport.destroyed).toBe(true);
  expect(() => server.request()).toThrow(Http2Error);
  await server.connection.shutdown();
});

import { expect, it } from 'vitest';
import { ErrorCode } from '../frame/error-code.ts';
import { Flag, FrameType } from '../frame/frame.ts';
import { encodeHeaderBlock } from '../hpack/header-block.ts';
import { outcome } from '../scripted/outcome.ts';
import { goAwayCodes, RawClient, resets } from '../scripted/raw-client.ts';
import { dataFrame, frame, headersFrame, requestFields } from '../scripted/raw-frames.ts';

const response = [[':status', '200']] as const;

it('what a handler throws ends the connection and is told to onClose', () => {
  const client = RawClient.ready();
  const fault = new Error('a bug above');
  client.onRequest = () => {
    throw fault;
  };
  expect(goAwayCodes(client.exchange(headersFrame(1, requestFields, true)))).toEqual([ErrorCode.InternalError]);
  expect(client.closeReason).toMatchObject({ code: ErrorCode.InternalError, error: fault });
});

it('a handler that throws when it is told of the end does not keep others from being told', () => {
  const client = RawClient.ready();
  const first = client.open(1);
  const second = client.open(3);
  Object.defineProperty(first, 'resetCode', {
    set() {
      throw new Error('a bug above');
    },
  });
  client.connection.close(ErrorCode.NoError, 'bye');
  expect(second.resetCode).toBe(ErrorCode.Cancel);
  expect(client.connection.closed).toBe(true);
});

it('close sends GOAWAY with the code and the words, and ends the transport', () => {
  const client = RawClient.ready();
  client.open(1);
  client.connection.close(ErrorCode.EnhanceYourCalm, 'too_many_pings');
  const [goAway] = client.exchange();
  expect(goAway).toMatchObject({ type: FrameType.GoAway });
  expect(goAway?.payload.subarray(8).toString()).toBe('too_many_pings');
  expect(client.transport.ended).toBe(true);
  expect(client.requests[0]?.resetCode).toBe(ErrorCode.EnhanceYourCalm);
});

it('close waits for a stuck transport before it ends it, and drops it after the linger time', () => {
  const client = RawClient.ready();
  client.transport.takesWrites = false;
  client.exchange(frame(FrameType.Ping, 0, 0, '12345678'));
  client.connection.close(ErrorCode.NoError, 'bye');
  expect(client.transport.ended).toBe(false);
  client.transport.drain();
  expect(goAwayCodes(client.exchange())).toEqual([ErrorCode.NoError]);
  expect(client.transport.ended).toBe(true);
  client.clock.advance(1000);
  expect(client.transport.destroyed).toBe(true);
});

it('streams are told when the transport breaks, and shutdown is over', async () => {
  const client = RawClient.ready();
  const request = client.open(1);
  const error = new Error('ECONNRESET');
  client.transport.breakOff(error);
  expect(request.resetCode).toBe(ErrorCode.Cancel);
  expect(client.closeReason).toMatchObject({ code: ErrorCode.NoError, error });
  await client.connection.shutdown();
  request.stream.respond(response, true);
  request.stream.sendData(Buffer.from('x'), true);
  request.stream.sendTrailers(response);
  request.stream.reset(1);
  client.connection.ping(() => {});
  expect(client.exchange()).toEqual([]);
});

it('a connection that is over leaves no timer', () => {
  const client = new RawClient();
  client.exchange();
  expect(client.clock.timers).toBe(1);
  client.connection.close(ErrorCode.NoError, 'bye');
  client.transport.breakOff();
  expect(client.clock.timers).toBe(0);
});

it('a client that stops sending still gets the answers it has asked for', () => {
  const client = RawClient.ready();
  const complete = client.open(1, true);
  const incomplete = client.open(3);
  client.transport.deliverEnd();
  expect(incomplete.resetCode).toBe(ErrorCode.Cancel);
  expect(complete.resetCode).toBe(undefined);
  client.exchange();
  complete.stream.respond(response, true);
  expect(client.exchange()).toMatchObject([{ type: FrameType.Headers, streamId: 1 }]);
  expect(client.transport.ended).toBe(true);
});

it('a client that has stopped sending is probed, and dropped when its time is over', () => {
  const client = RawClient.ready();
  const request = client.open(1, true);
  client.transport.deliverEnd();
  expect(client.exchange()).toMatchObject([{ type: FrameType.Ping, flags: 0 }]);
  client.clock.advance(100);
  expect(client.exchange()).toMatchObject([{ type: FrameType.Ping, flags: 0 }]);
  client.clock.advance(4000);
  expect(client.connection.closed).toBe(false);
  client.clock.advance(1000);
  expect(request.resetCode).toBe(ErrorCode.Cancel);
  expect(client.transport.destroyed).toBe(true);
  expect(client.clock.timers).toBe(0);
});

it('a stream reset inside its own callback stays silent', () => {
  const client = RawClient.ready();
  client.onRequest = ({ stream }) => stream.reset(ErrorCode.Cancel);
  const frames = client.exchange(headersFrame(1, requestFields, false), dataFrame(1, 'x', true));
  expect(resets(frames)).toEqual([[1, ErrorCode.Cancel]]);
  expect(client.requests[0]).toMatchObject({ resetCode: undefined, body: Buffer.alloc(0) });
  expect(outcome(client)).toBe('accepted');
});

it('a connection closed inside a callback handles nothing more of the chunk', () => {
  const client = RawClient.ready();
  client.onRequest = () => client.connection.destroy();
  client.transport.deliver(Buffer.concat([headersFrame(1, requestFields, true), headersFrame(3, requestFields, true)]));
  expect(client.requests).toHaveLength(1);
  expect(client.transport.destroyed).toBe(true);
});

it('headers longer than a frame go out in CONTINUATION frames', () => {
  const client = RawClient.ready();
  const { stream } = client.open(1, true);
  const long = '\x80'.repeat(40_000);
  stream.respond(encodeHeaderBlock([...response, ['x-long', long]]), true);
  const frames = client.exchange();
  expect(frames.map(({ type, flags }) => [type, flags])).toEqual([
    [FrameType.Headers, Flag.EndStream],
    [FrameType.Continuation, 0],
    [FrameType.Continuation, Flag.EndHeaders],
  ]);
  expect(frames.every(({ payload }) => payload.length <= 16_384)).toBe(true);
});

it('fields that would smuggle others in are refused where they are set', () => {
  const client = RawClient.ready();
  const { stream } = client.open(1, true);
  for (const [name, value] of [
    ['x', 'a\r\nb: c'],
    ['x', 'a\0'],
    ['X', 'a'],
    ['', 'a'],
    ['x y', 'a'],
    ['x', '\u0100'],
    ['x', ' a'],
  ] as const) {
    expect(() => stream.respond([...response, [name, value]], false)).toThrow(TypeError);
    expect(() => encodeHeaderBlock([[name, value]])).toThrow(TypeError);
  }
  expect(stream.responded).toBe(false);
  stream.respond(response, false);
  stream.sendData(Buffer.from('x'), false);
  expect(() => stream.sendTrailers([['x', '\n']])).toThrow(TypeError);
  expect(stream.localEnded).toBe(false);
});

it('statistics tell streams and bytes', () => {
  const client = RawClient.ready();
  client.open(1, true).stream.respond(response, true);
  client.open(3, true);
  client.exchange();
  const { streamsOpen, streamsTotal, bytesReceived, bytesSent } = client.connection.stats;
  expect({ streamsOpen, streamsTotal }).toEqual({ streamsOpen: 1, streamsTotal: 2 });
  expect(bytesReceived).toBeGreaterThan(100);
  expect(bytesSent).toBeGreaterThan(50);
});

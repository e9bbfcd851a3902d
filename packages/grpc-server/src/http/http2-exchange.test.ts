import { connect } from 'node:net';
import { encodeHeaderBlock } from '@quorate/http2';
import { expect, test } from 'vitest';
import { frame, framesOf, preface } from '../testdata/raw-frames.ts';
import { TestServer } from '../testdata/test-server.ts';

const port = 22_190;
const headersFrame = 1;
const dataFrame = 0;
const resetFrame = 3;
const endHeaders = 4;
const endStream = 1;

const request = encodeHeaderBlock([
  [':method', 'POST'],
  [':scheme', 'http'],
  [':path', '/nowhere'],
  [':authority', 'a'],
]);

/** Sends frames one after the other, each once the answer to the one before has come; resolves the frames of the answers. */
async function converse(...sent: readonly Buffer[]): Promise<{ type: number; payload: Buffer }[]> {
  await using _server = await TestServer.start({ address: { host: '127.0.0.1', port } });
  const socket = connect(port, '127.0.0.1');
  let received = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
  });
  socket.on('error', () => {});
  socket.write(preface);
  for (const bytes of sent) {
    const before = received.length;
    socket.write(bytes);
    await expect.poll(() => received.length).toBeGreaterThan(before);
  }
  socket.destroy();
  return [...framesOf(received)].filter(({ stream }) => stream === 1);
}

test('the malformed end of a request that was answered already is still told', async () => {
  const trailers = encodeHeaderBlock([[':method', 'GET']]);
  const frames = await converse(
    frame(headersFrame, endHeaders, 1, request.bytes),
    frame(headersFrame, endHeaders | endStream, 1, trailers.bytes),
  );
  expect(frames.map(({ type }) => type)).toEqual([headersFrame, dataFrame, resetFrame]);
  expect(frames.at(-1)?.payload.readUInt32BE()).toBe(1);
});

test('a body that goes on after the answer is cut short without blame', async () => {
  const body = frame(dataFrame, 0, 1, Buffer.alloc(16_000));
  const frames = await converse(
    frame(headersFrame, endHeaders, 1, request.bytes),
    Buffer.concat([body, body, body, body, body]),
  );
  expect(frames.at(-1)?.type).toBe(resetFrame);
  expect(frames.at(-1)?.payload.readUInt32BE()).toBe(0);
});

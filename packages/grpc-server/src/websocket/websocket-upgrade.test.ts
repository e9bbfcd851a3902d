import { connect } from 'node:net';
import { PutRequest } from '@quorate/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TestServer } from '../testdata/test-server.ts';
import { encodeFrame, Opcode, WebSocketError, WebSocketFrameReader } from './websocket-frame.ts';

const port = 22_035;
const start = () => TestServer.start({ address: { host: '127.0.0.1', port } });

/** A frame as a client sends it: masked. */
function clientFrame(opcode: number, payload: Uint8Array, final = true): Buffer {
  const plain = encodeFrame(opcode, payload);
  const headBytes = plain.length - payload.length;
  const mask = Buffer.from([1, 2, 3, 4]);
  const head = Buffer.from(plain.subarray(0, headBytes));
  head[0] = (final ? 0x80 : 0) | opcode;
  head[1] = (head[1] as number) | 0x80;
  return Buffer.concat([head, mask, payload.map((byte, i) => byte ^ (mask[i & 3] as number))]);
}

test('requests are messages, and answers are messages', async () => {
  await using server = await start();
  const socket = new WebSocket(`ws://127.0.0.1:${port}/v3/watch`);
  const messages: unknown[] = [];
  socket.onmessage = ({ data }) => messages.push(JSON.parse(String(data)));
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  socket.send(JSON.stringify({ create_request: { key: 'YQ==' } }));
  await expect.poll(() => messages).toMatchObject([{ result: { created: true } }]);
  server.backend.store.put(PutRequest.create({ key: Buffer.from('a'), value: Buffer.alloc(70_000, 'x') }));
  await expect.poll(() => messages).toMatchObject([{}, { result: { events: [{ kv: { version: '1' } }] } }]);
  const closed = new Promise<number>((resolve) => {
    socket.onclose = ({ code }) => resolve(code);
  });
  socket.close(1000);
  expect(await closed).toBe(1000);
  await expect.poll(() => server.backend.watch.openStreams).toBe(0);
});

test('pings are answered, and what no client may send closes the connection', async () => {
  await using _server = await start();
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  socket.write(
    'GET /v3/watch HTTP/1.1\r\nhost: a\r\nconnection: Upgrade\r\nupgrade: websocket\r\n' +
      'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  socket.write(clientFrame(Opcode.Ping, Buffer.from('hi')));
  socket.write(encodeFrame(Opcode.Text, Buffer.from('not masked')));
  const received = Buffer.concat(await socket.toArray());
  expect(received.toString('latin1')).toContain('sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
  expect(received.includes(encodeFrame(Opcode.Pong, Buffer.from('hi')))).toBe(true);
  expect(received.includes(encodeFrame(Opcode.Close, Uint8Array.of(1002 >>> 8, 1002 & 0xff)))).toBe(true);
});

test('frames come out whole however they are cut', () => {
  const payloads = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 });
  fc.assert(
    fc.property(payloads, fc.integer({ min: 1, max: 50 }), (sent, size) => {
      const wire = Buffer.concat(sent.map((payload) => clientFrame(Opcode.Binary, payload)));
      const reader = new WebSocketFrameReader(300);
      const received: number[][] = [];
      for (let at = 0; at < wire.length; at += size) {
        reader.push(wire.subarray(at, at + size));
        for (let frame = reader.next(); frame !== undefined; frame = reader.next()) received.push([...frame.payload]);
      }
      expect(received).toEqual(sent.map((payload) => [...payload]));
    }),
  );
});

test('frames that are too long, or use what was not agreed on, are refused', () => {
  const refused = (bytes: Uint8Array, closeCode: number) => {
    const reader = new WebSocketFrameReader(100);
    reader.push(bytes);
    expect(() => reader.next()).toThrow(WebSocketError);
    expect(() => reader.next()).toThrow(expect.objectContaining({ closeCode }));
  };
  refused(clientFrame(Opcode.Text, Buffer.alloc(101)), 1009);
  refused(clientFrame(Opcode.Text, Buffer.alloc(70_000)).subarray(0, 20), 1009);
  refused(clientFrame(Opcode.Ping, Buffer.alloc(2), false), 1002);
  refused(Uint8Array.of(0xc1, 0x80, 0, 0, 0, 0), 1002);
  refused(encodeFrame(Opcode.Text, Buffer.from('x')), 1002);
});

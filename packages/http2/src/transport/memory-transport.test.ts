import { expect, it } from 'vitest';
import { Http2ClientConnection } from '../connection/client-connection.ts';
import { Http2ServerConnection } from '../connection/server-connection.ts';
import { requestFields } from '../scripted/raw-frames.ts';
import { memoryTransportPair } from './memory-transport.ts';

it('carries a connection from the first request to an orderly end', async () => {
  const [near, far] = memoryTransportPair();
  const server = new Http2ServerConnection(far, {
    onStream(stream, headers) {
      stream.answer([[':status', '200']], Buffer.from(headers.path), [['done', 'yes']]);
      return { onData: () => {}, onTrailers: () => {}, onReset: () => {}, onWritable: () => {} };
    },
  });
  const client = new Http2ClientConnection(near);
  const { promise, resolve } = Promise.withResolvers<string>();
  let body = '';
  client.request(requestFields, true, {
    onHeaders: () => {},
    onData(_stream, bytes) {
      body += Buffer.from(bytes).toString();
    },
    onTrailers: () => resolve(body),
    onReset: () => {},
    onWritable: () => {},
  });
  expect(await promise).toBe('/service/method');
  await Promise.all([client.shutdown(), server.shutdown()]);
  expect([client.closed, server.closed]).toEqual([true, true]);
});

it('breaks off on both sides when one is destroyed', async () => {
  const [near, far] = memoryTransportPair();
  const { promise, resolve } = Promise.withResolvers<void>();
  const noStreams = () => {
    throw new Error('no stream was opened');
  };
  new Http2ServerConnection(far, { onStream: noStreams, onClose: () => resolve() });
  new Http2ClientConnection(near).destroy();
  await promise;
});

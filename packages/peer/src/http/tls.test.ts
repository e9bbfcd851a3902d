import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { NodeClock } from '@quorate/node-ports';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask } from './peer-answer.ts';
import { type ClientTls, PeerHttp } from './peer-request.ts';

/** Certificates for 127.0.0.1: `one` and `two` are signed by `ca`, `stranger` by itself. */
const pem = (name: string) => readFileSync(new URL(`../testdata/tls/${name}.pem`, import.meta.url), 'utf8');
const pair = (name: string) => ({ cert: pem(name), key: pem(`${name}-key`) });
const limits = { bytesMax: 1000, timeoutMs: 5000 };

describe('requests over TLS', () => {
  let server: Server;
  let url: string;
  /** Who opened a connection, in order. */
  let clients: string[] = [];

  beforeEach(async () => {
    clients = [];
    server = createServer({ ...pair('one'), ca: pem('ca'), requestCert: true }, (_request, response) =>
      response.end('ok'),
    );
    server.on('secureConnection', (socket: TLSSocket) => clients.push(String(socket.getPeerCertificate().subject?.CN)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const open = (tls: ClientTls) => new PeerHttp({ clock: new NodeClock(), tls });
  const get = (http: PeerHttp) => ask(http, { baseUrl: url, path: '/', method: 'GET', headers: {} }, limits);

  it('share a connection, one after the other', async () => {
    const http = open(() => ({ ...pair('one'), ca: pem('ca') }));
    for (let at = 0; at < 5; at++) expect((await get(http)).status).toBe(200);
    expect(clients).toEqual(['one']);
    http.close();
  });

  it('use renewed certificates as soon as there is another connection', async () => {
    let name = 'one';
    const http = open(() => ({ ...pair(name), ca: pem('ca') }));
    await get(http);
    name = 'two';
    server.closeIdleConnections();
    await expect.poll(async () => (await get(http).catch(() => undefined))?.status).toBe(200);
    expect(clients.at(-1)).toBe('two');
    http.close();
  });

  it('refuse a server that the CA did not sign, and say why', async () => {
    const http = open(() => ({ ca: pem('stranger') }));
    await expect(get(http)).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('certificate'),
    });
    http.close();
  });

  it('fail when the server turns the certificate away', async () => {
    const http = open(() => ({ ...pair('stranger'), ca: pem('ca') }));
    await expect(get(http)).rejects.toMatchObject({ code: 'unreachable' });
    http.close();
  });
});

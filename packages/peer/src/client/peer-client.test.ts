import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NodeClock } from '@quorate/node-ports';
import { LeaseInternalRequest, LeaseTimeToLiveRequest } from '@quorate/protocol';
import { describe, expect, it } from 'vitest';
import { PeerHttp } from '../http/peer-request.ts';
import { TestPeer, testClusterId } from '../testdata/test-peer.ts';
import { PeerClient } from './peer-client.ts';

/** A client, and a server that answers every request with one text. */
async function saying(text: string, status = 200): Promise<{ client: PeerClient; url: string } & AsyncDisposable> {
  const server = createServer((_request, response) => response.writeHead(status).end(text));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const http = new PeerHttp({ clock: new NodeClock() });
  return {
    client: new PeerClient(http),
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      http.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('a client of other members', () => {
  it('asks for members, versions, leases and hashes', async () => {
    await using peer = await TestPeer.start(1n);
    const http = new PeerHttp({ clock: new NodeClock() });
    const client = new PeerClient(http);
    const urls = ['http://127.0.0.1:1', peer.url];
    expect(await client.members(urls, 2000)).toEqual({ clusterId: testClusterId, members: '[{"id":1}]' });
    expect(await client.serverVersion(urls, 2000)).toBe('3.7.1');
    expect(await client.renewLease(urls, 7n, 2000)).toBe(60);
    expect(await client.renewLease(urls, 8n, 2000)).toBeUndefined();
    const request = LeaseInternalRequest.create({ leaseTimeToLiveRequest: LeaseTimeToLiveRequest.create({ id: 7n }) });
    expect(await client.leaseTimeToLive(urls, request, 2000)).toBeDefined();
    expect(await client.promote(urls, 5n, 2000)).toBe('[{"id":5}]');
    expect(await client.hashKv(urls, testClusterId, 12, 2000)).toMatchObject({
      hash: 42,
      compactRevision: 3,
      hashRevision: 12,
    });
    await expect(client.hashKv(urls, testClusterId, 101, 2000)).rejects.toThrow('future revision');
    await expect(client.hashKv(urls, 5n, 12, 2000)).rejects.toMatchObject({
      status: 412,
      message: 'cluster ID mismatch',
    });
    // One after the other over the same connection.
    expect(peer.accepted).toBe(1);
    http.close();
  });

  it.each(['no JSON', '[]x', 'null', '{"etcdserver":5}'])('takes %j for no version', async (text) => {
    await using server = await saying(text);
    await expect(server.client.serverVersion([server.url], 2000)).rejects.toMatchObject({ code: 'bad-answer' });
  });

  it('takes neither an endless answer nor one of a cluster without name', async () => {
    await using endless = await saying('x'.repeat(2 * 1024 * 1024));
    await expect(endless.client.serverVersion([endless.url], 2000)).rejects.toMatchObject({ code: 'bad-answer' });
    await using nameless = await saying('[]');
    await expect(nameless.client.members([nameless.url], 2000)).rejects.toMatchObject({ code: 'bad-answer' });
  });

  it('gives up in time on a member that does not answer, and says which', async () => {
    const server = createServer(() => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const http = new PeerHttp({ clock: new NodeClock() });
    await expect(new PeerClient(http).serverVersion([url], 50)).rejects.toMatchObject({
      code: 'timeout',
      message: `no answer from ${url} within 50 ms`,
    });
    await expect(new PeerClient(http).serverVersion(['http://127.0.0.1:1'], 2000)).rejects.toMatchObject({
      code: 'unreachable',
    });
    await expect(new PeerClient(http).serverVersion([], 2000)).rejects.toMatchObject({ code: 'unreachable' });
    http.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});

import { failpointNames } from '@quorate/ports';
import { SeededRandom, VirtualClock } from '@quorate/simulated-ports';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FailpointServer } from './failpoint-server.ts';
import { FailpointSet } from './failpoint-set.ts';

let failpoints: FailpointSet;
let server: FailpointServer;
beforeEach(async () => {
  const nothing = () => {};
  failpoints = new FailpointSet({
    clock: new VirtualClock(),
    random: new SeededRandom(1),
    print: nothing,
    crash: nothing,
  });
  server = await FailpointServer.listen('127.0.0.1:0', failpoints);
});
afterEach(() => server.close());

async function ask(method: string, path: string, body?: string): Promise<{ status: number; text: string }> {
  const url = `http://127.0.0.1:${server.port}/${path}`;
  const response = await fetch(url, { method, ...(body === undefined ? {} : { body }) });
  return { status: response.status, text: await response.text() };
}

describe('the failpoint server', () => {
  it('sets, shows, lists and clears a point', async () => {
    expect(await ask('GET', 'beforeCommit')).toMatchObject({ status: 404 });
    expect(await ask('PUT', 'beforeCommit', 'sleep("10s")')).toEqual({ status: 204, text: '' });
    expect(await ask('GET', 'beforeCommit')).toEqual({ status: 200, text: 'sleep("10s")\n' });
    const { status, text } = await ask('GET', '');
    expect(status).toBe(200);
    expect(text.split('\n')).toContain('beforeCommit=sleep("10s")');
    expect(text.trimEnd().split('\n')).toHaveLength(failpointNames.length);
    expect(await ask('DELETE', 'beforeCommit')).toEqual({ status: 204, text: '' });
    expect(failpoints.hit('beforeCommit')).toBeUndefined();
    expect(await ask('DELETE', 'beforeCommit')).toEqual({ status: 204, text: '' });
  });

  it('counts', async () => {
    await ask('PUT', 'beforeCommit', 'print');
    failpoints.hit('beforeCommit');
    failpoints.hit('beforeCommit');
    expect(await ask('GET', 'beforeCommit/count')).toEqual({ status: 200, text: '2' });
  });

  it('sets several at once', async () => {
    expect(await ask('PUT', 'failpoints', 'beforeCommit=print;afterCommit=off')).toMatchObject({ status: 204 });
    expect(failpoints.termsOf('afterCommit')).toBe('off');
  });

  it.each([
    ['PUT', 'nonsense', 'panic', 404],
    ['GET', 'nonsense', undefined, 404],
    ['DELETE', 'nonsense', undefined, 404],
    ['PUT', 'beforeCommit', 'explode', 400],
    ['PUT', 'beforeCommit', 'x'.repeat(100_000), 400],
    ['PUT', 'failpoints', 'nonsense=panic', 400],
    ['POST', 'beforeCommit', 'panic', 405],
  ])('refuses %s /%s with what it has to say', async (method, path, body, status) => {
    const answer = await ask(method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.text).not.toBe('');
    expect(failpoints.termsOf('beforeCommit')).toBeUndefined();
  });

  it('says which address it cannot have', async () => {
    await expect(FailpointServer.listen(`127.0.0.1:${server.port}`, failpoints)).rejects.toThrow(
      /GOFAIL_HTTP=.*EADDRINUSE/,
    );
    await expect(FailpointServer.listen('nowhere', failpoints)).rejects.toThrow(/host:port/);
  });
});

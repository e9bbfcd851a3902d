import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startTestServer } from './start-test-server.ts';

test('a server in memory is there at once and gone with its scope', async () => {
  let endpoint: string;
  {
    await using server = await startTestServer();
    endpoint = server.endpoint;
    await using client = server.client();
    await client.kv.put('greeting', 'hello');
    expect(await client.kv.getText('greeting')).toBe('hello');
  }
  await expect(fetch(`${endpoint}/health`)).rejects.toThrow('fetch failed');
});

test('servers do not know of each other', async () => {
  await using one = await startTestServer();
  await using other = await startTestServer();
  await using client = one.client();
  await using stranger = other.client();
  await client.kv.put('a', '1');
  expect(await stranger.kv.get('a')).toBeUndefined();
});

test('a server that is given a folder finds there what it had written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-client-testing-'));
  const dataDir = join(folder, 'data');
  {
    await using server = await startTestServer({ dataDir });
    await using client = server.client();
    await client.kv.put('kept', 'on disk');
  }
  {
    await using server = await startTestServer({ dataDir });
    await using client = server.client({ callTimeoutMs: 10_000 });
    expect(await client.kv.getText('kept')).toBe('on disk');
  }
  rmSync(folder, { recursive: true });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError } from '../config/config-error.ts';
import { startMember } from './start-member.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

async function call(url: string, path: string, body: object): Promise<{ kvs?: { value: string }[]; count?: string }> {
  const response = await fetch(`${url}/v3/kv/${path}`, { method: 'POST', body: JSON.stringify(body) });
  expect(response.status).toBe(200);
  return (await response.json()) as { kvs?: { value: string }[]; count?: string };
}

test('a member in memory serves at once, and nothing of it is left', async () => {
  let url: string;
  {
    await using member = await startMember();
    url = member.clientUrl;
    await call(url, 'put', { key: base64('a'), value: base64('1') });
    const { kvs } = await call(url, 'range', { key: base64('a') });
    expect(kvs?.[0]?.value).toBe(base64('1'));
  }
  await expect(fetch(`${url}/health`)).rejects.toThrow('fetch failed');
  await using again = await startMember();
  expect((await call(again.clientUrl, 'range', { key: base64('a') })).count).toBeUndefined();
});

test('several members live in one process, on disk if they are told where', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'quorate-embed-'));
  try {
    const [one, other] = await Promise.all([startMember({ dataDir }), startMember()]);
    await call(one.clientUrl, 'put', { key: base64('k'), value: base64('v') });
    expect((await call(other.clientUrl, 'range', { key: base64('k') })).kvs).toBeUndefined();
    await Promise.all([one.stop(), other.stop()]);
    await one.ended;
    await using again = await startMember({ dataDir });
    expect((await call(again.clientUrl, 'range', { key: base64('k') })).kvs?.[0]?.value).toBe(base64('v'));
  } finally {
    rmSync(dataDir, { recursive: true });
  }
});

test('a wrong flag is refused by what is wrong with it', async () => {
  await expect(startMember({ flags: { 'election-timeout': 100 } })).rejects.toThrow(ConfigError);
  await expect(startMember({ flags: { 'no-such-flag': 1 } })).rejects.toThrow('no-such-flag');
});

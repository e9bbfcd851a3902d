import { describe, expect, it } from 'vitest';
import { Etcdctl } from './etcdctl/etcdctl.ts';
import { freePort } from './process/free-ports.ts';
import { MemberProcess } from './process/member-process.ts';

async function post(url: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  return JSON.parse(await response.text());
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('HTTP', () => {
  it('puts, reads and compares through the JSON gateway', async () => {
    await using member = await MemberProcess.single();
    const gateway = `${member.endpoint}/v3/kv`;
    expect(await post(`${gateway}/put`, { key: base64('k'), value: base64('v') })).toMatchObject({
      header: { revision: '2' },
    });
    expect(await post(`${gateway}/range`, { key: base64('k') })).toMatchObject({
      kvs: [{ key: base64('k'), value: base64('v'), create_revision: '2', mod_revision: '2', version: '1' }],
      count: '1',
    });
    const txn = {
      compare: [{ key: base64('k'), target: 'VALUE', value: base64('v') }],
      success: [{ request_delete_range: { key: base64('k') } }],
    };
    expect(await post(`${gateway}/txn`, txn)).toMatchObject({
      succeeded: true,
      responses: [{ response_delete_range: { deleted: '1' } }],
    });
    expect(await post(`${gateway}/range`, { key: base64('k') })).not.toHaveProperty('kvs');
    expect(await post(`${gateway}/put`, {})).toMatchObject({ code: 3, message: 'etcdserver: key is not provided' });
    member.assertCleanLog();
  });

  it('moves to URLs of its own, and the client URL then speaks gRPC alone', async () => {
    const [httpPort, metricsPort] = [await freePort(), await freePort()];
    await using member = await MemberProcess.single({
      flags: [
        `--listen-client-http-urls=http://127.0.0.1:${httpPort}`,
        `--listen-metrics-urls=http://127.0.0.1:${metricsPort}`,
      ],
    });
    expect(await new Etcdctl('3.5', [member.endpoint]).output(['put', 'k', 'v'])).toBe('OK\n');
    const status = async (port: number, path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
    expect(await status(httpPort, '/version')).toBe(200);
    expect(await status(httpPort, '/health')).toBe(200);
    expect(await status(metricsPort, '/metrics')).toBe(200);
    expect(await status(metricsPort, '/health')).toBe(200);
    await expect(status(member.clientPort, '/version')).rejects.toThrow();
    member.assertCleanLog();
  });
});

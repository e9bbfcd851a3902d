import { spawnSync } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EtcdClient } from '../client.ts';
import { type ClientNotice, noticeChannelName } from '../connection/call-events.ts';
import { ServerProcess } from './server-process.ts';
import { serversUnderTest } from './server-program.ts';

describe.each(serversUnderTest())('TLS with %s', (kind) => {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-client-tls-'));
  const file = (name: string) => join(folder, name);
  let server: ServerProcess;

  /** Makes `name.crt` and `name.key`, signed by `signer` or by itself. */
  function certify(name: string, signer?: string, subject = 'IP:127.0.0.1'): void {
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', file(`${name}.key`)];
    const signed =
      signer === undefined
        ? []
        : [
            '-CA',
            file(`${signer}.crt`),
            '-CAkey',
            file(`${signer}.key`),
            '-addext',
            `subjectAltName=${subject}`,
            '-addext',
            'basicConstraints=critical,CA:FALSE',
          ];
    const args = ['req', '-x509', ...key, '-out', file(`${name}.crt`), '-subj', `/CN=${name}`, '-days', '2', ...signed];
    const { status, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`openssl is needed to make certificates: ${stderr}`);
  }

  beforeAll(async () => {
    certify('authority');
    certify('stranger');
    certify('server', 'authority');
    certify('client', 'authority');
    certify('impostor', 'stranger');
    const tls = { caFile: file('authority.crt'), certFile: file('client.crt'), keyFile: file('client.key') };
    const args = [
      '--client-cert-auth',
      '--trusted-ca-file',
      tls.caFile,
      '--cert-file',
      file('server.crt'),
      '--key-file',
      file('server.key'),
    ];
    server = await ServerProcess.start(kind, { scheme: 'https', args, client: { tls } });
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  it('a client with a certificate is let in, and files that are replaced are read again', async () => {
    copyFileSync(file('impostor.crt'), file('used.crt'));
    copyFileSync(file('impostor.key'), file('used.key'));
    const tls = {
      caFile: file('authority.crt'),
      certFile: file('used.crt'),
      keyFile: file('used.key'),
      reloadIntervalMs: 50,
    };
    await using client = new EtcdClient({ endpoints: server.endpoint, tls });
    await expect(client.kv.put('k', 'impostor', { timeoutMs: 300 })).rejects.toBeDefined();
    const notices: string[] = [];
    const onNotice = (message: unknown) => notices.push((message as ClientNotice).type);
    subscribe(noticeChannelName, onNotice);
    copyFileSync(file('client.crt'), file('used.crt'));
    copyFileSync(file('client.key'), file('used.key'));
    await expect
      .poll(
        () =>
          client.kv.getText('k', { timeoutMs: 1_000 }).then(
            () => 'in',
            () => 'out',
          ),
        { timeout: 10_000 },
      )
      .toBe('in');
    expect(await client.kv.getText('k')).toBeUndefined();
    unsubscribe(noticeChannelName, onNotice);
    expect(notices).toContain('certificates-reloaded');
  });

  it('certificates can be given as they are', async () => {
    const tls = {
      ca: readFileSync(file('authority.crt')),
      cert: readFileSync(file('client.crt'), 'utf8'),
      key: readFileSync(file('client.key')),
    };
    await using client = new EtcdClient({ endpoints: server.endpoint, tls });
    expect(await client.kv.get('k')).toBeUndefined();
    await using stranger = new EtcdClient({ endpoints: server.endpoint, tls: { ca: tls.ca } });
    await expect(stranger.kv.get('k', { timeoutMs: 300 })).rejects.toBeDefined();
  });

  it('a server that cannot prove who it is is not talked to, unless that is asked for', async () => {
    const own = { certFile: file('client.crt'), keyFile: file('client.key') };
    await using distrustful = new EtcdClient({
      endpoints: server.endpoint,
      tls: { ...own, caFile: file('stranger.crt') },
    });
    await expect(distrustful.kv.get('k', { timeoutMs: 300 })).rejects.toMatchObject({ code: 'unreachable' });
    await using credulous = new EtcdClient({ endpoints: server.endpoint, tls: { ...own, insecureSkipVerify: true } });
    expect(await credulous.kv.get('k')).toBeUndefined();
  });

  it('a certificate has to be for the address, or the name, that was asked for', async () => {
    certify('elsewhere', 'authority', 'DNS:elsewhere.test');
    const args = ['--cert-file', file('elsewhere.crt'), '--key-file', file('elsewhere.key')];
    const tls = { caFile: file('authority.crt'), serverName: 'elsewhere.test' };
    await using other = await ServerProcess.start(kind, { scheme: 'https', args, client: { tls } });
    await using client = new EtcdClient({ endpoints: other.endpoint, tls: { caFile: file('authority.crt') } });
    await expect(client.kv.get('k', { timeoutMs: 300 })).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('files that are missing are an error at once', () => {
    expect(() => new EtcdClient({ endpoints: server.endpoint, tls: { caFile: file('none.crt') } })).toThrow(
      /TLS cannot be set up/,
    );
  });
});

import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EtcdClient } from '../client.ts';
import { text } from '../kv/bytes.ts';
import { prefix } from '../kv/key-range.ts';
import { ServerProcess } from './server-process.ts';
import { serversUnderTest } from './server-program.ts';

/** Tokens of the server live so long; those made here as long or shorter. */
const ttlSeconds = 2;

/** Our own server checks no permissions yet. */
const checking = serversUnderTest().filter((kind) => kind !== 'quorate');
const open = serversUnderTest().filter((kind) => kind === 'quorate');

describe.each(open)('access to %s', (kind) => {
  it('users cannot be added to a server that checks no permissions yet, which says so', async () => {
    await using server = await ServerProcess.start(kind);
    await using client = new EtcdClient({ endpoints: server.endpoint });
    expect(await client.auth.status()).toMatchObject({ enabled: false });
    await expect(client.auth.users.add('root', 'secret')).rejects.toMatchObject({ code: 'not-capable' });
  });
});

describe.each(checking)('access to %s', (kind) => {
  it('users, roles and permissions; tokens come and are renewed by themselves', async () => {
    await using server = await ServerProcess.start(kind, { args: ['--auth-token-ttl', '1'] });
    await using open = new EtcdClient({ endpoints: server.endpoint });
    if (kind === 'etcd-3.4') await expect(open.auth.status()).rejects.toMatchObject({ code: 'unimplemented' });
    else expect(await open.auth.status()).toMatchObject({ enabled: false });
    await open.auth.users.add('root', 'secret');
    await open.auth.users.grantRole('root', 'root').catch(async () => {
      await open.auth.roles.add('root');
      await open.auth.users.grantRole('root', 'root');
    });
    await open.auth.users.add('reader', 'pass');
    await open.auth.users.add('certified', undefined);
    await open.auth.roles.add('reads');
    await open.auth.roles.grantPermission('reads', 'read', prefix('public/'));
    await open.auth.users.grantRole('reader', 'reads');
    expect(await open.auth.roles.get('reads')).toEqual([{ access: 'read', range: prefix('public/') }]);
    expect(await open.auth.users.list()).toEqual(['certified', 'reader', 'root']);
    expect(await open.auth.users.get('reader')).toEqual(['reads']);

    // This client got no token, since there was nothing to authenticate for; it learns that there is.
    await using early = new EtcdClient({
      endpoints: server.endpoint,
      credentials: { username: 'root', password: 'secret' },
    });
    await early.kv.put('public/a', '1');
    await open.auth.enable();
    await expect(open.kv.get('public/a')).rejects.toMatchObject({ code: 'user-empty', mayHaveExecuted: false });
    await early.kv.put('public/a', '2');

    await using reader = new EtcdClient({
      endpoints: server.endpoint,
      credentials: { username: 'reader', password: 'pass' },
    });
    expect(await reader.kv.getText('public/a')).toBe('2');
    await expect(reader.kv.put('public/a', '3')).rejects.toMatchObject({
      code: 'permission-denied',
      mayHaveExecuted: false,
    });
    await expect(reader.watch(prefix('private/')).created).rejects.toMatchObject({ code: 'permission-denied' });

    // The simple tokens of this server end after a second without use; a watch and calls outlive them.
    const watcher = reader.watch(prefix('public/'));
    await watcher.created;
    await new Promise((resolve) => setTimeout(resolve, 2_200));
    expect(await reader.kv.getText('public/a')).toBe('2');
    await early.kv.put('public/b', 'event');
    for await (const { key } of watcher) {
      expect(text(key)).toBe('public/b');
      break;
    }
    const second = reader.watch(prefix('public/'));
    expect(await second.created).toBeGreaterThan(0);

    await using given = new EtcdClient({
      endpoints: server.endpoint,
      credentials: { token: () => open.auth.authenticate('reader', 'pass') },
    });
    expect(await given.kv.getText('public/a')).toBe('2');
    await using wrong = new EtcdClient({
      endpoints: server.endpoint,
      credentials: { username: 'reader', password: 'x' },
    });
    await expect(wrong.kv.get('public/a')).rejects.toMatchObject({ code: 'auth-failed' });

    await early.auth.users.changePassword('reader', 'new');
    await early.auth.roles.revokePermission('reads', prefix('public/'));
    await early.auth.users.revokeRole('reader', 'reads');
    await early.auth.users.delete('reader');
    await early.auth.roles.delete('reads');
    expect(await early.auth.roles.list()).not.toContain('reads');
    await early.auth.disable();
    expect(await open.kv.getText('public/a')).toBe('2');
  });
});

describe.each(checking)('JSON web tokens on %s', (kind) => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  let folder: string;
  let server: ServerProcess;
  let root: EtcdClient;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'quorate-client-jwt-'));
    const publicFile = join(folder, 'public.pem');
    const privateFile = join(folder, 'private.pem');
    writeFileSync(publicFile, publicKey.export({ type: 'spki', format: 'pem' }));
    writeFileSync(privateFile, privateKey.export({ type: 'pkcs1', format: 'pem' }));
    const token = `jwt,pub-key=${publicFile},priv-key=${privateFile},sign-method=RS256,ttl=${ttlSeconds}s`;
    server = await ServerProcess.start(kind, { args: ['--auth-token', token] });
    await using open = new EtcdClient({ endpoints: server.endpoint });
    await open.auth.users.add('root', 'secret');
    await open.auth.users.grantRole('root', 'root').catch(async () => {
      await open.auth.roles.add('root');
      await open.auth.users.grantRole('root', 'root');
    });
    await open.auth.enable();
    root = new EtcdClient({ endpoints: server.endpoint, credentials: { username: 'root', password: 'secret' } });
  });

  afterAll(async () => {
    await root.close();
    await server[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  it('a token got for a password is replaced when its time is over, for calls and for watches', async () => {
    expect((await root.auth.authenticate('root', 'secret')).split('.')).toHaveLength(3);
    const watcher = root.watch('key');
    await watcher.created;
    await root.kv.put('key', '1');
    await delay((ttlSeconds + 1) * 1000);
    await root.kv.put('key', '2');
    const late = root.watch('late');
    await late.created;
    const seen: string[] = [];
    for await (const event of watcher) {
      if (event.type === 'put') seen.push(text(event.kv.value));
      if (seen.length === 2) break;
    }
    expect(seen).toEqual(['1', '2']);
    await late.close();
  });

  it('a token made elsewhere is asked for again when the server refuses it; one that is fixed fails', async () => {
    const revision = await authRevision(root, kind);
    let asked = 0;
    await using client = new EtcdClient({
      endpoints: server.endpoint,
      credentials: { token: () => webToken(privateKey, revision, ++asked === 1 ? -10 : 60) },
    });
    await client.kv.put('made', 'elsewhere');
    expect(asked).toBe(2);
    await client.kv.put('made', 'again');
    expect(asked).toBe(2);

    await using fixed = new EtcdClient({
      endpoints: server.endpoint,
      credentials: { token: webToken(privateKey, revision, -10) },
    });
    await expect(fixed.kv.put('made', 'never')).rejects.toMatchObject({
      code: 'invalid-auth-token',
      mayHaveExecuted: false,
    });
    expect(await root.kv.getText('made')).toBe('again');
  });

  it('a token from before a change of permissions is replaced', async () => {
    const before = await authRevision(root, kind);
    let asked = 0;
    const revisions = [before];
    await using client = new EtcdClient({
      endpoints: server.endpoint,
      credentials: {
        token: () => {
          asked++;
          return webToken(privateKey, revisions.at(-1) ?? 0, 60);
        },
      },
    });
    await client.kv.put('permitted', '1');
    await root.auth.roles.add('another');
    revisions.push(await authRevision(root, kind));
    expect(revisions[1]).toBeGreaterThan(before);
    await client.kv.put('permitted', '2');
    expect(asked).toBe(2);
  });
});

/** The revision of users and roles, which a token has to name. etcd 3.4 does not tell it but in its own tokens. */
async function authRevision(root: EtcdClient, kind: string): Promise<number> {
  if (kind !== 'etcd-3.4') return (await root.auth.status()).authRevision;
  const [, claims = ''] = (await root.auth.authenticate('root', 'secret')).split('.');
  return JSON.parse(Buffer.from(claims, 'base64url').toString()).revision;
}

/** A token as etcd reads them, of the user root. */
function webToken(privateKey: KeyObject, revision: number, secondsLeft: number): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + secondsLeft;
  const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ username: 'root', revision, exp })}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

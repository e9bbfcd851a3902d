import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { Etcdctl } from './etcdctl/etcdctl.ts';
import { MemberProcess } from './process/member-process.ts';

describe('a member with TLS', () => {
  it('serves clients with a certificate it made for itself, and keeps it', async () => {
    await using member = await MemberProcess.single({ scheme: 'https', flags: ['--auto-tls', '--peer-auto-tls'] });
    const certFile = join(member.dataDir, 'fixtures', 'client', 'cert.pem');
    expect(statSync(join(member.dataDir, 'fixtures', 'client', 'key.pem')).mode & 0o777).toBe(0o600);
    const before = readFileSync(certFile, 'utf8');
    for (const release of ['3.5', '3.4'] as const) {
      const etcdctl = new Etcdctl(release, [member.endpoint]);
      const trusting = ['--insecure-transport=false', '--insecure-skip-tls-verify'];
      expect(await etcdctl.output([...trusting, 'put', 'k', release])).toBe('OK\n');
      expect(await etcdctl.output([...trusting, 'get', 'k'])).toBe(`k\n${release}\n`);
    }
    await member.log.waitFor('"msg":"serving client traffic securely"', 5_000);
    expect(await member.stop('SIGTERM')).toEqual({ code: null, signal: 'SIGTERM' });
    member.restart();
    await member.ready();
    expect(readFileSync(certFile, 'utf8')).toBe(before);
    await member.stop('SIGTERM');
    member.assertCleanLog();
  });

  it('says why it turned a client away', async () => {
    await using member = await MemberProcess.single({
      scheme: 'https',
      flags: ['--auto-tls', '--tls-min-version=TLS1.3'],
    });
    await new Promise<void>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port: member.clientPort, maxVersion: 'TLSv1.2' });
      socket.on('error', () => resolve());
    });
    // etcd 3.5 keeps it to itself; later ones have the line.
    if (member.kind === 'quorate') await member.log.waitFor('"msg":"rejected connection on client endpoint"', 5_000);
    member.assertCleanLog();
  });
});

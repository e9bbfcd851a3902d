import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { describe, expect, it } from 'vitest';
import { Authority, clientCertificates, etcdctlFlags, tlsFlags } from './cluster/certificates.ts';
import { ClusterView } from './cluster/cluster-view.ts';
import { Etcdctl } from './etcdctl/etcdctl.ts';
import { WriteLoad } from './load/write-load.ts';
import { Cluster } from './process/cluster.ts';
import { type MemberOptions, MemberProcess } from './process/member-process.ts';

/** Asks a member for its version over the peers' port with the given files; resolves the status or the error's text. */
function askPeer(url: string, files: { ca: string; cert?: string; key?: string }): Promise<number | string> {
  return new Promise((resolve) => {
    const read = (path: string | undefined) => (path === undefined ? undefined : readFileSync(path));
    const tls = { ca: read(files.ca), cert: read(files.cert), key: read(files.key) };
    const asked = request(`${url}/version`, { ...tls, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on('error', (error) => resolve(error.message));
    asked.end();
  });
}

describe('three members with certificates for clients and for each other', () => {
  it('serve who has a certificate, survive the leader, and turn everybody else away with a line in the log', async () => {
    using authority = new Authority();
    using stranger = new Authority();
    const secured = (): MemberOptions => ({
      scheme: 'https',
      peerScheme: 'https',
      flags: tlsFlags(authority.issue('member')),
    });
    const files = authority.issue('client');
    const certificates = clientCertificates(files);
    await using cluster = await Cluster.start([secured(), secured(), secured()]);
    using view = new ClusterView(certificates);
    await using load = new WriteLoad({ endpoints: cluster.endpoints, perSecond: 500, certificates });
    await load.more(300);
    const etcdctl = new Etcdctl('3.5', cluster.endpoints);
    const members = await etcdctl.output([...etcdctlFlags(files), 'member', 'list']);
    expect(members.trim().split('\n')).toHaveLength(3);
    expect(members.match(/https:/g)).toHaveLength(6);

    const { member: leader } = await view.leader(cluster.members);
    const staying = cluster.members.filter((member) => member !== leader);
    load.target(staying.map(({ endpoint }) => endpoint));
    await leader.stop('SIGKILL');
    expect(await load.more(20)).toBeLessThan(4000);
    leader.restart();
    await leader.ready();
    await load.more(100);
    await load.stop();
    await view.expectNothingLost(load, cluster.members);

    const [asked] = staying as [MemberProcess];
    const strange = stranger.issue('stranger');
    const wrong = new Etcdctl('3.5', [asked.endpoint]);
    const flags = ['--command-timeout=2s', ...etcdctlFlags({ ...strange, ca: files.ca })];
    expect((await wrong.run([...flags, 'get', 'k'])).status).not.toBe(0);
    expect((await wrong.run(['--command-timeout=2s', `--cacert=${files.ca}`, 'get', 'k'])).status).not.toBe(0);
    expect(await askPeer(asked.peerUrl, { ...strange, ca: files.ca })).not.toBe(200);
    expect(await askPeer(asked.peerUrl, { ca: files.ca })).not.toBe(200);
    expect(await askPeer(asked.peerUrl, files)).toBe(200);
    if (asked.kind === 'quorate') await asked.log.waitFor('"msg":"rejected connection on client endpoint"', 5_000);
    await asked.log.waitFor('"msg":"rejected connection', 5_000);
    const said = asked.log.parsed().filter(({ msg }) => msg.startsWith('rejected connection on peer endpoint'));
    if (asked.kind === 'quorate') expect(said.map(({ error }) => String(error)).join()).toContain('certificate');
    cluster.assertCleanLogs();
  });

  it('do not let a member in whose certificate another authority signed, and say so on both sides', async () => {
    using authority = new Authority();
    using stranger = new Authority();
    await using stack = new AsyncDisposableStack();
    const prepared: MemberProcess[] = [];
    for (const [at, by] of [authority, authority, stranger].entries()) {
      const flags = tlsFlags(by.issue('member'));
      const options: MemberOptions = { name: `m${at + 1}`, scheme: 'https', peerScheme: 'https', flags };
      prepared.push(stack.use(await MemberProcess.prepare(options)));
    }
    const [first, second, third] = prepared as [MemberProcess, MemberProcess, MemberProcess];
    for (const member of prepared) member.start(prepared);
    await Promise.all([first.ready(), second.ready()]);
    if (first.kind === 'quorate') {
      await first.log.waitFor('"msg":"rejected connection on peer endpoint"', 10_000);
      await third.log.waitFor('"msg":"failed to dial a remote peer"', 10_000);
      const reasons = third.log.parsed().filter(({ msg }) => msg === 'failed to dial a remote peer');
      expect(reasons.map(({ error }) => String(error)).join()).toMatch(/certificate/);
    }
    using view = new ClusterView(clientCertificates(authority.issue('client')));
    await view.expectSame([first, second]);
    expect(third.log.raw.some((line) => line.includes('ready to serve client requests'))).toBe(false);
    for (const member of [first, second]) member.assertCleanLog();
  });
});

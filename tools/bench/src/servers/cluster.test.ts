import { expect, it } from 'vitest';
import { memberFlags } from './cluster.ts';

it('members have ports of their own, and all know one another', () => {
  const options = { members: 3, tls: false, cpus: undefined, directory: '/data', firstPort: 29_000 };
  const flags = [0, 1, 2].map((index) => memberFlags('/data/x', options, index));
  expect(flags[1]).toContain('--listen-client-urls=http://127.0.0.1:29002');
  expect(flags[1]).toContain('--initial-advertise-peer-urls=http://127.0.0.1:29003');
  expect(flags[1]).toContain('--data-dir=/data/x/m1');
  const cluster = '--initial-cluster=m0=http://127.0.0.1:29001,m1=http://127.0.0.1:29003,m2=http://127.0.0.1:29005';
  for (const ofMember of flags) expect(ofMember).toContain(cluster);
});

it('with TLS clients are served by a certificate that the server makes, and peers as before', () => {
  const flags = memberFlags(
    '/data/x',
    { members: 1, tls: true, cpus: undefined, directory: '/', firstPort: 29_020 },
    0,
  );
  expect(flags).toContain('--auto-tls');
  expect(flags).toContain('--advertise-client-urls=https://127.0.0.1:29020');
  expect(flags).toContain('--listen-peer-urls=http://127.0.0.1:29021');
});

import { describe, expect, it } from 'vitest';
import { parseEtcdUrls } from '../config/etcd-url.ts';
import { parseInitialCluster } from '../config/initial-cluster.ts';
import { verifyBootstrap } from './verify-bootstrap.ts';

const addresses: Readonly<Record<string, string>> = { alpha: '10.0.0.1', beta: '10.0.0.2' };

function verify(name: string, cluster: string, advertised: string): Promise<void> {
  return verifyBootstrap(
    { name, initialCluster: parseInitialCluster(cluster), initialAdvertisePeerUrls: parseEtcdUrls(advertised) },
    async (host) => {
      if (/^[\d.]+$/.test(host)) return [host];
      const address = addresses[host];
      if (address === undefined) throw new Error(`lookup ${host}: no such host`);
      return [address];
    },
  );
}

describe('before its first start a member', () => {
  it('is found in the initial cluster under its name and URLs', async () => {
    await verify('a', 'a=http://alpha:1,b=http://beta:1', 'http://alpha:1');
    await verify('a', 'a=http://alpha:1,b=http://beta:1', 'http://10.0.0.1:1');
  });

  // Texts as etcd 3.5 printed them.
  it.each([
    ['c', 'a=http://alpha:1', 'http://alpha:1', `couldn't find local name "c" in the initial cluster configuration`],
    [
      'default',
      'default=http://localhost:2380',
      'http://127.0.0.1:9999',
      '--initial-cluster has default=http://localhost:2380 but missing from --initial-advertise-peer-urls=http://127.0.0.1:9999 (resolved urls: "http://127.0.0.1:9999" != "http://localhost:2380")',
    ],
    [
      'd',
      'd=http://127.0.0.1:1,d=http://127.0.0.1:2',
      'http://127.0.0.1:1',
      '--initial-cluster has d=http://127.0.0.1:2 but missing from --initial-advertise-peer-urls=http://127.0.0.1:1 (len(["http://127.0.0.1:1"]) != len(["http://127.0.0.1:1" "http://127.0.0.1:2"]))',
    ],
    [
      'd',
      'd=http://127.0.0.1:1,b=http://127.0.0.1:1',
      'http://127.0.0.1:1',
      'initial cluster b=http://127.0.0.1:1,d=http://127.0.0.1:1 has duplicate url',
    ],
    [
      'd',
      'd=http://127.0.0.1:1',
      'http://127.0.0.1:1,http://127.0.0.1:2',
      '--initial-advertise-peer-urls has http://127.0.0.1:2 but missing from --initial-cluster=d=http://127.0.0.1:1',
    ],
    ['a', 'a=http://gone:1', 'http://alpha:1', 'failed to resolve: lookup gone: no such host'],
    ['a', '', 'http://alpha:1', 'initial cluster unset and no discovery URL found'],
  ])('%s of %j advertising %s is refused', async (name, cluster, advertised, message) => {
    await expect(verify(name, cluster, advertised)).rejects.toThrow(message);
  });
});

import { ConfigError } from '../config/config-error.ts';
import { type EtcdUrl, urlTexts } from '../config/etcd-url.ts';
import { formatInitialCluster } from '../config/initial-cluster.ts';
import type { ServerConfig } from '../config/server-config.ts';

/** Resolves a host name to its addresses, sorted; rejects when it has none. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

type BootstrapConfig = Pick<ServerConfig, 'name' | 'initialCluster' | 'initialAdvertisePeerUrls'>;

/**
 * Checks that a member without data can start from what it was told: it is in the initial cluster, nobody shares a URL, and the
 * URLs it advertises are those that the others know it by (host names may differ if they resolve alike). Only needed before the
 * first start: afterwards the data directory knows. Throws a `ConfigError` with etcd's text.
 */
export async function verifyBootstrap(config: BootstrapConfig, resolveHost: ResolveHost): Promise<void> {
  if (config.initialCluster.size === 0) {
    throw new ConfigError('invalid', 'initial cluster unset and no discovery URL found');
  }
  const own = config.initialCluster.get(config.name);
  if (own === undefined) {
    throw new ConfigError('invalid', `couldn't find local name "${config.name}" in the initial cluster configuration`);
  }
  await verifyAdvertised(config, own, resolveHost);
  const all = [...config.initialCluster.values()].flatMap(urlTexts);
  if (new Set(all).size < all.length) {
    throw new ConfigError(
      'invalid',
      `initial cluster ${formatInitialCluster(config.initialCluster)} has duplicate url`,
    );
  }
}

async function verifyAdvertised(
  config: BootstrapConfig,
  own: readonly EtcdUrl[],
  resolveHost: ResolveHost,
): Promise<void> {
  const advertised = urlTexts(config.initialAdvertisePeerUrls);
  const expected = urlTexts(own);
  const reason = await difference(config.initialAdvertisePeerUrls, own, resolveHost);
  if (reason === undefined) return;
  const missing = expected.filter((url) => !advertised.includes(url)).map((url) => `${config.name}=${url}`);
  if (missing.length > 0) {
    throw new ConfigError(
      'invalid',
      `--initial-cluster has ${missing.join(',')} but missing from --initial-advertise-peer-urls=${advertised.join(',')} (${reason})`,
    );
  }
  const surplus = advertised.filter((url) => !expected.includes(url));
  throw new ConfigError(
    'invalid',
    `--initial-advertise-peer-urls has ${surplus.join(',')} but missing from --initial-cluster=${config.name}=${expected.join(`,${config.name}=`)}`,
  );
}

/** Why the two lists are not the same addresses, or `undefined` when they are. */
async function difference(
  advertised: readonly EtcdUrl[],
  expected: readonly EtcdUrl[],
  resolveHost: ResolveHost,
): Promise<string | undefined> {
  const quoted = (urls: readonly EtcdUrl[]) => `[${urls.map((url) => `"${url.text}"`).join(' ')}]`;
  if (advertised.length !== expected.length) {
    return `len(${quoted(advertised)}) != len(${quoted(expected)})`;
  }
  if (advertised.every((url, index) => url.text === expected[index]?.text)) return undefined;
  try {
    const [left, right] = await Promise.all([resolveAll(advertised, resolveHost), resolveAll(expected, resolveHost)]);
    const index = left.findIndex((address, position) => address !== right[position]);
    return index < 0 ? undefined : `resolved urls: "${left[index]}" != "${right[index]}"`;
  } catch (error) {
    return `failed to resolve: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function resolveAll(urls: readonly EtcdUrl[], resolveHost: ResolveHost): Promise<string[]> {
  const resolved = await Promise.all(
    urls.map(async (url) => {
      if (url.scheme === 'unix' || url.scheme === 'unixs') return url.text;
      // etcd leaves `localhost` alone, because it may have two addresses.
      const address = url.host === 'localhost' ? url.host : ((await resolveHost(url.host))[0] ?? url.host);
      return `${url.scheme}://${address.includes(':') ? `[${address}]` : address}:${url.port}`;
    }),
  );
  return resolved.sort();
}

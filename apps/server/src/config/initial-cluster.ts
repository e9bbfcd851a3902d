import { ConfigError } from './config-error.ts';
import { type EtcdUrl, EtcdUrlError, parseEtcdUrls } from './etcd-url.ts';

/** Member names to their peer URLs, in the order of the names. */
export type InitialCluster = ReadonlyMap<string, readonly EtcdUrl[]>;

/** Reads `name=url,name=url,…`; a name may appear several times, once a URL. Throws a `ConfigError`. */
export function parseInitialCluster(text: string): InitialCluster {
  const urlsOf = new Map<string, string[]>();
  for (const part of text.split(',')) {
    if (part.trim() === '') continue;
    const equals = part.indexOf('=');
    const name = (equals < 0 ? part : part.slice(0, equals)).trim();
    const url = equals < 0 ? '' : part.slice(equals + 1);
    urlsOf.set(name, [...(urlsOf.get(name) ?? []), url]);
  }
  const names = [...urlsOf.keys()].sort();
  return new Map(names.map((name) => [name, memberUrls(name, urlsOf.get(name) ?? [])]));
}

function memberUrls(name: string, urls: readonly string[]): readonly EtcdUrl[] {
  try {
    return parseEtcdUrls(urls.join(','));
  } catch (error) {
    if (!(error instanceof EtcdUrlError)) throw error;
    throw new ConfigError(
      'invalid',
      `error setting up initial cluster: ${error.message}; in --initial-cluster, the entry of "${name}" has to be ${name}=http://HOST:PORT`,
    );
  }
}

/** Writes a cluster the way `--initial-cluster` takes it. */
export function formatInitialCluster(cluster: InitialCluster): string {
  return [...cluster].flatMap(([name, urls]) => urls.map((url) => `${name}=${url.text}`)).join(',');
}

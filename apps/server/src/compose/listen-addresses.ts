import { lookup } from 'node:dns/promises';
import type { EtcdUrl } from '../config/etcd-url.ts';

/** Where `net.Server.listen` listens. */
export type ListenAddress = { readonly host: string; readonly port: number } | { readonly path: string };

/**
 * The addresses of a listen URL. `localhost` may stand for an IPv4 and an IPv6 address: clients take either, so both are
 * listened on.
 */
export async function listenAddresses(url: EtcdUrl): Promise<ListenAddress[]> {
  if (url.scheme === 'unix' || url.scheme === 'unixs') return [{ path: url.host }];
  if (url.host !== 'localhost') return [{ host: url.host, port: url.port }];
  const found = await lookup('localhost', { all: true });
  const hosts = [...new Set(['127.0.0.1', ...found.map(({ address }) => address)])];
  return hosts.map((host) => ({ host, port: url.port }));
}

/** Where a listener listens: a TCP port, or the path of a unix socket. */
export type ListenAddress =
  | { readonly host: string; readonly port: number; readonly reusePort?: boolean }
  | { readonly path: string };

/** What a listen URL of etcd's flags says. */
export interface ListenUrl {
  readonly address: ListenAddress;
  /** True for `https` and `unixs`. */
  readonly secure: boolean;
}

/** Reads `http(s)://host:port` or `unix(s)://path`. Throws a `TypeError` that names the URL when it is neither. */
export function parseListenUrl(url: string): ListenUrl {
  const unix = /^unix(s?):\/\/(.+)$/.exec(url);
  if (unix !== null) return { address: { path: unix[2] as string }, secure: unix[1] === 's' };
  const tcp = /^http(s?):\/\/(\[[^\]]+\]|[^:/?#[\]]*):(\d{1,5})\/?$/.exec(url);
  if (tcp === null || Number(tcp[3]) > 65_535) {
    throw new TypeError(`cannot listen on ${JSON.stringify(url)}; it must be http(s)://host:port or unix(s)://path`);
  }
  const host = (tcp[2] as string).replace(/^\[|\]$/g, '');
  return { address: { host, port: Number(tcp[3]) }, secure: tcp[1] === 's' };
}

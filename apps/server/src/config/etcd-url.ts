import { isIP } from 'node:net';

/** Where something listens or can be reached: what etcd accepts as a URL, in parts. */
export interface EtcdUrl {
  /** The URL as it was given. It is part of identities, so nothing in it is normalised. */
  readonly text: string;
  readonly scheme: 'http' | 'https' | 'unix' | 'unixs';
  /** Host name or IP address without brackets; for `unix` and `unixs` the path of the socket. */
  readonly host: string;
  /** TCP port; 0 for `unix` and `unixs`. */
  readonly port: number;
}

/** A text that is not a URL etcd takes; the message says why in etcd's words. */
export class EtcdUrlError extends Error {
  override readonly name = 'EtcdUrlError';
}

const schemes = ['http', 'https', 'unix', 'unixs'] as const;

function splitAuthority(text: string, authority: string): { host: string; port: string | undefined } {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(authority);
  const plain = /^([^:]*)(?::(.*))?$/.exec(authority);
  const parts = bracketed ?? plain;
  if (parts === null) {
    const colon = authority.indexOf(':');
    throw new EtcdUrlError(`parse "${text}": invalid port "${authority.slice(colon)}" after host`);
  }
  const port = parts[2];
  if (port !== undefined && !/^\d*$/.test(port)) {
    throw new EtcdUrlError(`parse "${text}": invalid port ":${port}" after host`);
  }
  return { host: parts[1] ?? '', port };
}

/** Reads one URL. Throws `EtcdUrlError`. */
export function parseEtcdUrl(given: string): EtcdUrl {
  const text = given.trim();
  const match = /^([a-zA-Z][a-zA-Z0-9+.-]*):\/\/([^/?#]*)(.*)$/s.exec(text);
  if (match === null) {
    if (/^[^/]*:/.test(text) && !/^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(text)) {
      throw new EtcdUrlError(`parse "${text}": first path segment in URL cannot contain colon`);
    }
    throw new EtcdUrlError(`URL scheme must be http, https, unix, or unixs: ${text}`);
  }
  const authority = match[2] ?? '';
  const path = match[3] ?? '';
  const scheme = schemes.find((known) => known === match[1]?.toLowerCase());
  const space = /[\s<>"]/.exec(authority);
  if (space !== null) throw new EtcdUrlError(`parse "${text}": invalid character "${space[0]}" in host name`);
  if (scheme === undefined) throw new EtcdUrlError(`URL scheme must be http, https, unix, or unixs: ${text}`);
  if (scheme === 'unix' || scheme === 'unixs') return { text, scheme, host: `${authority}${path}`, port: 0 };
  const { host, port } = splitAuthority(text, authority);
  if (port === undefined) throw new EtcdUrlError(`URL address does not have the form "host:port": ${text}`);
  if (path !== '') throw new EtcdUrlError(`URL must not contain a path: ${text}`);
  return { text, scheme, host, port: Number(port) };
}

/** Reads a comma-separated list of URLs, sorted as etcd sorts them and without repetitions. Throws `EtcdUrlError`. */
export function parseEtcdUrls(list: string): readonly EtcdUrl[] {
  const urls = list.split(',').map(parseEtcdUrl);
  const byText = new Map(urls.map((url) => [url.text, url]));
  return [...byText.values()].sort((a, b) => (a.text < b.text ? -1 : 1));
}

/** A URL that can be bound: an IP address, `localhost`, or a unix socket. */
export function isBindable(url: EtcdUrl): boolean {
  if (url.scheme === 'unix' || url.scheme === 'unixs') return true;
  return url.host === '' || url.host === 'localhost' || isIP(url.host) !== 0;
}

/** Whether traffic to this URL goes through TLS. */
export function isSecure(url: EtcdUrl): boolean {
  return url.scheme === 'https' || url.scheme === 'unixs';
}

/** The URLs as texts, as they appear in logs, identities and messages. */
export function urlTexts(urls: readonly EtcdUrl[]): string[] {
  return urls.map((url) => url.text);
}

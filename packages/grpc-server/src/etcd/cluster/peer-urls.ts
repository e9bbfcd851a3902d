import { etcdError } from '../etcd-errors.ts';

/**
 * Throws etcd's error unless there is at least one URL and each is `http(s)://host:port` without a path, or names a unix socket.
 */
export function checkPeerUrls(urls: readonly string[]): void {
  if (urls.length === 0 || !urls.every((url) => isPeerUrl(url.trim()))) throw etcdError('memberBadUrls');
}

function isPeerUrl(url: string): boolean {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)/i.exec(url);
  if (match === null) return false;
  const [, scheme, authority, path] = match as unknown as [string, string, string, string];
  switch (scheme.toLowerCase()) {
    case 'unix':
    case 'unixs':
      return true;
    case 'http':
    case 'https':
      return path === '' && /^(?:[^@]*@)?(?:\[[^\]]*\]|[^:[\]]*):\d*$/.test(authority);
    default:
      return false;
  }
}

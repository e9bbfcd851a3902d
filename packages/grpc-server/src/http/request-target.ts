/** Path and query of a request's target, or `undefined` when it is no path or its escapes are broken. */
export function parseTarget(target: string): { path: string; query: URLSearchParams } | undefined {
  const relative = target.startsWith('/') ? target : absolutePath(target);
  if (relative === undefined) return undefined;
  const mark = relative.indexOf('?');
  const rawPath = mark === -1 ? relative : relative.slice(0, mark);
  const query = new URLSearchParams(mark === -1 ? '' : relative.slice(mark + 1));
  try {
    return { path: decodeURIComponent(rawPath), query };
  } catch {
    return undefined;
  }
}

/** Proxies may send the absolute form `http://host/path` (RFC 9112 section 3.2.2). */
function absolutePath(target: string): string | undefined {
  if (target === '*') return '*';
  const match = /^https?:\/\/[^/?]*(.*)$/i.exec(target);
  if (match === null) return undefined;
  const rest = match[1] as string;
  return rest.startsWith('/') ? rest : `/${rest}`;
}

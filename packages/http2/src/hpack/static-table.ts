import { HeaderEntry } from './header-entry.ts';

/** The static table of RFC 7541 Appendix A, one line an entry, name and value separated by `=`. */
const listing = `
:authority
:method=GET
:method=POST
:path=/
:path=/index.html
:scheme=http
:scheme=https
:status=200
:status=204
:status=206
:status=304
:status=400
:status=404
:status=500
accept-charset
accept-encoding=gzip, deflate
accept-language
accept-ranges
accept
access-control-allow-origin
age
allow
authorization
cache-control
content-disposition
content-encoding
content-language
content-length
content-location
content-range
content-type
cookie
date
etag
expect
expires
from
host
if-match
if-modified-since
if-none-match
if-range
if-unmodified-since
last-modified
link
location
max-forwards
proxy-authenticate
proxy-authorization
range
referer
refresh
retry-after
server
set-cookie
strict-transport-security
transfer-encoding
user-agent
vary
via
www-authenticate`;

/** Entry of index i at i; there is no index 0. */
export const staticTable: readonly (HeaderEntry | undefined)[] = listing.split('\n').map((line, index) => {
  if (index === 0) return undefined;
  const [name = '', value = ''] = line.split('=');
  return new HeaderEntry(name, value, false, false);
});

/** Entries of the static table; the dynamic table's indexes follow. */
export const STATIC_ENTRIES = staticTable.length - 1;

/** Index of the first entry with a name. */
export const staticNameIndexes: ReadonlyMap<string, number> = new Map(
  staticTable.map((entry, index) => [entry?.name ?? '', index] as const).reverse(),
);

/** Index of the entry with a name and value, by `fieldKey`. */
export const staticFieldIndexes: ReadonlyMap<string, number> = new Map(
  staticTable.map((entry, index) => [fieldKey(entry?.name ?? '', entry?.value ?? ''), index] as const).reverse(),
);

/** One string for name and value, for look-ups of both; a name cannot contain the separator. */
export function fieldKey(name: string, value: string): string {
  return `${name}\n${value}`;
}

import type { HeaderEntry } from '../hpack/header-entry.ts';
import type { HeaderField } from './header-field.ts';
import type { RequestHeaders, ResponseHeaders } from './request-headers.ts';

/** Fields of HTTP/1.1 connections that have no place in HTTP/2 (RFC 9113 section 8.2.2). */
function isConnectionSpecific(name: string): boolean {
  return (
    name === 'connection' ||
    name === 'keep-alive' ||
    name === 'proxy-connection' ||
    name === 'transfer-encoding' ||
    name === 'upgrade'
  );
}

/** Why a message is malformed (RFC 9113 section 8.1.1), in words. */
export class Malformed {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/** A checked header section: what `RequestHeaders` and `ResponseHeaders` have in common. */
class Fields {
  readonly fields: readonly HeaderField[];
  readonly contentLength: number;
  memo: unknown = undefined;

  constructor(fields: readonly HeaderField[], contentLength: number) {
    this.fields = fields;
    this.contentLength = contentLength;
  }

  get(name: string): string | undefined {
    const fields = this.fields;
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index] as HeaderField;
      if (field[0] === name) return field[1];
    }
    return undefined;
  }
}

class Request extends Fields implements RequestHeaders {
  readonly method: string;
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;

  constructor(
    fields: readonly HeaderField[],
    contentLength: number,
    pseudo: { method: string; scheme: string; path: string },
    authority: string,
  ) {
    super(fields, contentLength);
    this.method = pseudo.method;
    this.scheme = pseudo.scheme;
    this.path = pseudo.path;
    this.authority = authority;
  }
}

class Response extends Fields implements ResponseHeaders {
  readonly status: number;

  constructor(fields: readonly HeaderField[], contentLength: number, status: number) {
    super(fields, contentLength);
    this.status = status;
  }
}

/** The headers of a request out of its decoded fields, or why they are malformed (RFC 9113 sections 8.2 and 8.3.1). */
export function readRequest(entries: readonly HeaderEntry[]): RequestHeaders | Malformed {
  const pseudo = { method: '', scheme: '', path: '', authority: undefined as string | undefined };
  const seen = new Set<string>();
  let index = 0;
  for (; index < entries.length; index++) {
    const entry = entries[index] as HeaderEntry;
    if (entry.name.charCodeAt(0) !== 0x3a) break;
    if (entry.malformed) return new Malformed(`${entry.name} has characters that are not allowed`);
    if (seen.has(entry.name)) return new Malformed(`${entry.name} appears twice`);
    seen.add(entry.name);
    if (entry.name === ':method') pseudo.method = entry.value;
    else if (entry.name === ':scheme') pseudo.scheme = entry.value;
    else if (entry.name === ':path') pseudo.path = entry.value;
    else if (entry.name === ':authority') pseudo.authority = entry.value;
    else return new Malformed(`${entry.name} is no pseudo-header of requests`);
  }
  const section = readFields(entries, index);
  if (section instanceof Malformed) return section;
  const host = section.host;
  const flaw = requestFlaw(pseudo, seen, host);
  if (flaw !== undefined) return new Malformed(flaw);
  return new Request(section.fields, section.contentLength, pseudo, pseudo.authority ?? host ?? '');
}

function requestFlaw(
  pseudo: { method: string; scheme: string; path: string; authority: string | undefined },
  seen: ReadonlySet<string>,
  host: string | undefined,
): string | undefined {
  if (pseudo.method === '') return ':method is missing';
  if (pseudo.authority !== undefined && host !== undefined && host.toLowerCase() !== pseudo.authority.toLowerCase()) {
    return 'host differs from :authority';
  }
  if (pseudo.method === 'CONNECT') {
    if (seen.has(':scheme') || seen.has(':path')) return 'CONNECT with :scheme or :path';
    return pseudo.authority ? undefined : 'CONNECT without :authority';
  }
  if (pseudo.scheme === '') return ':scheme is missing';
  if (pseudo.path === '') return ':path is missing';
  if (pseudo.path.charCodeAt(0) !== 0x2f && !(pseudo.path === '*' && pseudo.method === 'OPTIONS')) {
    return ':path does not begin with a slash';
  }
  if (pseudo.authority?.includes('@') === true) return ':authority has a user name';
  return undefined;
}

/** The headers of a response out of its decoded fields, or why they are malformed (RFC 9113 section 8.3.2). */
export function readResponse(entries: readonly HeaderEntry[]): ResponseHeaders | Malformed {
  const first = entries[0];
  if (first === undefined || first.name !== ':status') return new Malformed(':status is missing');
  if (!/^[1-5][0-9][0-9]$/.test(first.value)) return new Malformed(`:status is ${JSON.stringify(first.value)}`);
  if (first.value === '101') return new Malformed(':status 101 does not exist in HTTP/2');
  const section = readFields(entries, 1);
  if (section instanceof Malformed) return section;
  return new Response(section.fields, section.contentLength, Number(first.value));
}

/** The fields of a trailer section, or why it is malformed: pseudo-headers have no place in it (RFC 9113 section 8.1). */
export function readTrailers(entries: readonly HeaderEntry[]): readonly HeaderField[] | Malformed {
  const section = readFields(entries, 0);
  return section instanceof Malformed ? section : section.fields;
}

interface Section {
  readonly fields: readonly HeaderField[];
  readonly contentLength: number;
  readonly host: string | undefined;
}

/** The regular fields from `first` on. */
function readFields(entries: readonly HeaderEntry[], first: number): Section | Malformed {
  const fields: HeaderField[] = [];
  let contentLength = -1;
  let host: string | undefined;
  let cookieAt = -1;
  for (let index = first; index < entries.length; index++) {
    const entry = entries[index] as HeaderEntry;
    const { name, value } = entry;
    if (entry.malformed) return new Malformed(`field ${JSON.stringify(name)} has characters that are not allowed`);
    if (name.charCodeAt(0) === 0x3a) return new Malformed(`pseudo-header ${name} after regular fields or in trailers`);
    if (isConnectionSpecific(name)) return new Malformed(`${name} belongs to HTTP/1.1 connections`);
    if (name === 'te' && value.toLowerCase() !== 'trailers') return new Malformed('te is not "trailers"');
    if (name === 'host') host ??= value;
    if (name === 'content-length') {
      const length = readContentLength(value);
      if (length < 0 || (contentLength >= 0 && contentLength !== length))
        return new Malformed('content-length is wrong');
      contentLength = length;
    }
    if (name === 'cookie' && cookieAt >= 0) {
      // RFC 9113 section 8.2.3: a client may split its cookies over several fields.
      fields[cookieAt] = [name, `${(fields[cookieAt] as HeaderField)[1]}; ${value}`];
      continue;
    }
    if (name === 'cookie') cookieAt = fields.length;
    fields.push(entry.field);
  }
  return { fields, contentLength, host };
}

function readContentLength(value: string): number {
  if (!/^[0-9]{1,16}$/.test(value)) return -1;
  const length = Number(value);
  return Number.isSafeInteger(length) ? length : -1;
}

import { etcdError } from './etcd-errors.ts';

/** Versions counted apart; clients choose the text, so that more of them would let a client fill the metrics. */
const VERSIONS_MAX = 64;

/** Requests by the version that their client says it has: `etcd_server_client_requests_total`. */
export class ClientVersions {
  readonly #unary = new Map<string, number>();
  readonly #stream = new Map<string, number>();

  /** Counts a request; throws etcd's error for a version that is no UTF-8. `version`: the header, one character a byte. */
  count(type: 'unary' | 'stream', version: string | undefined): void {
    const counts = type === 'unary' ? this.#unary : this.#stream;
    const name = version === undefined ? 'unknown' : known(version);
    const count = counts.get(name);
    if (count !== undefined) counts.set(name, count + 1);
    else if (counts.size < VERSIONS_MAX) counts.set(name, 1);
    else counts.set('unknown', (counts.get('unknown') ?? 0) + 1);
  }

  /** One entry for each pair of labels. */
  snapshot(): { readonly type: 'unary' | 'stream'; readonly clientApiVersion: string; readonly count: number }[] {
    return [
      ...[...this.#unary].map(([clientApiVersion, count]) => ({ type: 'unary' as const, clientApiVersion, count })),
      ...[...this.#stream].map(([clientApiVersion, count]) => ({ type: 'stream' as const, clientApiVersion, count })),
    ];
  }
}

const ascii = /^[\x20-\x7e]*$/;
const utf8 = new TextDecoder('utf-8', { fatal: true });

function known(version: string): string {
  if (ascii.test(version)) return version;
  try {
    return utf8.decode(Buffer.from(version, 'latin1'));
  } catch (error) {
    throw etcdError('invalidClientApiVersion', { cause: error });
  }
}

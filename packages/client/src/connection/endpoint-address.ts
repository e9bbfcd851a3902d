import { isIP } from 'node:net';
import { EtcdError } from '../errors/etcd-error.ts';

/** An endpoint taken apart. */
export interface EndpointAddress {
  /** As it was given; errors name it so. */
  readonly name: string;
  /** As `@grpc/grpc-js` wants it. */
  readonly target: string;
  readonly secure: boolean;
  /** The host when it is an IP address; certificates are checked against it. */
  readonly ip: string | undefined;
}

const schemes: Readonly<Record<string, { readonly secure: boolean; readonly unix: boolean }>> = {
  http: { secure: false, unix: false },
  https: { secure: true, unix: false },
  unix: { secure: false, unix: true },
  unixs: { secure: true, unix: true },
};

/**
 * Takes `http://host:port`, `https://host:port`, `unix:///path`, `unixs:///path` or `host:port` apart; the last is secure when TLS was
 * set up.
 *
 * @throws {EtcdError} `invalid-argument` for anything else
 */
export function parseEndpoint(name: string, tlsConfigured: boolean): EndpointAddress {
  const withScheme = /^([a-z]+):\/\/(.+)$/i.exec(name);
  const [scheme, rest] = withScheme
    ? [withScheme[1]?.toLowerCase(), withScheme[2]]
    : [tlsConfigured ? 'https' : 'http', name];
  const kind = scheme === undefined ? undefined : schemes[scheme];
  const place = rest?.replace(/\/+$/, '');
  if (kind === undefined || !place || (!kind.unix && (place.includes('/') || !/:\d+$/.test(place)))) {
    throw new EtcdError('invalid-argument', {
      message: `"${name}" is no endpoint: write http://host:port, https://host:port or unix:///path`,
      grpcCode: 3,
      mayHaveExecuted: false,
    });
  }
  const host = kind.unix ? '' : place.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  return {
    name,
    target: kind.unix ? `unix:${place}` : place,
    secure: kind.secure,
    ip: isIP(host) === 0 ? undefined : host,
  };
}

import { constants, type X509Certificate } from 'node:crypto';
import { lookup, reverse } from 'node:dns/promises';
import type { SecureContextOptions, TLSSocket, TlsOptions } from 'node:tls';
import type { Logger } from '@quorate/ports';
import type { TlsMaterial, TlsSources } from './tls-material.ts';
import { type CertificatePolicy, type Resolver, verifyPeerCertificate } from './verify-peer-certificate.ts';
import { WatchedMaterial } from './watched-material.ts';

/** A client that has not finished its handshake by then is cut off. */
const handshakeMsMax = 10_000;

/** Something whose certificates can be exchanged while it listens: a `tls.Server`. */
export interface ContextHolder {
  setSecureContext(options: SecureContextOptions): void;
}

export interface ServerTlsSettings {
  readonly sources: TlsSources;
  readonly policy: CertificatePolicy;
  /** Clients must present a certificate that the trusted CA signed; always so when there is a trusted CA, as in etcd. */
  readonly clientCertAuth: boolean;
  readonly alpnProtocols: readonly string[];
}

/** How many certificates of a chain are looked at; longer chains are not verified by OpenSSL's default either. */
const chainLengthMax = 10;

const systemResolver: Resolver = {
  addressesOf: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  namesOf: reverse,
};

/** The TLS of one listener. */
export class ServerTls {
  readonly #settings: ServerTlsSettings;
  readonly #material: WatchedMaterial;
  readonly #resolver: Resolver;

  /** Reads the files. Throws a `TlsSetupError`. */
  constructor(settings: ServerTlsSettings, log: Logger, resolver: Resolver = systemResolver, pollMs?: number) {
    this.#settings = settings;
    this.#material = new WatchedMaterial(settings.sources, log, pollMs);
    this.#resolver = resolver;
  }

  /** Options for `tls.createServer`. */
  options(): TlsOptions {
    const { alpnProtocols } = this.#settings;
    const requestCert = this.#requestsCertificates();
    return {
      ...this.#contextOf(this.#material.current),
      requestCert,
      rejectUnauthorized: requestCert,
      handshakeTimeout: handshakeMsMax,
      ALPNProtocols: [...alpnProtocols],
    };
  }

  /** Keeps a server's certificates those of the files; new connections use them. Returns what ends that. */
  follow(server: ContextHolder): () => void {
    return this.#material.onChange((material) => server.setSecureContext(this.#contextOf(material)));
  }

  /**
   * Checks what OpenSSL does not: revocation, allowed names, and that the certificate belongs to the address the client comes from.
   * To be awaited before the first byte of a connection is served. Resolves to the reason for turning the client away.
   */
  verify(socket: TLSSocket): Promise<string | undefined> {
    return verifyPeerCertificate(
      chainOf(socket),
      socket.remoteAddress ?? '',
      this.#settings.policy,
      this.#material.current.revoked,
      this.#resolver,
    );
  }

  #requestsCertificates(): boolean {
    return this.#settings.clientCertAuth || this.#settings.sources.trustedCaFile !== '';
  }

  /** A session that is resumed shows its certificate to nobody, so where certificates count no session is. */
  #contextOf(material: TlsMaterial): SecureContextOptions {
    if (!this.#requestsCertificates()) return material.context;
    return { ...material.context, secureOptions: constants.SSL_OP_NO_TICKET };
  }

  /** Looks at the files now instead of in a second or two. */
  refresh(): void {
    this.#material.refresh();
  }

  close(): void {
    this.#material.close();
  }
}

/** The certificates a peer presented, leaf first, up to the self-signed one. */
function chainOf(socket: TLSSocket): X509Certificate[] {
  const chain: X509Certificate[] = [];
  let next: X509Certificate | undefined = socket.getPeerX509Certificate();
  while (next !== undefined && chain.length < chainLengthMax && chain.at(-1)?.fingerprint256 !== next.fingerprint256) {
    chain.push(next);
    next = next.issuerCertificate;
  }
  return chain;
}

/** Why a handshake failed, for the log: `error` and `socket` are those of the server's `tlsClientError` event. */
export function handshakeFailure(error: Error, socket: TLSSocket): string {
  // Node closes a connection whose certificate it does not accept without telling the error event why.
  const authorization: unknown = socket.authorizationError;
  if (typeof authorization === 'string') return `tls: failed to verify certificate: ${authorization}`;
  if (authorization instanceof Error) return `tls: failed to verify certificate: ${authorization.message}`;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return `tls: ${code}`;
}

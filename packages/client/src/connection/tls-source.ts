import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { checkServerIdentity } from 'node:tls';
import { type ChannelCredentials, credentials } from '@grpc/grpc-js';
import { invalidArgument } from '../errors/local-errors.ts';
import { notice } from './call-events.ts';
import type { TlsOptions } from './client-options.ts';
import type { EndpointAddress } from './endpoint-address.ts';

const reloadIntervalMsDefault = 10_000;

/**
 * Sent as the server's name when the endpoint is an IP address, which TLS does not allow as a name and Node.js refuses; grpc-js has no way
 * to send none. The certificate is checked against the address all the same.
 */
export const nameOfAddress = 'address.invalid';

type Material = readonly [ca: Buffer | null, key: Buffer | null, cert: Buffer | null];

/** Makes the credentials of channels, and reads certificate files again when they change. */
export class TlsSource {
  readonly #options: TlsOptions;
  readonly #onChange: () => void;
  readonly #timer: NodeJS.Timeout | undefined;
  #material: Material;

  /**
   * @param onChange told after changed files have been read; connections made from then on use them
   * @throws {EtcdError} `invalid-argument` when a file cannot be read or the certificates do not fit together
   */
  constructor(options: TlsOptions, onChange: () => void) {
    this.#options = options;
    this.#onChange = onChange;
    try {
      this.#material = [
        pem(options.ca) ?? fileNow(options.caFile),
        pem(options.key) ?? fileNow(options.keyFile),
        pem(options.cert) ?? fileNow(options.certFile),
      ];
      build(this.#material, options, undefined);
    } catch (error) {
      throw invalidArgument(`TLS cannot be set up: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (options.caFile !== undefined || options.keyFile !== undefined || options.certFile !== undefined) {
      this.#timer = setInterval(() => void this.reload(), options.reloadIntervalMs ?? reloadIntervalMsDefault);
      this.#timer.unref();
    }
  }

  /** The credentials for connections to an endpoint. */
  credentials({ secure, ip }: EndpointAddress): ChannelCredentials {
    if (!secure) return credentials.createInsecure();
    const checkedHost = this.#options.serverName === undefined ? ip : undefined;
    return build(this.#material, this.#options, checkedHost);
  }

  /** Reads the files again. Files that are missing or do not fit together are being replaced: the next turn will find them whole. */
  async reload(): Promise<void> {
    const { ca, key, cert, caFile, keyFile, certFile } = this.#options;
    try {
      const material: Material = [
        pem(ca) ?? (await file(caFile)),
        pem(key) ?? (await file(keyFile)),
        pem(cert) ?? (await file(certFile)),
      ];
      if (material.every((bytes, index) => sameBytes(bytes, this.#material[index] ?? null))) return;
      build(material, this.#options, undefined);
      this.#material = material;
    } catch {
      return;
    }
    notice({ type: 'certificates-reloaded' });
    this.#onChange();
  }

  close(): void {
    clearInterval(this.#timer);
  }
}

function build([ca, key, cert]: Material, options: TlsOptions, checkedHost: string | undefined): ChannelCredentials {
  if (options.insecureSkipVerify === true) {
    return credentials.createSsl(ca, key, cert, { rejectUnauthorized: false, checkServerIdentity: () => undefined });
  }
  if (checkedHost === undefined) return credentials.createSsl(ca, key, cert);
  return credentials.createSsl(ca, key, cert, {
    checkServerIdentity: (_name, peer) => checkServerIdentity(checkedHost, peer),
  });
}

function pem(given: Uint8Array | string | undefined): Buffer | null {
  return given === undefined ? null : Buffer.from(given);
}

function fileNow(path: string | undefined): Buffer | null {
  return path === undefined ? null : readFileSync(path);
}

async function file(path: string | undefined): Promise<Buffer | null> {
  return path === undefined ? null : await readFile(path);
}

function sameBytes(one: Buffer | null, other: Buffer | null): boolean {
  return one === null || other === null ? one === other : one.equals(other);
}

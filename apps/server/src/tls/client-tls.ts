import type { ConnectionOptions } from 'node:tls';
import type { Logger } from '@quorate/ports';
import type { TlsSources } from './tls-material.ts';
import { WatchedMaterial } from './watched-material.ts';

export interface ClientTlsSettings {
  /** The certificate presented to the server, and the CA that servers must be signed by. */
  readonly sources: TlsSources;
  /** Members with certificates they made themselves have no CA in common, so they are not verified (as in etcd). */
  readonly trustAnyServer: boolean;
}

/** The TLS of connections that this member opens to others. */
export class ClientTls {
  readonly #settings: ClientTlsSettings;
  readonly #material: WatchedMaterial;

  /** Reads the files. Throws a `TlsSetupError`. */
  constructor(settings: ClientTlsSettings, log: Logger, pollMs?: number) {
    this.#settings = settings;
    this.#material = new WatchedMaterial(settings.sources, log, pollMs);
  }

  /** Options for the next `tls.connect`, with the files as they are now. HTTP/2 is not offered: peers speak HTTP/1.1. */
  options(): ConnectionOptions {
    return {
      ...this.#material.current.context,
      rejectUnauthorized: !this.#settings.trustAnyServer,
      ALPNProtocols: ['http/1.1'],
    };
  }

  /** Looks at the files now. */
  refresh(): void {
    this.#material.refresh();
  }

  close(): void {
    this.#material.close();
  }
}

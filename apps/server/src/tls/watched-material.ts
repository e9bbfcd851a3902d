import { statSync } from 'node:fs';
import type { Logger } from '@quorate/ports';
import { loadTlsMaterial, type TlsMaterial, type TlsSources } from './tls-material.ts';

/** How often the files are looked at. A certificate is replaced long before it ends, so seconds do not matter. */
const pollMsDefault = 2_000;

/**
 * TLS material that follows its files: certificates, keys, CAs and revocation lists are replaced without a restart. Files that cannot
 * be used (half written, or of two generations) leave the last good ones in force and are looked at again.
 */
export class WatchedMaterial {
  readonly #sources: TlsSources;
  readonly #log: Logger;
  readonly #listeners = new Set<(material: TlsMaterial) => void>();
  readonly #timer: NodeJS.Timeout;
  #current: TlsMaterial;
  #stamp: string;
  #complained = '';

  /** Reads the files at once. Throws a `TlsSetupError`. */
  constructor(sources: TlsSources, log: Logger, pollMs = pollMsDefault) {
    this.#sources = sources;
    this.#log = log;
    this.#stamp = this.#stampNow();
    this.#current = loadTlsMaterial(sources);
    this.#timer = setInterval(() => this.refresh(), pollMs);
    this.#timer.unref();
  }

  get current(): TlsMaterial {
    return this.#current;
  }

  /** Calls `listener` with new material each time the files have changed; returns what ends that. */
  onChange(listener: (material: TlsMaterial) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Looks at the files now. */
  refresh(): void {
    const stamp = this.#stampNow();
    if (stamp === this.#stamp) return;
    try {
      const next = loadTlsMaterial(this.#sources);
      this.#stamp = stamp;
      this.#complained = '';
      if (next.fingerprint === this.#current.fingerprint) return;
      this.#current = next;
      this.#log.info('TLS files changed; new connections use them', { 'cert-file': this.#sources.certFile });
      for (const listener of this.#listeners) listener(next);
    } catch (error) {
      if (this.#complained === stamp) return;
      this.#complained = stamp;
      this.#log.warn('changed TLS files cannot be used; the old ones stay in force', { error });
    }
  }

  close(): void {
    clearInterval(this.#timer);
    this.#listeners.clear();
  }

  /** Sizes, times and inodes: a symbolic link that is turned to another folder (as Kubernetes does) changes them too. */
  #stampNow(): string {
    const { certFile, keyFile, trustedCaFile, crlFile } = this.#sources;
    return [certFile, keyFile, trustedCaFile, crlFile]
      .filter((path) => path !== '')
      .map((path) => {
        const stats = statSync(path, { throwIfNoEntry: false });
        return stats === undefined ? `${path}:missing` : `${path}:${stats.ino}:${stats.size}:${stats.mtimeMs}`;
      })
      .join('|');
  }
}

/** The URLs of one peer and the one that worked last. */
export class PeerUrls {
  #urls: readonly string[];
  #current = 0;

  constructor(urls: readonly string[]) {
    this.#urls = [...urls];
  }

  get all(): readonly string[] {
    return this.#urls;
  }

  /** The URL to use; undefined when the peer has none. */
  get current(): string | undefined {
    return this.#urls[this.#current];
  }

  /** A URL did not work: the next one is used from here on. Nothing happens when another one is in use already. */
  unreachable(url: string): void {
    if (url === this.current) this.#current = (this.#current + 1) % this.#urls.length;
  }

  update(urls: readonly string[]): void {
    this.#urls = [...urls];
    this.#current = 0;
  }
}

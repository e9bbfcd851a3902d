import type { Credentials } from '../connection/client-options.ts';
import { isEtcdError } from '../errors/etcd-error.ts';

/** The token that goes along with calls: asked for once, and again when a server refuses it. */
export class TokenSource {
  readonly #credentials: Credentials | undefined;
  readonly #authenticate: (name: string, password: string) => Promise<string>;
  #token: string | undefined;
  #renewal: Promise<void> | undefined;
  #isKnown = false;

  /** @param authenticate exchanges a name and a password for a token */
  constructor(credentials: Credentials | undefined, authenticate: (name: string, password: string) => Promise<string>) {
    this.#credentials = credentials;
    this.#authenticate = authenticate;
    if (credentials === undefined) this.#isKnown = true;
  }

  /** A refused token can be replaced. */
  get canRenew(): boolean {
    const credentials = this.#credentials;
    return credentials !== undefined && !('token' in credentials && typeof credentials.token === 'string');
  }

  /** Whether {@link token} can be asked for without {@link renew} first. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** The token to send, or `undefined` when there is none to be sent. */
  get token(): string | undefined {
    return this.#token;
  }

  /** A server refused this token: unless there is another by now, the next call waits for one. */
  refuse(token: string | undefined): void {
    if (this.canRenew && token === this.#token) this.#isKnown = false;
  }

  /** Gets another token, unless `refused` is no longer the one in use. Callers at the same time share one request. */
  async renew(refused: string | undefined): Promise<void> {
    if (this.#isKnown && this.#token !== refused) return;
    this.#renewal ??= this.#fetch().finally(() => {
      this.#renewal = undefined;
    });
    await this.#renewal;
  }

  async #fetch(): Promise<void> {
    const credentials = this.#credentials;
    if (credentials === undefined) return;
    if ('token' in credentials) {
      this.#token = typeof credentials.token === 'string' ? credentials.token : await credentials.token();
    } else {
      this.#token = await this.#exchange(credentials.username, credentials.password);
    }
    this.#isKnown = true;
  }

  async #exchange(username: string, password: string): Promise<string | undefined> {
    try {
      return await this.#authenticate(username, password);
    } catch (error) {
      // The cluster does not ask for credentials yet; when it begins to, it will say so.
      if (isEtcdError(error) && error.code === 'auth-not-enabled') return undefined;
      throw error;
    }
  }
}

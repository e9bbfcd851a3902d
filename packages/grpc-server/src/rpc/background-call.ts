import type { Metadata } from '../metadata/metadata.ts';
import type { Call, Peer } from './call.ts';
import type { MethodName } from './method.ts';

/** Work on behalf of a call that goes on after its end: same caller, no deadline, never cancelled. */
export class BackgroundCall implements Call {
  readonly #call: Call;
  readonly cancelled = false;
  readonly signal: AbortSignal = new AbortController().signal;

  constructor(call: Call) {
    this.#call = call;
  }

  get method(): MethodName {
    return this.#call.method;
  }

  get peer(): Peer {
    return this.#call.peer;
  }

  get metadata(): Metadata {
    return this.#call.metadata;
  }

  header(name: string): string | undefined {
    return this.#call.header(name);
  }

  remainingMs(): undefined {
    return undefined;
  }

  sendHeaders(): void {}

  setTrailers(): void {}
}

import type { StateDelegate } from './state/member-state.ts';

/** Why a member ends by itself. */
export type MemberEnd = { readonly kind: 'failed'; readonly error: unknown } | { readonly kind: 'removed' };

/** What the state calls up about leases, once there is a member to answer. */
export interface LeaseListener {
  expired(leaseIds: readonly bigint[]): void;
  checkpoint(checkpoints: readonly { readonly id: bigint; readonly remainingTtl: number }[]): void;
}

/** Passes on what happens before the member object exists, and makes sure that its end is told once. */
export class MemberEnds implements StateDelegate {
  readonly #onEnd: (end: MemberEnd) => void;
  #listener: LeaseListener | undefined;
  #told = false;

  constructor(onEnd: (end: MemberEnd) => void) {
    this.#onEnd = onEnd;
  }

  readonly tell = (end: MemberEnd): void => {
    if (this.#told) return;
    this.#told = true;
    this.#onEnd(end);
  };

  attach(listener: LeaseListener): void {
    this.#listener = listener;
  }

  expired(leaseIds: readonly bigint[]): void {
    this.#listener?.expired(leaseIds);
  }

  checkpoint(checkpoints: readonly { readonly id: bigint; readonly remainingTtl: number }[]): void {
    this.#listener?.checkpoint(checkpoints);
  }

  fail(error: unknown): void {
    this.tell({ kind: 'failed', error });
  }
}

/** How a stream of the peer that is not open came to be so. */
export type ClosedKind =
  /** Its identifier was passed over: it never was open and never will be (RFC 9113 section 5.1.1). */
  | 'skipped'
  /** Both sides ended it. */
  | 'ended'
  /** The peer reset it: it must not send anything more. */
  | 'reset-by-peer'
  /** This side reset it: the peer may not know yet, so that its frames are ignored. */
  | 'reset-by-us';

/** Resets remembered at a time. The oldest are forgotten first: by then the peer has long heard of them. */
const RESETS_MAX = 4096;

/** Gaps in the peer's identifiers remembered at a time; honest peers leave none. */
const GAPS_MAX = 64;

/** Tells how streams below the peer's highest identifier were closed. Costs nothing for those that end normally. */
export class ClosedStreams {
  readonly #resets = new Map<number, 'reset-by-peer' | 'reset-by-us'>();
  readonly #gaps: { readonly first: number; readonly last: number }[] = [];
  /** Resets up to this identifier may have been forgotten. */
  #forgottenUpTo = 0;

  addReset(streamId: number, kind: 'reset-by-peer' | 'reset-by-us'): void {
    this.#resets.set(streamId, kind);
    if (this.#resets.size <= RESETS_MAX) return;
    const oldest = this.#resets.keys().next().value as number;
    this.#resets.delete(oldest);
    this.#forgottenUpTo = Math.max(this.#forgottenUpTo, oldest);
  }

  /** The peer opened `next` after `previous`, its highest identifier so far (0 before the first). */
  addOpened(previous: number, next: number): void {
    if (next <= previous + 2) return;
    if (this.#gaps.length === GAPS_MAX) this.#gaps.shift();
    this.#gaps.push({ first: previous + 1, last: next - 1 });
  }

  /** For a stream at or below the highest identifier that is not open. */
  kindOf(streamId: number): ClosedKind {
    const reset = this.#resets.get(streamId);
    if (reset !== undefined) return reset;
    if (this.#gaps.some((gap) => gap.first <= streamId && streamId <= gap.last)) return 'skipped';
    return streamId <= this.#forgottenUpTo ? 'reset-by-us' : 'ended';
  }
}

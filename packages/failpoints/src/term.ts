/** What a term does when its turn comes. */
export type Action =
  | { readonly kind: 'off' }
  | { readonly kind: 'break' }
  | { readonly kind: 'panic'; readonly text: string }
  | { readonly kind: 'print'; readonly text: string }
  | { readonly kind: 'return'; readonly text: string }
  | { readonly kind: 'sleep'; readonly ms: number };

/** `25.0%` (of the times, as a share from 0 to 1) or `3*` (the first times). */
export type Condition = { readonly kind: 'share'; readonly share: number } | { kind: 'times'; left: number };

/** One link of a chain `a->b`: it acts when all its conditions allow it, otherwise the next one is asked. */
export interface Term {
  readonly conditions: readonly Condition[];
  readonly action: Action;
}

/** A text that is not a chain of terms. */
export class TermError extends Error {
  override readonly name = 'TermError';
}

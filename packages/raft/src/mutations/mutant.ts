/** A bug made on purpose: a piece of text in a file, which must be there exactly once, and what stands in its place. */
export interface Mutant {
  /** What is wrong with it, in a few words. */
  readonly bug: string;
  /** Relative to the sources. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** What a client that has read all answers so far knows, and new requests are drawn from. */
export interface KnownState {
  /** The newest revision that an answer named. */
  readonly revision: number;
  /** Of the last compaction that went well; 0 before the first. */
  readonly compactedRevision: number;
}

/** One change of a revision, as watchers hear of it. */
export interface Change {
  /** The key, one character a byte. */
  readonly key: string;
  readonly isDelete: boolean;
  /** The encoded `mvccpb.KeyValue`; for a delete, of key and mod_revision. */
  readonly kv: Uint8Array;
  /** The encoded version before, when it happened to be at hand. */
  readonly before: Uint8Array | undefined;
}

/** Called at the end of each request that changed something, before its answer is known to anybody. */
export type ChangeListener = (revision: number, changes: readonly Change[]) => void;

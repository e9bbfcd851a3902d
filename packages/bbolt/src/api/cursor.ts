/**
 * A position in a bucket. Moves answer whether there is an entry at the new position; `key` and `value` make their views when
 * asked, so that skipping costs no allocation. In a write transaction a cursor may be used across puts and deletes: it goes on
 * from the key it stood at.
 */
export interface Cursor {
  /** Moves to the first key. */
  first(): boolean;
  /** Moves to the last key. */
  last(): boolean;
  /** Moves to the first key that is greater than or equal to the one given. */
  seek(key: Uint8Array): boolean;
  /** Moves to the next key. Past the end, or before any positioning move, it answers false. */
  next(): boolean;
  /** Moves to the previous key. */
  prev(): boolean;
  /** The key under the cursor. Throws DatabaseError `cursor-unpositioned` when the last move answered false. */
  readonly key: Uint8Array;
  /** The value under the cursor; undefined for a nested bucket. As with `get`, a view that must not be modified. */
  readonly value: Uint8Array | undefined;
  /** Whether a nested bucket stands at this key. */
  readonly isBucket: boolean;
}

import { delimitedSize, KeyValue, writeBytes } from '@quorate/protocol';

// Tags of mvccpb.Event: field number and wire type.
const typeTag = 0x08;
const kvTag = 0x12;
const prevKvTag = 0x1a;
const deleteType = 1;

/** Looks up the version that a key had at a revision. */
export type KeyAt = (key: string, revision: number) => Uint8Array | undefined;

/** One event, encoded at most once with and once without the previous value, for all watchers of it. */
export class WatchEvent {
  readonly key: string;
  readonly revision: number;
  readonly isDelete: boolean;
  readonly #kv: Uint8Array;
  #plain: Uint8Array | undefined;
  #withPrevKv: Uint8Array | undefined;

  constructor(key: string, revision: number, isDelete: boolean, kv: Uint8Array) {
    this.key = key;
    this.revision = revision;
    this.isDelete = isDelete;
    this.#kv = kv;
  }

  get plain(): Uint8Array {
    this.#plain ??= encodeEvent(this.isDelete, this.#kv, undefined);
    return this.#plain;
  }

  /** `before` is the version before, when the caller has it; otherwise it is looked up. */
  withPrevKv(keyAt: KeyAt, before?: Uint8Array): Uint8Array {
    if (this.#withPrevKv === undefined) {
      const prevKv = before ?? keyAt(this.key, this.revision - 1);
      this.#withPrevKv =
        prevKv === undefined || this.#isCreation() ? this.plain : encodeEvent(this.isDelete, this.#kv, prevKv);
    }
    return this.#withPrevKv;
  }

  /** A txn that deletes a key and puts it again creates it: what was there before belongs to the deletion alone. */
  #isCreation(): boolean {
    return !this.isDelete && KeyValue.decode(this.#kv).createRevision === this.revision;
  }
}

function encodeEvent(isDelete: boolean, kv: Uint8Array, prevKv: Uint8Array | undefined): Uint8Array {
  const prevKvSize = prevKv === undefined ? 0 : 1 + delimitedSize(prevKv.length);
  const out = new Uint8Array((isDelete ? 2 : 0) + 1 + delimitedSize(kv.length) + prevKvSize);
  let at = 0;
  if (isDelete) {
    out[at++] = typeTag;
    out[at++] = deleteType;
  }
  out[at++] = kvTag;
  at = writeBytes(out, at, kv);
  if (prevKv !== undefined) {
    out[at++] = prevKvTag;
    writeBytes(out, at, prevKv);
  }
  return out;
}

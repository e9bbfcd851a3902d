import type { Compare, KeyValue, ResponseHeader } from '@quorate/protocol';
import type { CallOptions } from '../connection/call-options.ts';
import { type BytesLike, text, toBytes } from '../kv/bytes.ts';
import { compare } from '../kv/compare.ts';
import { keyId } from '../kv/key-id.ts';
import type { Kv } from '../kv/kv.ts';
import type { PutOptions } from '../kv/kv-options.ts';
import { type Op, op } from '../kv/op.ts';
import type { Isolation, StmTransaction } from './stm.ts';

/** What the attempt before had read, as it was when that one failed. */
export interface Prefetched {
  readonly header: ResponseHeader;
  readonly keys: readonly Uint8Array[];
  readonly kvs: readonly (KeyValue | undefined)[];
}

interface Read {
  readonly key: Uint8Array;
  readonly kv: KeyValue | undefined;
}

interface Write {
  readonly key: Uint8Array;
  /** `undefined` deletes. */
  readonly value: Uint8Array | undefined;
  readonly options: Pick<PutOptions, 'lease'>;
}

/** One run of a transaction's work: what it reads and what it is going to write. */
export class StmAttempt implements StmTransaction {
  readonly #kv: Kv;
  readonly #isolation: Isolation;
  readonly #callOptions: CallOptions;
  readonly #prefetched = new Map<string, Read>();
  readonly #reads = new Map<string, Read>();
  readonly #writes = new Map<string, Write>();
  /** Of the first read: the revision that all others are of, where isolation wants that. */
  #header: ResponseHeader | undefined;

  constructor(kv: Kv, isolation: Isolation, callOptions: CallOptions, prefetched: Prefetched | undefined) {
    this.#kv = kv;
    this.#isolation = isolation;
    this.#callOptions = callOptions;
    if (prefetched === undefined) return;
    this.#header = prefetched.header;
    prefetched.keys.forEach((key, index) => {
      this.#prefetched.set(keyId(key), { key, kv: prefetched.kvs[index] });
    });
  }

  /** Whether anything is to be written. */
  get writes(): boolean {
    return this.#writes.size > 0;
  }

  async get(key: BytesLike): Promise<Uint8Array | undefined> {
    const bytes = toBytes(key);
    const written = this.#writes.get(keyId(bytes));
    if (written !== undefined) return written.value;
    return (await this.#read(bytes))?.value;
  }

  async getText(key: BytesLike): Promise<string | undefined> {
    const value = await this.get(key);
    return value && text(value);
  }

  async modRevision(key: BytesLike): Promise<number> {
    return (await this.#read(toBytes(key)))?.modRevision ?? 0;
  }

  put(key: BytesLike, value: BytesLike, options: Pick<PutOptions, 'lease'> = {}): void {
    const bytes = toBytes(key);
    this.#writes.set(keyId(bytes), { key: bytes, value: toBytes(value), options });
  }

  delete(key: BytesLike): void {
    const bytes = toBytes(key);
    this.#writes.set(keyId(bytes), { key: bytes, value: undefined, options: {} });
  }

  /** The keys that were read, and the header of the first read. */
  reads(): { readonly keys: readonly Uint8Array[]; readonly header: ResponseHeader | undefined } {
    return { keys: [...this.#reads.values()].map(({ key }) => key), header: this.#header };
  }

  /** What must hold for the writes to take effect. */
  conditions(): Compare[] {
    if (this.#isolation === 'read-committed') return [];
    const unchanged = [...this.#reads.values()].map(({ key, kv }) =>
      compare.modRevision(key, '=', kv?.modRevision ?? 0),
    );
    const revision = this.#header?.revision;
    if (this.#isolation !== 'serializable-snapshot' || revision === undefined) return unchanged;
    const unwritten = [...this.#writes.values()].map(({ key }) => compare.modRevision(key, '<', revision + 1));
    return [...unchanged, ...unwritten];
  }

  /** The writes. */
  steps(): Op[] {
    return [...this.#writes.values()].map(({ key, value, options }) =>
      value === undefined ? op.delete(key) : op.put(key, value, options),
    );
  }

  async #read(key: Uint8Array): Promise<KeyValue | undefined> {
    const id = keyId(key);
    const known = this.#isolation === 'read-committed' ? undefined : (this.#reads.get(id) ?? this.#prefetched.get(id));
    const read = known ?? { key, kv: await this.#fetch(key) };
    this.#reads.set(id, read);
    return read.kv;
  }

  async #fetch(key: Uint8Array): Promise<KeyValue | undefined> {
    const isSnapshot = this.#isolation.startsWith('serializable');
    const revision = isSnapshot ? this.#header?.revision : undefined;
    const result = await this.#kv.range(key, { ...this.#callOptions, revision });
    this.#header ??= result.header;
    return result.kvs[0];
  }
}

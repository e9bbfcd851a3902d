import { type KeyValue, prefixEnd } from '@quorate/protocol';
import { EtcdError } from '../errors/etcd-error.ts';
import { type BytesLike, toBytes } from '../kv/bytes.ts';
import type { KeyRange } from '../kv/key-range.ts';

/** The part of the store whose keys begin with a prefix, and the way from keys without it to keys with it and back. */
export class KeySpace {
  readonly #prefix: Uint8Array;
  readonly #end: Uint8Array;

  constructor(prefix: BytesLike) {
    this.#prefix = toBytes(prefix);
    this.#end = prefixEnd(this.#prefix);
  }

  /** The prefix put before the keys of a request. Throws `empty-key` as the server does: the prefix alone is no key in here. */
  enter<Request extends KeyRange>(request: Request): Request {
    const { key, rangeEnd } = request;
    if (key.length === 0) {
      throw new EtcdError('empty-key', {
        message: 'etcdserver: key is not provided',
        grpcCode: 3,
        mayHaveExecuted: false,
      });
    }
    return { ...request, key: this.#join(key), rangeEnd: this.#enterEnd(rangeEnd) };
  }

  /** The prefix put before a single key. */
  enterKey(key: Uint8Array): Uint8Array {
    return this.enter({ key, rangeEnd: new Uint8Array(0) }).key;
  }

  has(key: Uint8Array): boolean {
    return key.length >= this.#prefix.length && this.#prefix.every((byte, index) => key[index] === byte);
  }

  /** A key without the prefix. */
  leaveKey(key: Uint8Array): Uint8Array {
    return key.subarray(this.#prefix.length);
  }

  leave(kv: KeyValue): KeyValue {
    return { ...kv, key: this.leaveKey(kv.key) };
  }

  leaveOptional(kv: KeyValue | undefined): KeyValue | undefined {
    return kv && this.leave(kv);
  }

  #enterEnd(rangeEnd: Uint8Array): Uint8Array {
    if (rangeEnd.length === 0) return rangeEnd;
    return rangeEnd.length === 1 && rangeEnd[0] === 0 ? this.#end : this.#join(rangeEnd);
  }

  #join(key: Uint8Array): Uint8Array {
    const joined = new Uint8Array(this.#prefix.length + key.length);
    joined.set(this.#prefix);
    joined.set(key, this.#prefix.length);
    return joined;
  }
}

import { toBytes } from '../kv/bytes.ts';
import { keyId } from '../kv/key-id.ts';
import type { Kv } from '../kv/kv.ts';
import { type Op, op } from '../kv/op.ts';
import type { Store } from '../store.ts';
import { createMirror } from './create-mirror.ts';
import type { CopyOptions } from './mirror.ts';

/** etcd takes so many steps in a transaction unless told otherwise. */
const operationsMaxDefault = 128;

/** Bytes of keys and values in a transaction, but for a single step that is larger: etcd takes requests of 1.5 MiB unless told otherwise. */
const transactionBytesMax = 1024 * 1024;

const nothing = new Uint8Array();

/**
 * Copies a range to another cluster, and then its changes as they happen, until the signal fires. Resolves with the number of keys
 * written and deleted. Leases are not copied: keys with one are deleted here when they are deleted there.
 *
 * @throws {EtcdError} when either cluster fails for good, e.g. `compacted` when it could not keep up with the source
 */
export async function copyMirror(source: Store, destination: Kv, options: CopyOptions = {}): Promise<number> {
  const { signal, callOptions = {}, operationsMax = operationsMaxDefault } = options;
  const from = toBytes(options.prefix ?? '');
  const to = toBytes(options.destinationPrefix ?? from);
  const renamed = (key: Uint8Array) => Buffer.concat([to, key.subarray(from.length)]);
  const mirror = createMirror(source, options);
  let total = 0;
  const steps = new Map<string, Op>();
  let bytes = 0;
  const commit = async () => {
    if (steps.size === 0) return;
    await destination
      .txn()
      .do(...steps.values())
      .commit({ signal, idempotent: true, ...callOptions });
    total += steps.size;
    options.onProgress?.(steps.size);
    steps.clear();
    bytes = 0;
  };
  /** A transaction writes a key once. */
  const add = async (key: Uint8Array, value: Uint8Array, step: (key: Uint8Array) => Op) => {
    const renamedKey = renamed(key);
    const id = keyId(renamedKey);
    const stepBytes = renamedKey.length + value.length;
    if (steps.has(id) || steps.size >= operationsMax || bytes + stepBytes > transactionBytesMax) await commit();
    steps.set(id, step(renamedKey));
    bytes += stepBytes;
  };
  try {
    for await (const { kvs } of mirror.base()) {
      for (const { key, value } of kvs) await add(key, value, (at) => op.put(at, value));
      await commit();
    }
    for await (const { events } of mirror.updates()) {
      for (const event of events) {
        const { key } = event;
        if (event.type === 'delete') await add(key, nothing, (at) => op.delete(at));
        else await add(key, event.kv.value, (at) => op.put(at, event.kv.value));
      }
      await commit();
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
  return total;
}

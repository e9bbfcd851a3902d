import { Etcd3 } from 'etcd3';
import { EtcdClient } from '../client.ts';
import { text } from '../kv/bytes.ts';
import { prefix } from '../kv/key-range.ts';

/** A client in the benchmark. */
export interface Contestant {
  readonly name: string;
  put(key: string, value: string): Promise<unknown>;
  get(key: string): Promise<string | undefined | null>;
  /** Calls back for each put of the prefix from a revision on, with its value read, until the function returned is called. */
  watch(start: string, startRevision: number, onPut: (value: string) => void): Promise<() => Promise<unknown>>;
  close(): Promise<void>;
}

/** This package. */
export function ours(endpoint: string): Contestant {
  const client = new EtcdClient({ endpoints: endpoint });
  return {
    name: '@quorate/client',
    put: (key, value) => client.kv.put(key, value),
    get: (key) => client.kv.getText(key),
    watch: async (start, startRevision, onPut) => {
      const watcher = client.watch(prefix(start), { startRevision });
      watcher.on('put', ({ kv }) => onPut(text(kv.value)));
      await watcher.created;
      return () => watcher.close();
    },
    close: () => client.close(),
  };
}

/** The incumbent on npm. */
export function etcd3(endpoint: string): Contestant {
  const client = new Etcd3({ hosts: endpoint });
  return {
    name: 'etcd3',
    put: (key, value) => client.put(key).value(value).exec(),
    get: (key) => client.get(key).string(),
    watch: async (start, startRevision, onPut) => {
      const watcher = await client.watch().prefix(start).startRevision(String(startRevision)).create();
      watcher.on('put', ({ value }) => onPut(value.toString()));
      return () => watcher.cancel();
    },
    close: async () => client.close(),
  };
}

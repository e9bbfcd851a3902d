/**
 * The process whose memory is measured: plain JavaScript on the built packages, as their users run them. It loads one contestant, holds
 * a thousand watches, makes a thousand calls, and prints bytes of heap and buffers, and of the whole process.
 * `node --expose-gc hold-watches.mjs (ours|etcd3|nothing) endpoint`
 */
const watches = 1_000;
const calls = 1_000;

const open = {
  nothing: async () => ({ watch: async () => {}, get: async () => {}, close: async () => {} }),
  ours: async (endpoint) => {
    const { EtcdClient, prefix, text } = await import('@quorate/client');
    const client = new EtcdClient({ endpoints: endpoint });
    return {
      watch: async (start) => {
        const watcher = client.watch(prefix(start));
        watcher.on('put', ({ kv }) => text(kv.value));
        await watcher.created;
      },
      get: (key) => client.kv.getText(key),
      close: () => client.close(),
    };
  },
  etcd3: async (endpoint) => {
    const { Etcd3 } = await import('etcd3');
    const client = new Etcd3({ hosts: endpoint });
    return {
      watch: async (start) => {
        const watcher = await client.watch().prefix(start).create();
        watcher.on('put', ({ value }) => value.toString());
      },
      get: (key) => client.get(key).string(),
      close: async () => client.close(),
    };
  },
};

const [name, endpoint] = process.argv.slice(2);
const contestant = await open[name](endpoint);
for (let index = 0; index < watches; index++) await contestant.watch(`memory/${index}/`);
for (let index = 0; index < calls; index++) await contestant.get(`memory/${index}`);
// What a collection leaves to finalizers goes with the next.
for (let pass = 0; pass < 3; pass++) {
  globalThis.gc();
  await new Promise((resolve) => setImmediate(resolve));
}
const { heapUsed, external, rss } = process.memoryUsage();
if (process.env.HEAP_SNAPSHOT) (await import('node:v8')).writeHeapSnapshot(process.env.HEAP_SNAPSHOT);
console.log(JSON.stringify({ heldBytes: heapUsed + external, rssBytes: rss }));
await contestant.close();
process.exit(0);

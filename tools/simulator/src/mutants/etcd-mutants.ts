import type { Mutant } from './mutant.ts';

/** Bugs that etcd has had, by its own track record, and what Jepsen found in it and its clients. */
export const etcdMutants: readonly Mutant[] = [
  {
    name: 'acknowledge-before-sync',
    bug: 'what was acknowledged is lost with the power',
    known: 'etcd #14370',
    edits: [
      {
        file: 'packages/wal/src/append/flusher.ts',
        find: 'else if (needsSync) await this.#files.sync();',
        replace: '',
      },
    ],
    scenario: {
      seed: 1,
      kinds: ['power-cut', 'power-cut-of-all'],
      settings: undefined,
      promises: ['a member starts again'],
    },
  },
  {
    name: 'index-behind-data',
    bug: 'entries are applied again after a crash, since their index was not committed with them',
    known: 'etcd #13766',
    edits: [
      {
        file: 'packages/member/src/apply/consistent-index.ts',
        find: 'encodeCounter(this.index));',
        replace: 'encodeCounter(Math.max(1, this.index - 3)));',
      },
    ],
    scenario: {
      seed: 1,
      kinds: ['kill', 'power-cut'],
      settings: undefined,
      promises: ['state machine safety', 'a member starts again', 'revisions'],
    },
  },
  {
    name: 'index-ahead-of-data',
    bug: 'entries are never applied after a crash, since their index was committed before them',
    known: 'etcd #13766, the other way round',
    edits: [
      {
        file: 'packages/member/src/apply/consistent-index.ts',
        find: 'encodeCounter(this.index));',
        replace: 'encodeCounter(this.index + 1));',
      },
    ],
    scenario: {
      seed: 1,
      kinds: ['kill', 'power-cut'],
      settings: undefined,
      promises: ['a member starts again', 'state machine safety'],
    },
  },
  {
    name: 'progress-ahead-of-events',
    bug: 'a progress notification overtakes events',
    known: 'etcd #15220',
    edits: [
      {
        file: 'packages/mvcc-store/src/watch/watch-hub.ts',
        find: 'return waiting === undefined ? this.#store.revision : waiting.revision - 1;',
        replace: 'return this.#store.revision + (waiting === undefined ? 1 : 0);',
      },
    ],
    scenario: { seed: 1, kinds: undefined, settings: undefined, promises: ['watch: ordered and unique'] },
  },
  {
    name: 'watch-goes-back',
    bug: 'a watch tells of the past again after a snapshot was installed',
    known: 'etcd #15271',
    edits: [
      {
        file: 'packages/mvcc-store/src/watch/watch-hub.ts',
        find: 'const next = this.#seenRevision + 1;',
        replace:
          'const next = 1; for (const stream of this.#streams) for (const watcher of stream.watchers()) watcher.nextRevision = 1;',
      },
    ],
    scenario: {
      seed: 1,
      kinds: ['isolate', 'one-way'],
      settings: { snapshotEntries: 20, catchUpEntries: 5 },
      promises: ['watch: ordered and unique'],
    },
  },
  {
    name: 'watch-loses-when-slow',
    bug: 'events are lost when a stream does not take them for a while',
    known: 'etcd #17529',
    edits: [
      {
        file: 'packages/mvcc-store/src/watch/watch-hub.ts',
        find: 'watcher.nextRevision = Math.max(watcher.nextRevision, first.revision);',
        replace: 'watcher.nextRevision = lastRevision + 1; void first;',
      },
    ],
    scenario: { seed: 2, kinds: undefined, settings: undefined, promises: ['watch: ordered and unique'] },
  },
  {
    name: 'watch-from-the-future',
    bug: 'a watch that begins in the future is told of what comes before',
    known: 'etcd #20221, events',
    edits: [
      {
        file: 'packages/mvcc-store/src/watch/watch-hub.ts',
        find: 'startRevision === 0 ? next : startRevision);',
        replace: 'startRevision === 0 ? next : Math.min(startRevision, next));',
      },
    ],
    scenario: {
      seed: 2,
      kinds: ['isolate', 'one-way', 'bad-weather'],
      settings: { watchers: 4 },
      promises: ['watch: ordered and unique'],
    },
  },
  {
    name: 'watch-repeats-itself',
    bug: 'events of a transaction are told twice',
    known: 'etcd #17247',
    edits: [
      {
        file: 'packages/mvcc-store/src/watch/deliver.ts',
        find: 'delivery.lastRevision, delivery.events);',
        replace:
          'delivery.lastRevision, delivery.events.length > 1 ? [...delivery.events, ...delivery.events] : delivery.events);',
      },
    ],
    scenario: { seed: 2, kinds: undefined, settings: undefined, promises: ['watch: ordered and unique'] },
  },
  {
    name: 'revision-goes-back',
    bug: 'the revision goes back after a crash, when a compaction took the last record',
    known: 'etcd #17780',
    edits: [
      {
        file: 'packages/mvcc-store/src/restore/restore-state.ts',
        find: 'state.revision = Math.max(state.revision, state.compactRevision, scheduled);',
        replace: '',
      },
      {
        file: 'packages/mvcc-store/src/tree-index/key-entry.ts',
        find: '(keepTombstone && main === revision)',
        replace: 'false && (keepTombstone && main === revision)',
      },
    ],
    scenario: { seed: 1, kinds: ['compact', 'power-cut'], settings: undefined, promises: ['no revision goes back'] },
  },
  {
    name: 'tombstone-at-compaction-goes',
    bug: 'a deletion at the very revision of a compaction is not told to who watches from there',
    known: 'etcd #18089, #19179',
    edits: [
      {
        file: 'packages/mvcc-store/src/tree-index/key-entry.ts',
        find: '(keepTombstone && main === revision)',
        replace: 'false && (keepTombstone && main === revision)',
      },
    ],
    scenario: {
      seed: 7,
      kinds: ['compact', 'isolate'],
      settings: { watchers: 5 },
      promises: ['watch: ordered and unique', 'watch: bookmarkable'],
    },
  },
  {
    name: 'stale-read',
    bug: 'a linearizable read is answered without asking the leader',
    known: 'Jepsen, etcd 0.4.1',
    edits: [
      {
        file: 'packages/member/src/read/linearizable-reads.ts',
        find: 'if (!this.#gathering) {',
        replace: 'return Promise.resolve(); if (!this.#gathering) {',
      },
    ],
    scenario: {
      seed: 1,
      kinds: ['isolate', 'split', 'bad-weather'],
      settings: undefined,
      promises: ['no stale answer'],
    },
  },
  {
    name: 'lease-ended-by-old-leader',
    bug: 'a leader that was paused renews or ends leases that another looks after by then',
    known: 'etcd #15247',
    edits: [
      {
        file: 'packages/member/src/lease/lease-requests.ts',
        find: 'if (askedMs - this.#confirmedMs < electionMs / 2) return;',
        replace: 'if (askedMs > electionMs / 1e9) return;',
      },
    ],
    scenario: {
      seed: 38,
      kinds: ['pause'],
      settings: { leaseHolders: 20, keyClients: 1, watchers: 1, lockers: 1 },
      promises: ['no lease expires early'],
    },
  },
  {
    name: 'state-not-taken-over',
    bug: 'after a leader’s snapshot a member decides by what it knew before',
    known: 'etcd #14571, the same kind: there it was permissions',
    edits: [{ file: 'packages/member/src/state/member-state.ts', find: 'this.lessor.restore(backend);', replace: '' }],
    scenario: {
      seed: 1,
      kinds: ['isolate', 'pause'],
      settings: { snapshotEntries: 20, catchUpEntries: 5, leaseHolders: 4 },
      promises: ['a member goes on'],
    },
  },
  {
    name: 'defragmentation-not-durable',
    bug: 'a crash in a defragmentation leaves a database without its end',
    known: 'etcd #14685',
    edits: [
      { file: 'packages/bbolt/src/defragment/defragment.ts', find: 'await store.commits.flushed();', replace: '' },
    ],
    scenario: {
      seed: 27,
      kinds: ['defragment', 'power-cut-in-operation', 'slow-disk'],
      settings: { thinkMsMax: 100 },
      promises: ['a member starts again'],
    },
  },
  {
    name: 'second-snapshot-removes-first',
    bug: 'a snapshot that arrives removes the one that is being put in place',
    known: 'etcd #18055',
    edits: [
      {
        file: 'packages/snapshot/src/database/save-snapshot.ts',
        find: 'if ((await disk.kind(path)) !== undefined) return path;',
        replace:
          'if ((await disk.kind(path)) !== undefined) return path; await purgeReceivedDatabases(disk, directory, index);',
      },
    ],
    scenario: {
      seed: 3,
      kinds: ['isolate', 'pause-in-snapshot', 'move-leader', 'slow-disk'],
      settings: { snapshotEntries: 20, catchUpEntries: 5 },
      promises: ['a member goes on'],
    },
  },
  {
    name: 'txn-reads-what-is-compacted',
    bug: 'a transaction reads a revision that is compacted, and each member finds something else',
    known: 'etcd #18667',
    edits: [
      {
        file: 'packages/mvcc-store/src/txn/apply-txn.ts',
        find: "if (revision < state.compactRevision) throw new StoreError('compacted');",
        replace: '',
      },
    ],
    scenario: { seed: 1, kinds: ['compact'], settings: { pastReaders: 3 }, promises: ['a revision never changes'] },
  },
  {
    name: 'progress-before-its-start',
    bug: 'a watch that begins in the future is told of progress before',
    known: 'etcd #20221, notifications',
    edits: [
      {
        file: 'packages/mvcc-store/src/watch/watch-stream.ts',
        find: 'return revision >= watcher.startRevision ? revision : undefined;',
        replace: 'return revision;',
      },
    ],
    scenario: {
      seed: 2,
      kinds: ['isolate', 'one-way', 'bad-weather'],
      settings: { watchers: 4 },
      promises: ['watch: progress never goes back'],
    },
  },
  {
    name: 'snapshot-not-synced',
    bug: 'a leader’s database takes its place before it is on the disk, and lacks pages after a crash',
    known: 'etcd #20271',
    edits: [{ file: 'packages/snapshot/src/database/files.ts', find: 'await file.sync();', replace: '' }],
    scenario: {
      seed: 11,
      kinds: ['isolate', 'power-cut-in-operation', 'power-cut', 'slow-disk'],
      settings: { snapshotEntries: 10, catchUpEntries: 5, thinkMsMax: 100 },
      promises: ['a member starts again'],
    },
  },
  {
    name: 'read-contexts-repeat',
    bug: 'a late answer to one question for a read index is taken for that to another',
    known: 'etcd #20418',
    edits: [
      {
        file: 'packages/member/src/member.ts',
        find: 'nextContext: () => this.#proposer.nextId(),',
        replace: 'nextContext: () => 1n,',
      },
    ],
    scenario: {
      seed: 2,
      kinds: ['bad-weather', 'pause', 'isolate'],
      settings: { keyClients: 6, thinkMsMax: 50 },
      promises: ['no stale answer'],
    },
  },
  {
    name: 'put-under-ended-lease',
    bug: 'a key, such as that of a lock, is put under a lease that has ended',
    known: 'Jepsen, locks of etcd 3.4.3',
    edits: [
      {
        file: 'packages/mvcc-store/src/write/apply-write.ts',
        find: "if (lease !== 0n && !leases.has(lease)) throw new StoreError('lease-not-found');",
        replace: 'void lease; void leases;',
      },
      {
        file: 'packages/lease/src/lessor/lessor.ts',
        find: 'const lease = this.#require(leaseId);\n    lease.keys.add(key);',
        replace: 'const lease = this.#leases.get(leaseId);\n    if (!lease) return;\n    lease.keys.add(key);',
      },
    ],
    scenario: {
      seed: 1,
      kinds: undefined,
      settings: { leaseHolders: 4, thinkMsMax: 50 },
      promises: ['no key under a lease that has ended'],
    },
  },
  {
    name: 'watch-from-zero-tells-the-past',
    bug: 'a watch from revision 0 is told of what was before it',
    known: 'Jepsen, etcd 3.4.3',
    edits: [
      {
        file: 'packages/mvcc-store/src/watch/watch-hub.ts',
        find: 'startRevision === 0 ? next : startRevision);',
        replace: 'startRevision === 0 ? 1 : startRevision);',
      },
    ],
    scenario: { seed: 2, kinds: undefined, settings: undefined, promises: ['watch: ordered and unique'] },
  },
  {
    name: 'proposal-arrives-twice',
    bug: 'a write that is passed on is sent again, and takes effect twice',
    known: 'Jepsen, jetcd 0.8.2 (retries)',
    edits: [
      {
        file: 'tools/simulator/src/cluster/simulated-network.ts',
        find: 'arrivals(this.weather, this.#random, message.type !== MessageType.MsgProp)',
        replace: 'arrivals(this.weather, this.#random, true)',
      },
    ],
    scenario: { seed: 1, kinds: ['bad-weather'], settings: undefined, promises: ['linearizable'] },
  },
];

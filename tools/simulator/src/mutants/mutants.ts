/** A bug, put into our code: a piece of source and what it is replaced by. */
export interface Mutant {
  readonly name: string;
  /** What it is like, with the number of etcd's issue where there was one. */
  readonly bug: string;
  /** A file of the repository. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** Bugs that etcd has had (or that Jepsen found in it), and some that any such system may have; the checks have to find each. */
export const mutants: readonly Mutant[] = [
  {
    name: 'acknowledge-before-sync',
    bug: 'what was acknowledged is lost with the power (etcd #14370)',
    file: 'packages/wal/src/append/flusher.ts',
    find: 'else if (needsSync) await this.#files.sync();',
    replace: '',
  },
  {
    name: 'index-behind-data',
    bug: 'entries are applied again after a crash, since their index was not committed with them (etcd #13766)',
    file: 'packages/member/src/apply/consistent-index.ts',
    find: 'encodeCounter(this.index));',
    replace: 'encodeCounter(Math.max(1, this.index - 3)));',
  },
  {
    name: 'index-ahead-of-data',
    bug: 'entries are never applied after a crash, since their index was committed before them (etcd #13766, the other way round)',
    file: 'packages/member/src/apply/consistent-index.ts',
    find: 'encodeCounter(this.index));',
    replace: 'encodeCounter(this.index + 1));',
  },
  {
    name: 'progress-ahead-of-events',
    bug: 'a progress notification overtakes events (etcd #15220)',
    file: 'packages/mvcc-store/src/watch/watch-hub.ts',
    find: 'return waiting === undefined ? this.#store.revision : waiting.revision - 1;',
    replace: 'return this.#store.revision + (waiting === undefined ? 1 : 0);',
  },
  {
    name: 'watch-goes-back',
    bug: 'a watch tells of the past again after a snapshot was installed (etcd #15271)',
    file: 'packages/mvcc-store/src/watch/watch-hub.ts',
    find: 'const next = this.#seenRevision + 1;',
    replace:
      'const next = 1; for (const stream of this.#streams) for (const watcher of stream.watchers()) watcher.nextRevision = 1;',
  },
  {
    name: 'watch-loses-when-slow',
    bug: 'events are lost when a stream does not take them for a while (etcd #17529)',
    file: 'packages/mvcc-store/src/watch/watch-hub.ts',
    find: 'watcher.nextRevision = Math.max(watcher.nextRevision, first.revision);',
    replace: 'watcher.nextRevision = lastRevision + 1; void first;',
  },
  {
    name: 'watch-from-the-future',
    bug: 'a watch that begins in the future is told of what comes before (etcd #20221)',
    file: 'packages/mvcc-store/src/watch/watch-hub.ts',
    find: 'startRevision === 0 ? next : startRevision);',
    replace: 'startRevision === 0 ? next : Math.min(startRevision, next));',
  },
  {
    name: 'watch-repeats-itself',
    bug: 'an event is told twice (etcd #17247)',
    file: 'packages/mvcc-store/src/watch/watch-hub.ts',
    find: 'watcher.nextRevision = Math.max(watcher.nextRevision, lastRevision + 1);',
    replace: 'watcher.nextRevision = Math.max(watcher.nextRevision, lastRevision);',
  },
  {
    name: 'revision-goes-back',
    bug: 'the revision goes back when the last record was compacted before a crash (etcd #17780)',
    file: 'packages/mvcc-store/src/restore/restore-state.ts',
    find: 'state.revision = Math.max(state.revision, state.compactRevision, scheduled);',
    replace: '',
  },
  {
    name: 'tombstone-at-compaction-goes',
    bug: 'a deletion at the very revision of a compaction is not told to who watches from there (etcd #18089, #19179)',
    file: 'packages/mvcc-store/src/tree-index/key-entry.ts',
    find: '(keepTombstone && main === revision)',
    replace: 'false && (keepTombstone && main === revision)',
  },
  {
    name: 'stale-read',
    bug: 'a linearizable read is answered without asking the leader (Jepsen, etcd 0.4)',
    file: 'packages/member/src/read/linearizable-reads.ts',
    find: 'if (!this.#gathering) {',
    replace: 'return Promise.resolve(); if (!this.#gathering) {',
  },
  {
    name: 'read-before-apply',
    bug: 'a linearizable read does not wait for what was committed to be applied',
    file: 'packages/member/src/read/linearizable-reads.ts',
    find: 'if (index <= this.#appliedIndex) batch.resolve();',
    replace: 'if (index >= 0) batch.resolve();',
  },
  {
    name: 'read-without-quorum',
    bug: 'a leader answers reads without making sure that it still leads',
    file: 'packages/raft/src/core/reading.ts',
    find: "if (isAlone || config.readOnly === 'lease-based') {",
    replace: 'if (isAlone || config.readOnly) {',
  },
  {
    name: 'read-before-term',
    bug: 'a new leader answers reads before it has committed anything in its term',
    file: 'packages/raft/src/core/reading.ts',
    find: 'if (raft.hasCommittedInTerm()) startRead(raft, request);',
    replace: 'if (raft.term > 0) startRead(raft, request);',
  },
  {
    name: 'lease-ended-by-old-leader',
    bug: 'a leader that was paused renews or ends leases that another looks after by then (etcd #15247)',
    file: 'packages/member/src/lease/lease-requests.ts',
    find: 'if (askedMs - this.#confirmedMs < electionMs / 2) return;',
    replace: 'if (askedMs > electionMs / 1e9) return;',
  },
  {
    name: 'lease-not-extended',
    bug: 'a new leader lets leases run out by its own count from long ago',
    file: 'packages/lease/src/lessor/lessor.ts',
    find: 'lease.deadlineMs = nowMs + lease.remainingTtl * 1000 + extendMs;',
    replace: 'lease.deadlineMs = nowMs;',
  },
  {
    name: 'renewal-without-effect',
    bug: 'a renewed lease runs out all the same (Jepsen, locks of etcd 3.4)',
    file: 'packages/lease/src/lessor/lessor.ts',
    find: 'lease.checkpointedTtl = 0;\n    this.#begin(lease);',
    replace: 'lease.checkpointedTtl = 0;',
  },
  {
    name: 'answer-before-durable',
    bug: 'a follower acknowledges what it has not written yet',
    file: 'packages/member/src/loop/raft-loop.ts',
    find: 'append.then(',
    replace: 'Promise.resolve().then(',
  },
  {
    name: 'vote-forgotten',
    bug: 'a vote is not kept, so that a restarted member votes again',
    file: 'packages/member/src/boot/boot-member.ts',
    find: 'storage.setHardState({ ...hardState,',
    replace: 'storage.setHardState({ ...hardState, vote: 0n,',
  },
  {
    name: 'defragmentation-over-snapshot',
    bug: 'a defragmentation puts old data in the place of a leader’s snapshot (found by this simulator)',
    file: 'packages/member/src/snapshots/snapshot-exchange.ts',
    find: 'await state.backend.database.giveUpPlace();',
    replace: '',
  },
];

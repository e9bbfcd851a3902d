import type { Mutant } from './mutant.ts';

/** Bugs that any such system may have, and one that this had. */
export const otherMutants: readonly Mutant[] = [
  {
    name: 'read-before-apply',
    bug: 'a linearizable read does not wait for what was committed to be applied',
    known: '–',
    edits: [
      {
        file: 'packages/member/src/read/linearizable-reads.ts',
        find: 'if (index <= this.#appliedIndex) batch.resolve();',
        replace: 'if (index >= 0) batch.resolve();',
      },
    ],
    scenario: {
      seed: 1,
      kinds: ['isolate', 'one-way', 'bad-weather'],
      settings: { readers: 6, thinkMsMax: 30 },
      promises: ['no stale answer'],
    },
  },
  {
    name: 'read-without-quorum',
    bug: 'a leader answers reads without making sure that it still leads',
    known: '–',
    edits: [
      {
        file: 'packages/raft/src/core/reading.ts',
        find: "if (isAlone || config.readOnly === 'lease-based') {",
        replace: 'if (isAlone || config.readOnly) {',
      },
    ],
    scenario: {
      seed: 15,
      kinds: ['isolate', 'split', 'one-way'],
      settings: { readers: 6, thinkMsMax: 30 },
      promises: ['no stale answer'],
    },
  },
  {
    name: 'read-before-term',
    bug: 'a new leader answers reads before it has committed anything in its term',
    known: '–',
    edits: [
      {
        file: 'packages/raft/src/core/reading.ts',
        find: 'if (raft.hasCommittedInTerm()) startRead(raft, request);',
        replace: 'if (raft.term > 0) startRead(raft, request);',
      },
    ],
    scenario: {
      seed: 1,
      kinds: ['move-leader', 'kill'],
      settings: { keyClients: 6, thinkMsMax: 20 },
      promises: ['no stale answer'],
    },
  },
  {
    name: 'lease-not-extended',
    bug: 'a new leader lets leases run out by its own count from long ago',
    known: '–',
    edits: [
      {
        file: 'packages/lease/src/lessor/lessor.ts',
        find: 'lease.deadlineMs = nowMs + lease.remainingTtl * 1000 + extendMs;',
        replace: 'lease.deadlineMs = nowMs;',
      },
    ],
    scenario: { seed: 1, kinds: ['kill', 'move-leader'], settings: undefined, promises: ['no lease expires early'] },
  },
  {
    name: 'renewal-without-effect',
    bug: 'a renewed lease runs out all the same',
    known: '–',
    edits: [
      {
        file: 'packages/lease/src/lessor/lessor.ts',
        find: 'lease.checkpointedTtl = 0;\n    this.#begin(lease);',
        replace: 'lease.checkpointedTtl = 0;',
      },
    ],
    scenario: { seed: 2, kinds: undefined, settings: undefined, promises: ['no lease expires early'] },
  },
  {
    name: 'answer-before-durable',
    bug: 'a follower acknowledges what it has not written yet',
    known: '–',
    edits: [
      {
        file: 'packages/member/src/loop/raft-loop.ts',
        find: 'append.then(',
        replace: 'append.catch(() => {});\n    Promise.resolve().then(',
      },
    ],
    scenario: {
      seed: 1,
      kinds: ['power-cut-of-all', 'slow-disk'],
      settings: undefined,
      promises: ['a member starts again', 'state machine safety'],
    },
  },
  {
    name: 'vote-forgotten',
    bug: 'a vote is not kept, so that a restarted member votes again',
    known: '–',
    edits: [
      {
        file: 'packages/member/src/boot/boot-member.ts',
        find: 'storage.setHardState({ ...hardState,',
        replace: 'storage.setHardState({ ...hardState, vote: 0n,',
      },
    ],
    scenario: {
      seed: 23,
      kinds: ['kill', 'power-cut-of-all', 'split'],
      settings: { members: 5, preVote: false, electionMs: 500, keyClients: 1, lockers: 1 },
      promises: ['one vote a term'],
    },
  },
  {
    name: 'defragmentation-over-snapshot',
    bug: 'a defragmentation puts old data in the place of a leader’s snapshot',
    known: 'found by this simulator',
    edits: [
      {
        file: 'packages/member/src/snapshots/snapshot-exchange.ts',
        find: 'await state.backend.database.giveUpPlace();',
        replace: '',
      },
    ],
    scenario: {
      seed: 3,
      kinds: ['isolate', 'defragment', 'slow-disk'],
      settings: { snapshotEntries: 10, catchUpEntries: 5, thinkMsMax: 50 },
      promises: ['a member starts again', 'a member goes on'],
    },
  },
];

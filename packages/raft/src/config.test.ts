import { describe, expect, it } from 'vitest';
import { type RaftConfig, resolveConfig } from './config.ts';
import { localAppendThread, localApplyThread } from './ids.ts';
import { RaftError } from './raft-error.ts';
import { MemoryStorage } from './storage/memory-storage.ts';

const good: RaftConfig = {
  id: 1n,
  electionTicks: 10,
  heartbeatTicks: 1,
  storage: new MemoryStorage(),
  random: { below: () => 0 },
  inflightMessagesMax: 256,
};

describe('a configuration', () => {
  it('has a default for all that need not be given', () => {
    expect(resolveConfig(good)).toMatchObject({
      appliedIndex: 0,
      asyncStorageWrites: false,
      messageBytesMax: Number.POSITIVE_INFINITY,
      committedBytesPerReadyMax: Number.POSITIVE_INFINITY,
      uncommittedBytesMax: Number.POSITIVE_INFINITY,
      inflightBytesMax: Number.POSITIVE_INFINITY,
      checkQuorum: false,
      preVote: false,
      readOnly: 'safe',
      disableProposalForwarding: false,
      disableConfChangeValidation: false,
      stepDownOnRemoval: false,
    });
  });

  it('applies as much at once as it sends at once, unless told otherwise', () => {
    expect(resolveConfig({ ...good, messageBytesMax: 7 }).committedBytesPerReadyMax).toBe(7);
    expect(resolveConfig({ ...good, messageBytesMax: 7, committedBytesPerReadyMax: 9 }).committedBytesPerReadyMax).toBe(
      9,
    );
  });

  it.each<[string, Partial<RaftConfig>, string]>([
    ['no id', { id: 0n }, 'cannot use none as id'],
    ['the id of the append thread', { id: localAppendThread }, 'local target'],
    ['the id of the apply thread', { id: localApplyThread }, 'local target'],
    ['an id of more than 64 bits', { id: 1n << 64n }, '64 bits'],
    ['no heartbeat', { heartbeatTicks: 0 }, 'heartbeat tick must be greater than 0'],
    ['an election as quick as a heartbeat', { electionTicks: 1 }, 'election tick must be greater than heartbeat tick'],
    ['half a tick', { electionTicks: 2.5 }, 'election tick'],
    ['no appends in flight', { inflightMessagesMax: 0 }, 'max inflight messages must be greater than 0'],
    ['a window smaller than a message', { inflightBytesMax: 5, messageBytesMax: 6 }, 'max inflight bytes'],
    ['a negative size', { messageBytesMax: -1 }, 'size limit of a message'],
    ['nothing to be applied', { committedBytesPerReadyMax: 0 }, 'committed bytes'],
    ['nothing uncommitted', { uncommittedBytesMax: 0 }, 'uncommitted bytes'],
    ['a broken applied index', { appliedIndex: -1 }, 'applied index'],
    ['leases without a check of the quorum', { readOnly: 'lease-based' }, 'CheckQuorum must be enabled'],
    ['an unknown kind of reads', { readOnly: 'sloppy' as 'safe' }, 'unknown read-only option'],
    ['no storage', { storage: undefined as unknown as MemoryStorage }, 'storage cannot be nil'],
    ['no randomness', { random: {} as { below(bound: number): number } }, 'random must have'],
  ])('is turned down with %s', (_, fields, text) => {
    const resolve = () => resolveConfig({ ...good, ...fields });
    expect(resolve).toThrow(RaftError);
    expect(resolve).toThrow(text);
  });
});

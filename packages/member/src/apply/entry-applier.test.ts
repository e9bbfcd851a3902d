import { DatabaseError } from '@quorate/bbolt';
import { StoreError } from '@quorate/mvcc-store';
import { silentLogger } from '@quorate/ports';
import { AuthEnableRequest, Entry, InternalRaftRequest, PutRequest } from '@quorate/protocol';
import { VirtualClock } from '@quorate/simulated-ports';
import { expect, test } from 'vitest';
import { FatalMemberError, MemberError } from '../member-error.ts';
import { PendingProposals } from '../proposal/pending-proposals.ts';
import { EntryApplier, type EntryApplierOptions } from './entry-applier.ts';
import type { LoggedRequest } from './request-envelope.ts';

/** An applier of entries; what carries out requests throws `error`. */
function setUp(error?: Error) {
  const clock = new VirtualClock();
  const pending = new PendingProposals<LoggedRequest | undefined, unknown>(clock, 7000, () => new Error('timeout'));
  const options = {
    memberId: 1n,
    state: { consistentIndex: { index: 0, term: 0 } },
    pending,
    applier: {
      apply: () => {
        throw error;
      },
    },
    clock,
    logger: silentLogger,
    observer: {},
  };
  return { pending, applier: new EntryApplier(options as unknown as EntryApplierOptions) };
}

const put = (id: bigint) =>
  Entry.create({
    term: 1,
    index: 1,
    data: InternalRaftRequest.encode(InternalRaftRequest.create({ id, put: PutRequest.create() })),
  });

test('an entry that asks for what this version does not keep stops the member instead of being passed over', () => {
  const { applier } = setUp();
  const request = InternalRaftRequest.create({ id: 9n, authEnable: AuthEnableRequest.create() });
  const entry = Entry.create({ term: 1, index: 1, data: InternalRaftRequest.encode(request) });
  expect(() => applier.apply([entry])).toThrow(FatalMemberError);
  expect(() => applier.apply([{ ...entry, index: 2 }])).toThrow('authEnable');
});

test.each([
  new StoreError('lease-not-found'),
  new StoreError('compacted'),
  new MemberError('no-space'),
  new MemberError('corrupt'),
])('what every member finds alike is an answer: $message', async (error) => {
  const { applier, pending } = setUp(error);
  const answered = pending.add(9n, undefined);
  applier.apply([put(9n)]);
  await expect(answered).rejects.toBe(error);
});

test.each([
  new DatabaseError('corrupt', 'd/db: page 7 is damaged'),
  new StoreError('corrupt', 'revision 5/0 of the key "k" is not in it'),
])(
  'what only this member finds, as its files are damaged, stops it before it can differ from the others: $message',
  async (error) => {
    const { applier, pending } = setUp(error);
    let isAnswered = false;
    pending.add(9n, undefined).then(
      () => {
        isAnswered = true;
      },
      () => {
        isAnswered = true;
      },
    );
    expect(() => applier.apply([put(9n)])).toThrow(error);
    await Promise.resolve();
    expect(isAnswered).toBe(false);
  },
);

import { silentLogger } from '@quorate/ports';
import { AuthEnableRequest, Entry, InternalRaftRequest } from '@quorate/protocol';
import { VirtualClock } from '@quorate/simulated-ports';
import { expect, test } from 'vitest';
import { FatalMemberError } from '../member-error.ts';
import { PendingProposals } from '../proposal/pending-proposals.ts';
import { EntryApplier, type EntryApplierOptions } from './entry-applier.ts';
import type { LoggedRequest } from './request-envelope.ts';

test('an entry that asks for what this version does not keep stops the member instead of being passed over', () => {
  const clock = new VirtualClock();
  const options = {
    memberId: 1n,
    state: { consistentIndex: { index: 0, term: 0 } },
    pending: new PendingProposals<LoggedRequest | undefined, unknown>(clock, 7000, () => new Error('timeout')),
    clock,
    logger: silentLogger,
    observer: {},
  };
  const applier = new EntryApplier(options as unknown as EntryApplierOptions);
  const request = InternalRaftRequest.create({ id: 9n, authEnable: AuthEnableRequest.create() });
  const entry = Entry.create({ term: 1, index: 1, data: InternalRaftRequest.encode(request) });
  expect(() => applier.apply([entry])).toThrow(FatalMemberError);
  expect(() => applier.apply([{ ...entry, index: 2 }])).toThrow('authEnable');
});

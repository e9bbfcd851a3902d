import type { Member } from '@quorate/member';
import type { Clock, Logger } from '@quorate/ports';
import { CompactionRequest } from '@quorate/protocol';
import { AutoCompactor } from '../compaction/auto-compactor.ts';
import type { AutoCompaction } from '../config/server-config.ts';

/** What compacts a member's history by itself; `undefined` when nothing is to. */
export function autoCompactor(
  policy: AutoCompaction,
  member: Member,
  clock: Clock,
  logger: Logger,
): AutoCompactor | undefined {
  if (policy.mode === 'off') return undefined;
  const target = {
    revision: () => member.state.store.revision,
    isLeader: () => member.leadership.isLeader,
    async compact(revision: number): Promise<void> {
      const request = CompactionRequest.create({ revision });
      await member.propose('compaction', request, CompactionRequest.encode(request));
    },
  };
  return new AutoCompactor(policy, target, clock, logger);
}

import type { RangeResult } from '@quorate/mvcc-store';
import { RangeRequest } from '@quorate/protocol';
import { checkPastRead } from '../checks/past-check.ts';
import { Violation } from '../checks/violation.ts';
import { Client } from './client.ts';
import { utf8 } from './key-requests.ts';
import { keysIn } from './past-client.ts';

const start = 'p/';
const end = 's';

/**
 * Does nothing but linearizable reads of a range. It is never stuck with a write that finds no quorum, so it goes on asking a leader
 * that has been cut off.
 */
export class ReadClient extends Client {
  protected async work(): Promise<void> {
    while (!this.isStopping) {
      await this.think();
      const floor = this.observed.newestRevision;
      try {
        const { revision, seen } = await this.ask(async (member) => {
          await member.linearizableBarrier();
          const result: RangeResult = member.state.store.range(
            RangeRequest.create({ key: utf8(start), rangeEnd: utf8(end) }),
          );
          return { revision: result.revision, seen: keysIn(result) };
        });
        this.tell(() => `sees ${seen.length} keys at revision ${revision}`);
        if (revision < floor) {
          throw new Violation('no stale answer', `${this.name} read revision ${revision}, ${floor} had been answered`);
        }
        this.observed.told(revision);
        const read = { who: this.name, start, end, revision, serializable: false, floor, compactedFloor: 0 };
        checkPastRead(this.cluster.history, read, seen);
      } catch (error) {
        if ((error as Error).name === 'Violation') throw error;
        this.tell(() => `fails: ${String(error)}`);
      }
    }
  }
}

import type { Failpoints } from '@quorate/ports';
import type { RaftLogWriter } from './raft-log-writer.ts';

/** A log whose appends pass failpoints before and after; they still follow each other in order. */
export function logWithFailpoints(log: RaftLogWriter, failpoints: Failpoints): RaftLogWriter {
  let begun: Promise<void> = Promise.resolve();
  let done: Promise<void> = Promise.resolve();
  return {
    append(hardState, entries) {
      begun = begun.then(() => failpoints.hit('raftBeforeSave'));
      const appended = begun.then(() => log.append(hardState, entries));
      done = Promise.all([done, appended]).then(async () => {
        await failpoints.hit('raftAfterSave');
        await failpoints.hit('raftBeforeAdvance');
      });
      return done;
    },
  };
}

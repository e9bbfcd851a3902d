import type { Backend } from '../backend/backend.ts';
import { mainOf, revisionKey } from '../revision/revision-key.ts';

const scheduledKey = new TextEncoder().encode('scheduledCompactRev');
const finishedKey = new TextEncoder().encode('finishedCompactRev');

/** The marks that let a compaction go on after a crash: what was decided, and what was carried out. */
export interface CompactMarks {
  readonly scheduled: number | undefined;
  readonly finished: number | undefined;
}

export function readCompactMarks(backend: Backend): CompactMarks {
  const scheduled = backend.get('meta', scheduledKey);
  const finished = backend.get('meta', finishedKey);
  return {
    scheduled: scheduled === undefined ? undefined : mainOf(scheduled),
    finished: finished === undefined ? undefined : mainOf(finished),
  };
}

export function markScheduled(backend: Backend, revision: number): void {
  backend.put('meta', scheduledKey, revisionKey(revision, 0));
}

export function markFinished(backend: Backend, revision: number): void {
  backend.put('meta', finishedKey, revisionKey(revision, 0));
}

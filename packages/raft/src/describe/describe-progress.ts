import type { ProgressStatus, ReplicationState } from '../status.ts';
import { type Configuration, isJoint, sorted } from '../tracker/configuration.ts';

const stateNames: Readonly<Record<ReplicationState, string>> = {
  probe: 'StateProbe',
  replicate: 'StateReplicate',
  snapshot: 'StateSnapshot',
};

/** What a leader knows about a node, in a line. */
export function describeProgress(progress: ProgressStatus): string {
  let text = `${progress.id}: ${stateNames[progress.state]} match=${progress.matchIndex} next=${progress.nextIndex}`;
  if (progress.isLearner) text += ' learner';
  if (progress.isPaused) text += ' paused';
  if (progress.pendingSnapshotIndex > 0) text += ` pendingSnap=${progress.pendingSnapshotIndex}`;
  if (!progress.isRecentlyActive) text += ' inactive';
  if (progress.inflightMessages > 0) text += ` inflight=${progress.inflightMessages}`;
  if (progress.inflightMessages > 0 && progress.isInflightFull) text += '[full]';
  return text;
}

function list(ids: Iterable<bigint>): string {
  return `(${sorted(ids).join(' ')})`;
}

/** A configuration, of which only voters are always there. */
export function describeConfiguration(configuration: Configuration): string {
  const { voters, votersOutgoing, learners, learnersNext, autoLeave } = configuration;
  let text = `voters=${list(voters)}`;
  if (isJoint(configuration)) text += `&&${list(votersOutgoing)}`;
  if (learners.size > 0) text += ` learners=${list(learners)}`;
  if (learnersNext.size > 0) text += ` learners_next=${list(learnersNext)}`;
  if (autoLeave) text += ' autoleave';
  return text;
}

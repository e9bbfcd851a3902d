/** Every place that has a name: etcd's own, as far as this code has such a place (docs/failpoints.md). */
export const failpointNames = [
  'afterCommit',
  'applyAfterOpenSnapshot',
  'applyBeforeOpenSnapshot',
  'beforeApplyOneConfChange',
  'beforeApplyOneEntryNormal',
  'beforeCheckpointInLeaseRenew',
  'beforeCommit',
  'beforeLookupWhenForwardLeaseTimeToLive',
  'beforeLookupWhenLeaseTimeToLive',
  'beforePublishing',
  'beforeRangeStreamChunk',
  'beforeSendWatchResponse',
  'beforeServeHTTPLeaseRenew',
  'compactAfterCommitBatch',
  'compactAfterCommitScheduledCompact',
  'compactAfterSetFinishedCompact',
  'compactBeforeCommitBatch',
  'compactBeforeCommitScheduledCompact',
  'compactBeforeSetFinishedCompact',
  'defragBeforeCopy',
  'defragBeforeRename',
  'defragOpenFileError',
  'defragdbFail',
  'raftAfterApplySnap',
  'raftAfterSave',
  'raftAfterSaveSnap',
  'raftAfterWALRelease',
  'raftBeforeAdvance',
  'raftBeforeApplySnap',
  'raftBeforeFollowerSend',
  'raftBeforeLeaderSend',
  'raftBeforeSave',
  'raftBeforeSaveSnap',
  'raftBeforeWALSaveSnaphot',
  'raftDropHeartbeat',
  'walAfterSync',
  'walBeforeSync',
] as const;

export type FailpointName = (typeof failpointNames)[number];

/**
 * Interferes with whoever passes a place that has a name. Code takes it as `Failpoints | undefined` and asks
 * `await failpoints?.hit(name)`, so that it costs the test of one field where there are none.
 */
export interface Failpoints {
  /**
   * This place is passed. Undefined: go on at once. Otherwise resolves when the path may go on, or rejects with the error that the
   * path is to fail with. It may also never come back: a crash.
   */
  hit(name: FailpointName): Promise<void> | undefined;
  /** The same for a place that cannot wait and can only leave out what it was about to do: true when it is to do so. */
  skips(name: FailpointName): boolean;
}

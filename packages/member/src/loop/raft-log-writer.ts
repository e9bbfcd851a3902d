import type { Entry, HardState } from '@quorate/protocol';

/** What the loop needs of the log on disk; `@quorate/wal` fits. */
export interface RaftLogWriter {
  /**
   * Appends entries and hard state; resolves when they are durable, as far as raft needs them to be. Calls are gathered into one
   * write and resolve in order. A rejection is final: what the disk holds is unknown from then on.
   */
  append(hardState: HardState | undefined, entries: readonly Entry[]): Promise<void>;
}

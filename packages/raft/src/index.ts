// A node and what it is made of.

export type { ElectionRandom, RaftConfig, ReadOnlyOption } from './config.ts';
// Names of nodes that are none.
export { isLocalThread, localAppendThread, localApplyThread, none } from './ids.ts';
export { InvariantError, RaftError, type RaftErrorCode } from './raft-error.ts';
export { RawNode } from './raw-node.ts';
// What comes out of it.
export type { ReadState, Ready, Role, SoftState } from './ready.ts';
export type { BasicStatus, ProgressStatus, ReplicationState, Status } from './status.ts';
export { MemoryStorage } from './storage/memory-storage.ts';
export type { Storage } from './storage/storage.ts';

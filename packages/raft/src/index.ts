// A node and what it is made of.

export { isLocalKind } from '@quorate/protocol';
// Changes of membership: what is in an entry, and how many nodes make a quorum.
export { confChangeOf, isConfChange } from './confchange/conf-change.ts';
export { parseChanges } from './confchange/parse-changes.ts';
export type { ElectionRandom, RaftConfig, ReadOnlyOption } from './config.ts';
export type { Peer } from './core/bootstrap.ts';
// For logs and debugging.
export {
  describeConfState,
  describeEntry,
  describeHardState,
  describeMessage,
  describeSnapshot,
  type EntryFormatter,
} from './describe/describe-message.ts';
export { describeReady, describeRole, describeSoftState } from './describe/describe-ready.ts';
// For transports and storage threads.
export { isLocalThread, localAppendThread, localApplyThread, none } from './ids.ts';
export { isLocalMessage, isResponseKind, newMessage } from './message/message-kinds.ts';
export { majorityOf } from './quorum/majority.ts';
export { InvariantError, RaftError, type RaftErrorCode } from './raft-error.ts';
export { RawNode } from './raw-node.ts';
// What comes out of it.
export type { ReadState, Ready, Role, SoftState } from './ready.ts';
export type { BasicStatus, ProgressStatus, ReplicationState, Status } from './status.ts';
export { MemoryStorage } from './storage/memory-storage.ts';
export type { Storage } from './storage/storage.ts';

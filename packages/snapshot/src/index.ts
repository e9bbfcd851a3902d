export { type VerifiedSnapshot, type VerifyOptions, verifyDatabaseSnapshot } from './database/copy-database.ts';
export {
  findReceivedDatabase,
  type Progress,
  purgeReceivedDatabases,
  saveDatabaseSnapshot,
  saveReceivedDatabase,
} from './database/save-snapshot.ts';
export { blobBytesMax, type SnapshotBlob, snapshotBlobs } from './database/snapshot-blobs.ts';
export { databaseSnapshotStatus, type SnapshotStatus, type StatusOptions } from './database/snapshot-status.ts';
export { hasTrailer, trailerBytes } from './database/snapshot-trailer.ts';
export { type InitialMember, parseInitialCluster } from './identity/initial-cluster.ts';
export { clusterIdFromMemberIds, formatId, memberIdFromPeerUrls } from './identity/member-id.ts';
export type { RestoreOptions } from './restore/restore-options.ts';
export { type RestoredMember, restoreSnapshot } from './restore/restore-snapshot.ts';
export {
  encodeAttributesJson,
  encodeMemberJson,
  encodeRaftAttributesJson,
  type StoredMember,
  type StoredMembership,
} from './snap-file/membership.ts';
export { encodeMembershipStore } from './snap-file/membership-store.ts';
export type { SnapFilePosition } from './snap-file/snap-file-name.ts';
export {
  type LoadedSnapFile,
  loadNewestSnapFile,
  purgeSnapFiles,
  readSnapFile,
  saveSnapFile,
} from './snap-file/snap-files.ts';
export { SnapshotError, type SnapshotErrorCode } from './snapshot-error.ts';

export type { FlushReport } from './append/flusher.ts';
export { hasWal, type ReadWalOptions, readWal, validSnapshotRecords, type WalListing } from './read-wal.ts';
export type { SnapshotPosition } from './replay/log-contents.ts';
export {
  type CreateWalOptions,
  defaultSegmentBytes,
  type OpenedWal,
  type OpenWalOptions,
  Wal,
  type WalOptions,
  type WalRepair,
} from './wal.ts';
export { WalError, type WalErrorCode } from './wal-error.ts';

import type { DiskErrorCode } from '@quorate/ports';

/** The calls of a disk and its files that touch the medium, each counted. Looking things up (`size`, `kind`, `list`) and `close` are not. */
export type OperationKind =
  | 'open'
  | 'create'
  | 'make-directory'
  | 'rename'
  | 'remove'
  | 'remove-tree'
  | 'sync-directory'
  | 'read'
  | 'write'
  | 'truncate'
  | 'sync'
  | 'lock';

/** One operation, as it is counted and shown to a fault plan before it takes effect. */
export interface DiskOperation {
  /** 1 for the first operation of this disk. */
  readonly number: number;
  readonly kind: OperationKind;
  readonly path: string;
  /** Bytes read or written; the new size for `truncate`; 0 otherwise. */
  readonly bytes: number;
}

/** What goes wrong with an operation. */
export type Fault =
  /** nothing happens and the call rejects; a failed `sync` also leaves its data in doubt for good, as Linux does */
  | { readonly kind: 'fail'; readonly code: DiskErrorCode }
  /** a write that puts down its first `bytes` bytes and then rejects */
  | { readonly kind: 'short-write'; readonly bytes: number; readonly code: DiskErrorCode }
  /** the operation takes effect, then the power goes: it and everything after it rejects until `crash` */
  | { readonly kind: 'power-cut-after' }
  /** the power goes first */
  | { readonly kind: 'power-cut-before' };

/** Decides the fate of each operation; undefined lets it succeed. */
export type FaultPlan = (operation: DiskOperation) => Fault | undefined;

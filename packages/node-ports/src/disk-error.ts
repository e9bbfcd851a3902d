import { DiskError, type DiskErrorCode } from '@quorate/ports';

const codes: Readonly<Record<string, DiskErrorCode>> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  EEXIST: 'exists',
  ENOTEMPTY: 'exists',
  ENOSPC: 'no-space',
  EDQUOT: 'no-space',
  EFBIG: 'no-space',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  EMFILE: 'too-many-files',
  ENFILE: 'too-many-files',
};

/** The `DiskError` for what Node reported; the system's own words stay in the message, the original in `cause`. */
export function toDiskError(cause: unknown, operation: string, path: string): DiskError {
  const system = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DiskError(codes[system] ?? 'io', path, `cannot ${operation} ${path}: ${reason}`, { cause });
}

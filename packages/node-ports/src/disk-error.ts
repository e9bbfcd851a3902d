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

/** What whoever runs the process can do about it. */
const ways: Partial<Record<DiskErrorCode, string>> = {
  'no-space': 'its disk is full: make room there',
  'read-only': 'it cannot be written: mount its disk for writing, or let the user of this process write there',
  'too-many-files': 'raise the limit of open files (ulimit -n, or LimitNOFILE= of the service)',
};

/** The `DiskError` for what Node reported; the system's own words stay in the message, with a way out, and the original in `cause`. */
export function toDiskError(cause: unknown, operation: string, path: string): DiskError {
  const system = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = cause instanceof Error ? cause.message : String(cause);
  const code = codes[system] ?? 'io';
  const way = ways[code];
  return new DiskError(code, path, `cannot ${operation} ${path}: ${reason}${way ? `; ${way}` : ''}`, { cause });
}

import { getSystemErrorMap } from 'node:util';

/** Why a system call failed, as the system says it, e.g. `no such file or directory`. */
export function systemReason(error: unknown): string {
  const number = error instanceof Error && 'errno' in error && typeof error.errno === 'number' ? error.errno : 0;
  return getSystemErrorMap().get(number)?.[1] ?? (error instanceof Error ? error.message : String(error));
}

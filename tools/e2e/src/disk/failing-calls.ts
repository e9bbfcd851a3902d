// Loaded into a member before everything else (`node --import`): its calls that write fail as if its disk were full or read-only, while
// the file that QUORATE_E2E_DISK_FAULT names says so (`ENOSPC`, `EROFS`, or nothing).

import fs from 'node:fs';

const control = process.env.QUORATE_E2E_DISK_FAULT ?? '';
const messages: Readonly<Record<string, string>> = {
  ENOSPC: 'no space left on device',
  EROFS: 'read-only file system',
};

function failure(operation: string): NodeJS.ErrnoException | undefined {
  const code = fs.readFileSync(control, 'utf8');
  return code === ''
    ? undefined
    : Object.assign(new Error(`${code}: ${messages[code]}, ${operation}`), { code, syscall: operation });
}

type Callback = (error: Error | null, value?: unknown) => void;
type Call = (...words: unknown[]) => unknown;

const callbacks = fs as unknown as Record<string, Call>;
const promises = fs.promises as unknown as Record<string, Call>;

function wrap(
  target: Record<string, Call>,
  name: string,
  isAffected: (words: unknown[], code: string) => boolean,
): void {
  const original = target[name] as Call;
  target[name] = (...words) => {
    const error = failure(name);
    if (error === undefined || !isAffected(words, String(error.code))) return original(...words);
    if (target === promises) return Promise.reject(error);
    process.nextTick(words.at(-1) as Callback, error);
    return undefined;
  };
}

const isReadOnly = (_words: unknown[], code: string) => code === 'EROFS';
for (const name of ['write', 'writev']) wrap(callbacks, name, () => true);
wrap(callbacks, 'ftruncate', isReadOnly);
wrap(callbacks, 'open', ([, flags], code) => code === 'EROFS' && flags !== fs.constants.O_RDONLY);
for (const name of ['mkdir', 'rename', 'unlink']) wrap(promises, name, isReadOnly);

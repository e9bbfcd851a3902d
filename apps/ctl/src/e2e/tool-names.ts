import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRepository } from './harness.ts';

const variable = 'QUORATECTL_E2E_NAMES';

/** Before all tests: links to our program under the names of etcd's tools. The function that takes them away is for after all of them. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'quoratectl-names-'));
  for (const name of ['etcdctl', 'etcdutl', 'quoratectl'])
    symlinkSync(inRepository('bin/quoratectl'), join(folder, name));
  process.env[variable] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Our program under a name. */
export function ourProgram(name: string): string {
  return join(process.env[variable] ?? '', name);
}

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Servers that the tests can be run against. */
export type ServerKind = 'etcd' | 'quorate';

const repository = new URL('../../../../', import.meta.url);

/**
 * The servers under test: those named in `QUORATE_CLIENT_SERVERS` (`etcd`, `quorate` or both, with a comma), the real etcd unless it is
 * set. Without etcd on this machine the tests run on our own server and say so.
 */
export function serversUnderTest(): readonly ServerKind[] {
  const wanted = process.env.QUORATE_CLIENT_SERVERS;
  if (wanted !== undefined) return wanted.split(',').map(toServerKind);
  if (etcdFolder() !== undefined) return ['etcd'];
  console.warn('the real etcd was not found: these tests run on our own server only');
  return ['quorate'];
}

/** The program that starts a server. */
export function serverProgram(kind: ServerKind): string {
  if (kind === 'quorate') return fileURLToPath(new URL('bin/quorate', repository));
  const folder = etcdFolder();
  if (folder === undefined) throw new Error('the real etcd was asked for and not found: put it in PATH');
  return join(folder, 'etcd');
}

function toServerKind(name: string): ServerKind {
  if (name === 'etcd' || name === 'quorate') return name;
  throw new Error(`QUORATE_CLIENT_SERVERS names ${name}; there are etcd and quorate`);
}

/** From the script that fetches it, in the folder `shared` beside the repository, else from PATH. */
function etcdFolder(): string | undefined {
  const script = fileURLToPath(new URL('../shared/tools/real-etcd', repository));
  if (existsSync(script)) {
    const { status, stdout } = spawnSync(script, { encoding: 'utf8' });
    if (status === 0) return stdout.trim();
  }
  return (process.env.PATH ?? '').split(delimiter).find((folder) => existsSync(join(folder, 'etcd')));
}

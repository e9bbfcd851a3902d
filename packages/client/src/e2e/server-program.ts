import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Servers that the tests can be run against. */
export type ServerKind = 'etcd' | 'etcd-3.4' | 'quorate';

/** The Debian suites that bring the releases of etcd. */
const suites = { etcd: 'sid', 'etcd-3.4': 'bookworm' } as const;

const repository = new URL('../../../../', import.meta.url);

/**
 * The servers under test: those named in `QUORATE_CLIENT_SERVERS` (`etcd`, which is 3.5, `etcd-3.4`, `quorate`, with commas), the real etcd unless it is
 * set. Without etcd on this machine the tests run on our own server and say so.
 */
export function serversUnderTest(): readonly ServerKind[] {
  const wanted = process.env.QUORATE_CLIENT_SERVERS;
  if (wanted !== undefined) return wanted.split(',').map(toServerKind);
  if (etcdFolder('etcd') !== undefined) return ['etcd'];
  console.warn('the real etcd was not found: these tests run on our own server only');
  return ['quorate'];
}

/** The program that starts a server. */
export function serverProgram(kind: ServerKind): string {
  if (kind === 'quorate') return fileURLToPath(new URL('bin/quorate', repository));
  const folder = etcdFolder(kind);
  if (folder === undefined)
    throw new Error(`${kind} was asked for and not found: bring shared/tools/real-etcd, or put etcd in PATH`);
  return join(folder, 'etcd');
}

function toServerKind(name: string): ServerKind {
  if (name === 'etcd' || name === 'etcd-3.4' || name === 'quorate') return name;
  throw new Error(`QUORATE_CLIENT_SERVERS names ${name}; there are etcd, etcd-3.4 and quorate`);
}

/** From the script that fetches it, in the folder `shared` beside the repository, else from PATH. */
function etcdFolder(kind: keyof typeof suites): string | undefined {
  const script = fileURLToPath(new URL('../shared/tools/real-etcd', repository));
  if (existsSync(script)) {
    const { status, stdout } = spawnSync(script, [suites[kind]], { encoding: 'utf8' });
    if (status === 0) return stdout.trim();
  }
  // What stands in PATH is of any release.
  if (kind !== 'etcd') return undefined;
  return (process.env.PATH ?? '').split(delimiter).find((folder) => existsSync(join(folder, 'etcd')));
}

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { inRepository } from './repository.ts';

/** Versions of etcd's own programs: 3.5 (Debian's newest) and 3.4 (Debian bookworm). */
export type EtcdRelease = '3.5' | '3.4';

const suites: Readonly<Record<EtcdRelease, string>> = { '3.5': 'sid', '3.4': 'bookworm' };

const found = new Map<EtcdRelease, string>();

/**
 * The path of one of etcd's own programs. They come from the script `tools/real-etcd` in the folder `shared` beside the repository;
 * without that folder from PATH, and last from the machine's own Debian packages, which are unpacked into `node_modules` and
 * not installed. Throws an error that says what is missing.
 */
export function realEtcdProgram(name: 'etcd' | 'etcdctl' | 'etcdutl', release: EtcdRelease): string {
  let folder = found.get(release);
  if (folder === undefined) {
    folder = fromSharedTool(suites[release]) ?? fromPath() ?? fromPackages();
    found.set(release, folder);
  }
  const program = join(folder, name);
  if (!existsSync(program)) throw new Error(`${folder} has no ${name}; etcd ${release} does not bring it`);
  return program;
}

function fromSharedTool(suite: string): string | undefined {
  const tool = inRepository('../shared/tools/real-etcd');
  if (!existsSync(tool)) return undefined;
  const result = spawnSync(tool, [suite], { encoding: 'utf8' });
  if (result.status === 0) return result.stdout.trim();
  throw new Error(`etcd's programs of Debian ${suite} are needed and could not be fetched: ${result.stderr.trim()}`);
}

function fromPath(): string | undefined {
  return (process.env.PATH ?? '').split(delimiter).find((folder) => existsSync(join(folder, 'etcdctl')));
}

/** Both releases are then the same one, whatever the machine's Debian has. */
function fromPackages(): string {
  const target = inRepository('node_modules/.cache/real-etcd/');
  const programs = join(target, 'usr/bin');
  if (existsSync(join(programs, 'etcdctl'))) return programs;
  const staging = `${target.replace(/\/$/, '')}.${process.pid}`;
  mkdirSync(staging, { recursive: true });
  const download = spawnSync('apt-get', ['download', 'etcd-client', 'etcd-server'], { cwd: staging, encoding: 'utf8' });
  if (download.status !== 0) {
    rmSync(staging, { recursive: true });
    throw new Error(`etcd's programs are needed: install etcd-client and etcd-server. ${download.stderr ?? ''}`.trim());
  }
  for (const file of readdirSync(staging).filter((entry) => entry.endsWith('.deb'))) {
    spawnSync('dpkg', ['-x', file, '.'], { cwd: staging });
  }
  rmSync(target, { recursive: true, force: true });
  renameSync(staging, target);
  return programs;
}

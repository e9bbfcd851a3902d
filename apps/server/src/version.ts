import { readFileSync } from 'node:fs';

/** The etcd version whose behaviour and formats this server has; clients, tools and other members compare it. */
export const etcdVersion = '3.7.1';

/** What `etcdVersion` is for the cluster: members agree on major and minor. */
export const etcdClusterVersion = '3.7.0';

/** Quorate's own version. */
export function quorateVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const version = typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, 'version') : undefined;
  return typeof version === 'string' ? version : 'unknown';
}

const goArchitectures: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };

/** Operating system and processor under the names that `--version` and logs of etcd use. */
export function platformNames(): { readonly os: string; readonly architecture: string } {
  return { os: process.platform, architecture: goArchitectures[process.arch] ?? process.arch };
}

/** What `--version` prints: etcd's four lines, which harnesses parse, and our own. */
export function versionText(): string {
  const { os, architecture } = platformNames();
  return [
    `etcd Version: ${etcdVersion}`,
    'Git SHA: none',
    `Go Version: node-${process.version}`,
    `Go OS/Arch: ${os}/${architecture}`,
    `Quorate Version: ${quorateVersion()}`,
    '',
  ].join('\n');
}

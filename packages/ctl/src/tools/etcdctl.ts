import type { CommandSpec, Tool } from '../command-spec.ts';
import { endpointCommand } from '../commands/endpoint/endpoint-commands.ts';
import { kvCommands } from '../commands/kv/kv-commands.ts';
import { leaseCommand } from '../commands/lease/lease-commands.ts';
import { memberCommands } from '../commands/member/member-commands.ts';
import { clusterFlags } from './global-flags.ts';
import { etcdApiVersion, etcdVersion } from './versions.ts';

/** The commands that talk to a cluster. */
export const clusterCommands: readonly CommandSpec[] = [
  ...kvCommands,
  leaseCommand,
  ...memberCommands,
  endpointCommand,
];

const version: CommandSpec = {
  name: 'version',
  short: 'Prints the version of etcdctl',
  load: async () => (await import('../commands/version.ts')).version,
};

/** What etcd's `etcdctl` does, under its name. */
export const etcdctl: Tool = {
  name: 'etcdctl',
  root: {
    name: 'etcdctl',
    short: 'A simple command line client for etcd3.',
    persistentFlags: clusterFlags,
    subcommands: [...clusterCommands, version],
  },
  environmentPrefix: 'ETCDCTL',
  helpStyle: 'etcdctl',
  showsHints: false,
  versionLines: [`etcdctl version: ${etcdVersion}`, `API version: ${etcdApiVersion}`],
  version: etcdVersion,
  apiVersion: etcdApiVersion,
};

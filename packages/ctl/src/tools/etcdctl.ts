import type { Tool } from '../command-spec.ts';
import {
  snapshotCommand,
  snapshotRestoreCommand,
  snapshotSaveCommand,
  snapshotStatusCommand,
} from '../commands/snapshot/snapshot-commands.ts';
import { clusterCommands } from './cluster-commands.ts';
import { completionCommands, helpCommand, optionsCommand, versionCommand } from './common-commands.ts';
import { clusterFlags } from './global-flags.ts';
import { etcdApiVersion, etcdVersion } from './versions.ts';

const name = 'etcdctl';

/** What etcd's `etcdctl` does, under its name. */
export const etcdctl: Tool = {
  name,
  root: {
    name,
    short: 'A simple command line client for etcd3.',
    persistentFlags: clusterFlags,
    subcommands: [
      ...clusterCommands,
      // Up to etcd 3.5 these two were etcdctl's; scripts still call them.
      snapshotCommand([
        snapshotSaveCommand,
        { ...snapshotRestoreCommand, hidden: true },
        { ...snapshotStatusCommand, hidden: true },
      ]),
      versionCommand(name),
      helpCommand,
      optionsCommand,
      ...completionCommands(name),
    ],
  },
  environmentPrefix: 'ETCDCTL',
  helpStyle: 'etcdctl',
  showsHints: false,
  versionLines: [`etcdctl version: ${etcdVersion}`, `API version: ${etcdApiVersion}`],
  version: etcdVersion,
  apiVersion: etcdApiVersion,
};

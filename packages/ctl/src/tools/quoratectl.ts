import { stringFlag } from '../arguments/flag-spec.ts';
import type { CommandSpec, Tool } from '../command-spec.ts';
import {
  snapshotCommand,
  snapshotRestoreCommand,
  snapshotSaveCommand,
  snapshotStatusCommand,
} from '../commands/snapshot/snapshot-commands.ts';
import { clusterCommands } from './cluster-commands.ts';
import { completionCommands, helpCommand, optionsCommand, versionCommand } from './common-commands.ts';
import { type DatabaseWorks, databaseCommands } from './database-commands.ts';
import { clusterFlags } from './global-flags.ts';
import { etcdApiVersion, etcdVersion } from './versions.ts';

const name = 'quoratectl';

/** The commands of both of etcd's tools, with what is hidden under their names in the open. */
export function quoratectl(works: DatabaseWorks): Tool {
  const { hashKv, migrate } = databaseCommands(works);
  return {
    name,
    root: {
      name,
      short: 'The command line of Quorate, and of any etcd.',
      persistentFlags: clusterFlags.map((flag) => ({ ...flag, hidden: false })),
      subcommands: [
        ...clusterCommands.map((command) => (command.name === 'defrag' ? defragBoth(command, works) : command)),
        snapshotCommand([snapshotSaveCommand, snapshotStatusCommand, snapshotRestoreCommand]),
        hashKv,
        migrate,
        versionCommand(name),
        helpCommand,
        optionsCommand,
        ...completionCommands(name),
      ],
    },
    environmentPrefix: 'ETCDCTL',
    helpStyle: 'etcdctl',
    showsHints: true,
    versionLines: [`quoratectl, as etcdctl and etcdutl ${etcdVersion}`, `API version: ${etcdApiVersion}`],
    version: etcdVersion,
    apiVersion: etcdApiVersion,
  };
}

/** `defrag` of members, or with `--data-dir` of a directory that no member uses. */
function defragBoth(defragMembers: CommandSpec, works: DatabaseWorks): CommandSpec {
  const dataDirectory = stringFlag(
    'data-dir',
    '',
    'Optional. If present, defragments a data directory not in use by etcd.',
  );
  return {
    ...defragMembers,
    flags: [...(defragMembers.flags ?? []), dataDirectory],
    load: async () => {
      const [members, directory] = await Promise.all([defragMembers.load?.(), works.defrag()]);
      return async (context) => {
        const work = context.flags.string('data-dir') === '' ? members : directory;
        return (await work?.(context)) ?? undefined;
      };
    },
  };
}

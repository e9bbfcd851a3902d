import { durationFlag } from '../arguments/flag-spec.ts';
import type { Tool } from '../command-spec.ts';
import {
  snapshotCommand,
  snapshotRestoreCommand,
  snapshotStatusCommand,
} from '../commands/snapshot/snapshot-commands.ts';
import { completionCommands, helpCommand, versionCommand } from './common-commands.ts';
import { type DatabaseWorks, databaseCommands } from './database-commands.ts';
import { writeOutFlag } from './global-flags.ts';
import { etcdApiVersion, etcdVersion } from './versions.ts';

const name = 'etcdutl';

/** How long a file that somebody else has locked is waited for, in milliseconds. */
const timeoutMsDefault = 10_000;

/** What etcd's `etcdutl` does, under its name. */
export function etcdutl(works: DatabaseWorks): Tool {
  const { defrag, hashKv, migrate } = databaseCommands(works);
  const restoreFlags = (snapshotRestoreCommand.flags ?? []).map((flag) =>
    flag.name === 'data-dir' ? { ...flag, required: true } : flag,
  );
  return {
    name,
    root: {
      name,
      short: 'An administrative command line tool for etcd3.',
      persistentFlags: [
        durationFlag(
          'timeout',
          timeoutMsDefault,
          'time to wait to obtain a file lock on db file, 0 to block indefinitely.',
        ),
        writeOutFlag,
      ],
      subcommands: [
        defrag,
        hashKv,
        migrate,
        snapshotCommand([snapshotStatusCommand, { ...snapshotRestoreCommand, flags: restoreFlags }]),
        versionCommand(name),
        helpCommand,
        ...completionCommands(name),
      ],
    },
    environmentPrefix: undefined,
    helpStyle: 'cobra',
    showsHints: false,
    versionLines: [`etcdutl version: ${etcdVersion}`, `API version: ${etcdApiVersion}`],
    version: etcdVersion,
    apiVersion: etcdApiVersion,
  };
}

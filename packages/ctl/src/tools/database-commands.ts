import { boolFlag, intFlag, stringFlag } from '../arguments/flag-spec.ts';
import type { CommandRun, CommandSpec } from '../command-spec.ts';

/** Works on database files, which the tool's program brings along; this package knows no database. */
export interface DatabaseWorks {
  readonly defrag: () => Promise<CommandRun>;
  readonly hashKv: () => Promise<CommandRun>;
  readonly migrate: () => Promise<CommandRun>;
}

/** The commands on a data directory that no member uses, or on a snapshot file. */
export function databaseCommands(works: DatabaseWorks): {
  readonly defrag: CommandSpec;
  readonly hashKv: CommandSpec;
  readonly migrate: CommandSpec;
} {
  return {
    defrag: {
      name: 'defrag',
      short: 'Defragments the storage of the etcd',
      flags: [
        stringFlag('data-dir', '', 'Required. Defragments a data directory not in use by etcd.', { required: true }),
      ],
      load: works.defrag,
    },
    hashKv: {
      name: 'hashkv',
      parameters: '<filename>',
      short: 'Prints the KV history hash of a given file',
      flags: [intFlag('rev', 0, 'maximum revision to hash (default: all revisions)')],
      load: works.hashKv,
    },
    migrate: {
      name: 'migrate',
      short: 'Migrates schema of etcd data dir files to make them compatible with different etcd version',
      flags: [
        stringFlag('data-dir', '', 'Path to the etcd data dir', { required: true }),
        boolFlag('force', 'Ignore migration failure when forcefully override storage version. Not recommended.'),
        stringFlag(
          'target-version',
          '',
          'Target etcd version to migrate contents of data dir. Minimal value 3.5. Format "X.Y" for example 3.6.',
          { required: true },
        ),
      ],
      load: works.migrate,
    },
  };
}

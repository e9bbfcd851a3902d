import { boolFlag, stringFlag, uintFlag } from '../../arguments/flag-spec.ts';
import type { CommandSpec } from '../../command-spec.ts';

const defaultPeerUrl = 'http://localhost:2380';

/** `snapshot save`: asks a member for its database. */
export const snapshotSaveCommand: CommandSpec = {
  name: 'save',
  parameters: '<filename>',
  short: 'Stores an etcd node backend snapshot to a given file',
  load: async () => (await import('./snapshot-save.ts')).snapshotSave,
};

/** `snapshot status`: sums a snapshot file up. */
export const snapshotStatusCommand: CommandSpec = {
  name: 'status',
  parameters: '<filename>',
  short: 'Gets backend snapshot status of a given file',
  long: [
    'When --write-out is set to simple, this command prints out comma-separated status lists for each endpoint.',
    'The items in the lists are hash, revision, total keys, total size.',
    '',
  ].join('\n'),
  load: async () => (await import('./snapshot-status.ts')).snapshotStatus,
};

/** `snapshot restore`: makes a data directory of a snapshot file. */
export const snapshotRestoreCommand: CommandSpec = {
  name: 'restore',
  parameters: '<filename> --data-dir {output dir} [options]',
  short: 'Restores an etcd member snapshot to an etcd directory',
  flags: [
    uintFlag('bump-revision', 0, 'How much to increase the latest revision after restore'),
    stringFlag('data-dir', '', 'Path to the output data directory'),
    stringFlag(
      'initial-advertise-peer-urls',
      defaultPeerUrl,
      "List of this member's peer URLs to advertise to the rest of the cluster",
    ),
    stringFlag('initial-cluster', `default=${defaultPeerUrl}`, 'Initial cluster configuration for restore bootstrap'),
    stringFlag(
      'initial-cluster-token',
      'etcd-cluster',
      'Initial cluster token for the etcd cluster during restore bootstrap',
    ),
    uintFlag(
      'initial-memory-map-size',
      10 * 1024 ** 3,
      'Initial memory map size of the database in bytes. It uses the default value if not defined or defined to 0',
    ),
    boolFlag(
      'mark-compacted',
      'Mark the latest revision after restore as the point of scheduled compaction (required if --bump-revision > 0, disallowed otherwise)',
    ),
    stringFlag('name', 'default', 'Human-readable name for this member'),
    boolFlag('skip-hash-check', 'Ignore snapshot integrity hash value (required if copied from data directory)'),
    stringFlag('wal-dir', '', 'Path to the WAL directory (use --data-dir if none given)'),
  ],
  load: async () => (await import('./snapshot-restore.ts')).snapshotRestore,
};

/** `snapshot` with some of its commands. */
export function snapshotCommand(subcommands: readonly CommandSpec[]): CommandSpec {
  return { name: 'snapshot', parameters: '<subcommand>', short: 'Manages etcd node snapshots', subcommands };
}

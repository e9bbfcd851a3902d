import { boolFlag } from '../../arguments/flag-spec.ts';
import type { CommandSpec } from '../../command-spec.ts';

/** Commands that look after a cluster. */
export const maintenanceCommands: readonly CommandSpec[] = [
  {
    name: 'alarm',
    parameters: '<subcommand>',
    short: 'Alarm related commands',
    subcommands: [
      { name: 'disarm', short: 'Disarms all alarms', load: async () => (await import('./alarm.ts')).alarmDisarm },
      { name: 'list', short: 'Lists all alarms', load: async () => (await import('./alarm.ts')).alarmList },
    ],
  },
  {
    name: 'defrag',
    short: 'Defragments the storage of the etcd members with given endpoints',
    flags: [boolFlag('cluster', 'use all endpoints from the cluster member list')],
    load: async () => (await import('./defrag.ts')).defrag,
  },
  {
    name: 'downgrade',
    parameters: '<subcommand>',
    short: 'Downgrade related commands',
    subcommands: [
      {
        name: 'validate',
        parameters: '<TARGET_VERSION>',
        short: 'Validate downgrade capability before starting downgrade',
        load: async () => (await import('./downgrade.ts')).downgradeValidate,
      },
      {
        name: 'enable',
        parameters: '<TARGET_VERSION>',
        short: 'Start a downgrade action to cluster',
        load: async () => (await import('./downgrade.ts')).downgradeEnable,
      },
      {
        name: 'cancel',
        short: 'Cancel the ongoing downgrade action to cluster',
        load: async () => (await import('./downgrade.ts')).downgradeCancel,
      },
    ],
  },
];

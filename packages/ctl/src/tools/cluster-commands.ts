import type { CommandSpec } from '../command-spec.ts';
import { authCommands } from '../commands/auth/auth-commands.ts';
import { checkCommand } from '../commands/check/check-commands.ts';
import { maintenanceCommands } from '../commands/cluster/cluster-commands.ts';
import { concurrencyCommands, makeMirrorCommand } from '../commands/concurrency/concurrency-commands.ts';
import { endpointCommand } from '../commands/endpoint/endpoint-commands.ts';
import { kvCommands } from '../commands/kv/kv-commands.ts';
import { leaseCommand } from '../commands/lease/lease-commands.ts';
import { memberCommands } from '../commands/member/member-commands.ts';

/** The commands that talk to a cluster, but for those on snapshots. */
export const clusterCommands: readonly CommandSpec[] = [
  ...kvCommands,
  leaseCommand,
  ...memberCommands,
  endpointCommand,
  ...maintenanceCommands,
  ...authCommands,
  ...concurrencyCommands,
  makeMirrorCommand,
  checkCommand,
];

import { boolFlag, intFlag } from '../../arguments/flag-spec.ts';
import type { CommandSpec } from '../../command-spec.ts';

/** Commands on each of the endpoints. */
export const endpointCommand: CommandSpec = {
  name: 'endpoint',
  parameters: '<subcommand>',
  short: 'Endpoint related commands',
  persistentFlags: [boolFlag('cluster', 'use all endpoints from the cluster member list')],
  subcommands: [
    {
      name: 'health',
      short: 'Checks the healthiness of endpoints specified in `--endpoints` flag',
      load: async () => (await import('./endpoint-health.ts')).endpointHealth,
    },
    {
      name: 'status',
      short: 'Prints out the status of endpoints specified in `--endpoints` flag',
      long: [
        'When --write-out is set to simple, this command prints out comma-separated status lists for each endpoint.',
        'The items in the lists are endpoint, ID, version, db size, is leader, is learner, raft term, raft index, raft applied index, errors.',
        '',
      ].join('\n'),
      load: async () => (await import('./endpoint-status.ts')).endpointStatus,
    },
    {
      name: 'hashkv',
      short: 'Prints the KV history hash for each endpoint in --endpoints',
      flags: [intFlag('rev', 0, 'maximum revision to hash (default: all revisions)')],
      load: async () => (await import('./endpoint-hashkv.ts')).endpointHashKv,
    },
  ],
};

import { boolFlag, type FlagSpec, stringFlag } from '../../arguments/flag-spec.ts';
import type { CommandSpec } from '../../command-spec.ts';

const workloads = 'Accepted workloads: s(small), m(medium), l(large), xl(xLarge)';

const checkFlags = (name: string): FlagSpec[] => [
  boolFlag('auto-compact', 'Compact storage with last revision after test is finished.'),
  boolFlag('auto-defrag', 'Defragment storage after test is finished.'),
  stringFlag('load', 's', `The ${name} check's workload model. ${workloads}`, { choices: ['s', 'm', 'l', 'xl'] }),
  stringFlag(
    'prefix',
    `/etcdctl-check-${name === 'performance' ? 'perf' : name}/`,
    `The prefix for writing the ${name} check's keys.`,
  ),
];

/** Commands that try out what a cluster can do. */
export const checkCommand: CommandSpec = {
  name: 'check',
  parameters: '<subcommand>',
  short: 'commands for checking properties of the etcd cluster',
  subcommands: [
    {
      name: 'perf',
      parameters: '[options]',
      short: 'Check the performance of the etcd cluster',
      flags: checkFlags('performance'),
      load: async () => (await import('./check-perf.ts')).checkPerf,
    },
    {
      name: 'datascale',
      parameters: '[options]',
      short: 'Check the memory usage of holding data for different workloads on a given server endpoint.',
      long: 'If no endpoint is provided, localhost will be used. If multiple endpoints are provided, first endpoint will be used.',
      flags: checkFlags('datascale'),
      load: async () => (await import('./check-datascale.ts')).checkDatascale,
    },
  ],
};

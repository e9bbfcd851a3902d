import { boolFlag, intFlag, stringFlag } from '../../arguments/flag-spec.ts';
import type { CommandSpec } from '../../command-spec.ts';

/** Commands by which processes agree on something. */
export const concurrencyCommands: readonly CommandSpec[] = [
  {
    name: 'lock',
    parameters: '<lockname> [exec-command arg1 arg2 ...]',
    short: 'Acquires a named lock',
    flags: [intFlag('ttl', 10, 'timeout for session')],
    load: async () => (await import('./lock.ts')).lock,
  },
  {
    name: 'elect',
    parameters: '<election-name> [proposal]',
    short: 'Observes and participates in leader election',
    flags: [boolFlag('listen', 'observation mode', { shorthand: 'l' })],
    load: async () => (await import('./elect.ts')).elect,
  },
];

/** `make-mirror` */
export const makeMirrorCommand: CommandSpec = {
  name: 'make-mirror',
  parameters: '[options] <destination>',
  short: 'Makes a mirror at the destination etcd cluster',
  flags: [
    stringFlag('dest-cacert', '', 'Verify certificates of TLS enabled secure servers using this CA bundle'),
    stringFlag('dest-cert', '', 'Identify secure client using this TLS certificate file for the destination cluster'),
    boolFlag('dest-insecure-transport', 'Disable transport security for client connections', { value: true }),
    stringFlag('dest-key', '', 'Identify secure client using this TLS key file'),
    stringFlag(
      'dest-password',
      '',
      "Destination password for authentication (if this option is used, --user option shouldn't include password)",
    ),
    stringFlag(
      'dest-prefix',
      '',
      'destination prefix to mirror a prefix to a different prefix in the destination cluster',
    ),
    stringFlag(
      'dest-user',
      '',
      'Destination username[:password] for authentication (prompt if password is not supplied)',
    ),
    intFlag('max-txn-ops', 128, 'Maximum number of operations permitted in a transaction during syncing updates'),
    boolFlag('no-dest-prefix', 'mirror key-values to the root of the destination cluster'),
    stringFlag('prefix', '', 'Key-value prefix to mirror'),
    intFlag('rev', 0, 'Specify the kv revision to start to mirror'),
  ],
  load: async () => (await import('./make-mirror.ts')).makeMirror,
};

import { boolFlag, intFlag } from '../../arguments/flag-spec.ts';
import type { CommandSpec } from '../../command-spec.ts';
import { delFlags, getFlags, putFlags } from './kv-flags.ts';

/** Commands on keys. */
export const kvCommands: readonly CommandSpec[] = [
  {
    name: 'get',
    parameters: '[options] <key> [range_end]',
    short: 'Gets the key or a range of keys',
    flags: getFlags,
    load: async () => (await import('./get.ts')).get,
  },
  {
    name: 'put',
    parameters: '[options] <key> <value> (<value> can also be given from stdin)',
    short: 'Puts the given key into the store',
    long: [
      'Puts the given key into the store.',
      '',
      "When <value> begins with '-', <value> is interpreted as a flag.",
      "Insert '--' for workaround:",
      '',
      '$ put <key> -- <value>',
      '$ put -- <key> <value>',
      '',
      "If <value> isn't given as a command line argument and '--ignore-value' is not specified,",
      'this command tries to read the value from standard input.',
      '',
      "If <lease> isn't given as a command line argument and '--ignore-lease' is not specified,",
      'this command tries to read the value from standard input.',
      '',
      'For example,',
      '$ cat file | put <key>',
      'will store the content of the file to <key>.',
    ].join('\n'),
    flags: putFlags,
    load: async () => (await import('./put.ts')).put,
  },
  {
    name: 'del',
    parameters: '[options] <key> [range_end]',
    short: 'Removes the specified key or range of keys [key, range_end)',
    flags: delFlags,
    load: async () => (await import('./del.ts')).del,
  },
  {
    name: 'txn',
    parameters: '[options]',
    short: 'Txn processes all the requests in one transaction',
    flags: [boolFlag('interactive', 'Input transaction in interactive mode', { shorthand: 'i' })],
    load: async () => (await import('./txn.ts')).txn,
  },
  {
    name: 'compaction',
    parameters: '[options] <revision>',
    short: 'Compacts the event history in etcd',
    flags: [boolFlag('physical', "'true' to wait for compaction to physically remove all old revisions")],
    load: async () => (await import('./compaction.ts')).compaction,
  },
  {
    name: 'watch',
    parameters: '[options] [key or prefix] [range_end] [--] [exec-command arg1 arg2 ...]',
    short: 'Watches events stream on keys or prefixes',
    flags: [
      boolFlag('interactive', 'Interactive mode', { shorthand: 'i' }),
      boolFlag('prefix', 'Watch on a prefix if prefix is set'),
      boolFlag('prev-kv', 'get the previous key-value pair before the event happens'),
      boolFlag('progress-notify', 'get periodic watch progress notification from server'),
      intFlag('rev', 0, 'Revision to start watching'),
    ],
    load: async () => (await import('../watch/watch.ts')).watch,
  },
];

import { boolFlag, stringFlag } from '../../arguments/flag-spec.ts';
import type { CommandSpec } from '../../command-spec.ts';

/** Commands on the cluster's members. */
export const memberCommands: readonly CommandSpec[] = [
  {
    name: 'member',
    parameters: '<subcommand>',
    short: 'Membership related commands',
    subcommands: [
      {
        name: 'add',
        parameters: '<memberName> [options]',
        short: 'Adds a member into the cluster',
        flags: [
          boolFlag('learner', 'indicates if the new member is raft learner'),
          stringFlag('peer-urls', '', 'comma separated peer URLs for the new member.'),
        ],
        load: async () => (await import('./member-add.ts')).memberAdd,
      },
      {
        name: 'remove',
        parameters: '<memberID>',
        short: 'Removes a member from the cluster',
        load: async () => (await import('./member-change.ts')).memberRemove,
      },
      {
        name: 'update',
        parameters: '<memberID> [options]',
        short: 'Updates a member in the cluster',
        flags: [stringFlag('peer-urls', '', 'comma separated peer URLs for the updated member.')],
        load: async () => (await import('./member-change.ts')).memberUpdate,
      },
      {
        name: 'promote',
        parameters: '<memberID>',
        short: 'Promotes a non-voting member in the cluster',
        long: 'Promotes a non-voting learner member to a voting one in the cluster.\n',
        load: async () => (await import('./member-change.ts')).memberPromote,
      },
      {
        name: 'list',
        short: 'Lists all members in the cluster',
        long: [
          'When --write-out is set to simple, this command prints out comma-separated member lists for each endpoint.',
          'The items in the lists are ID, Status, Name, Peer Addrs, Client Addrs, Is Learner.',
          '',
        ].join('\n'),
        flags: [stringFlag('consistency', 'l', 'Linearizable(l) or Serializable(s)', { choices: ['l', 's'] })],
        load: async () => (await import('./member-list.ts')).memberList,
      },
    ],
  },
  {
    name: 'move-leader',
    parameters: '<transferee-member-id>',
    short: 'Transfers leadership to another etcd cluster member.',
    load: async () => (await import('./move-leader.ts')).moveLeader,
  },
];

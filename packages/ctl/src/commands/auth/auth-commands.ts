import { boolFlag, stringFlag } from '../../arguments/flag-spec.ts';
import type { CommandSpec } from '../../command-spec.ts';

const rangeFlags = (verb: string) => [
  boolFlag(
    'from-key',
    `${verb} a permission of keys that are greater than or equal to the given key using byte compare`,
  ),
  boolFlag('prefix', `${verb} a prefix permission`),
];

/** Commands on users, roles, and whether they count. */
export const authCommands: readonly CommandSpec[] = [
  {
    name: 'auth',
    parameters: '<enable or disable>',
    short: 'Enable or disable authentication',
    subcommands: [
      { name: 'enable', short: 'Enables authentication', load: async () => (await import('./auth.ts')).authEnable },
      { name: 'disable', short: 'Disables authentication', load: async () => (await import('./auth.ts')).authDisable },
      {
        name: 'status',
        short: 'Returns authentication status',
        load: async () => (await import('./auth.ts')).authStatus,
      },
    ],
  },
  {
    name: 'user',
    parameters: '<subcommand>',
    short: 'User related commands',
    subcommands: [
      {
        name: 'add',
        parameters: '<user name or user:password> [options]',
        short: 'Adds a new user',
        flags: [
          boolFlag('interactive', 'Read password from stdin instead of interactive terminal', { value: true }),
          stringFlag('new-user-password', '', 'Supply password from the command line flag'),
          boolFlag('no-password', 'Create a user without password (CN based auth only)'),
        ],
        load: async () => (await import('./user-password.ts')).userAdd,
      },
      {
        name: 'delete',
        parameters: '<user name>',
        short: 'Deletes a user',
        load: async () => (await import('./user.ts')).userDelete,
      },
      {
        name: 'get',
        parameters: '<user name> [options]',
        short: 'Gets detailed information of a user',
        flags: [boolFlag('detail', 'Show permissions of roles granted to the user')],
        load: async () => (await import('./user.ts')).userGet,
      },
      { name: 'list', short: 'Lists all users', load: async () => (await import('./user.ts')).userList },
      {
        name: 'passwd',
        parameters: '<user name> [options]',
        short: 'Changes password of user',
        flags: [
          boolFlag('interactive', 'If true, read password from stdin instead of interactive terminal', { value: true }),
        ],
        load: async () => (await import('./user-password.ts')).userPasswd,
      },
      {
        name: 'grant-role',
        parameters: '<user name> <role name>',
        short: 'Grants a role to a user',
        load: async () => (await import('./user.ts')).userGrantRole,
      },
      {
        name: 'revoke-role',
        parameters: '<user name> <role name>',
        short: 'Revokes a role from a user',
        load: async () => (await import('./user.ts')).userRevokeRole,
      },
    ],
  },
  {
    name: 'role',
    parameters: '<subcommand>',
    short: 'Role related commands',
    subcommands: [
      {
        name: 'add',
        parameters: '<role name>',
        short: 'Adds a new role',
        load: async () => (await import('./role.ts')).roleAdd,
      },
      {
        name: 'delete',
        parameters: '<role name>',
        short: 'Deletes a role',
        load: async () => (await import('./role.ts')).roleDelete,
      },
      {
        name: 'get',
        parameters: '<role name>',
        short: 'Gets detailed information of a role',
        load: async () => (await import('./role.ts')).roleGet,
      },
      { name: 'list', short: 'Lists all roles', load: async () => (await import('./role.ts')).roleList },
      {
        name: 'grant-permission',
        parameters: '[options] <role name> <permission type> <key> [endkey]',
        short: 'Grants a key to a role',
        flags: rangeFlags('grant'),
        load: async () => (await import('./role-permission.ts')).roleGrantPermission,
      },
      {
        name: 'revoke-permission',
        parameters: '<role name> <key> [endkey]',
        short: 'Revokes a key from a role',
        flags: rangeFlags('revoke'),
        load: async () => (await import('./role-permission.ts')).roleRevokePermission,
      },
    ],
  },
];

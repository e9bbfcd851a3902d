import {
  AuthRoleGetRequest,
  AuthUserDeleteRequest,
  AuthUserDeleteResponse,
  AuthUserGetRequest,
  AuthUserGetResponse,
  AuthUserGrantRoleRequest,
  AuthUserGrantRoleResponse,
  AuthUserListRequest,
  AuthUserListResponse,
  AuthUserRevokeRoleRequest,
  AuthUserRevokeRoleResponse,
  services,
} from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { badArguments } from '../../ctl-error.ts';
import { doneAnswer, messageAnswer } from '../../printing/message-answer.ts';
import { print } from '../../printing/print.ts';
import { roleAnswer } from './role-answer.ts';

const auth = services['etcdserverpb.Auth'];

/** `user delete <user name>` */
export async function userDelete(context: CommandContext): Promise<void> {
  const name = userArgument(context.args, 'delete');
  using cluster = await Cluster.connect(context);
  const response = await cluster.write(auth.UserDelete, AuthUserDeleteRequest.create({ name }));
  await print(context, doneAnswer(AuthUserDeleteResponse, response, `User ${name} deleted`));
}

/** `user get <user name>` */
export async function userGet(context: CommandContext): Promise<void> {
  const name = userArgument(context.args, 'get');
  using cluster = await Cluster.connect(context);
  const response = await cluster.read(auth.UserGet, AuthUserGetRequest.create({ name }));
  if (!context.flags.bool('detail')) {
    const simple = `User: ${name}\nRoles:${response.roles.map((role) => ` ${role}`).join('')}`;
    await print(context, messageAnswer(AuthUserGetResponse, response, { simple: (out) => out.line(simple) }));
    return;
  }
  context.io.stdout.write(`User: ${name}\n`);
  for (const role of response.roles) {
    context.io.stdout.write('\n');
    await print(context, roleAnswer(role, await cluster.read(auth.RoleGet, AuthRoleGetRequest.create({ role }))));
  }
}

/** `user list` */
export async function userList(context: CommandContext): Promise<void> {
  if (context.args.length > 0) throw badArguments('user list command requires no arguments');
  using cluster = await Cluster.connect(context);
  const response = await cluster.read(auth.UserList, AuthUserListRequest.create());
  await print(
    context,
    messageAnswer(AuthUserListResponse, response, {
      simple: (out) => {
        for (const name of response.users) out.line(name);
      },
    }),
  );
}

/** `user grant-role <user name> <role name>` */
export async function userGrantRole(context: CommandContext): Promise<void> {
  const [user, role] = context.args;
  if (user === undefined || role === undefined || context.args.length > 2) {
    throw badArguments('user grant command requires user name and role name as its argument');
  }
  using cluster = await Cluster.connect(context);
  const response = await cluster.write(auth.UserGrantRole, AuthUserGrantRoleRequest.create({ user, role }));
  await print(context, doneAnswer(AuthUserGrantRoleResponse, response, `Role ${role} is granted to user ${user}`));
}

/** `user revoke-role <user name> <role name>` */
export async function userRevokeRole(context: CommandContext): Promise<void> {
  const [name, role] = context.args;
  if (name === undefined || role === undefined || context.args.length > 2) {
    throw badArguments('user revoke-role requires user name and role name as its argument');
  }
  using cluster = await Cluster.connect(context);
  const response = await cluster.write(auth.UserRevokeRole, AuthUserRevokeRoleRequest.create({ name, role }));
  await print(context, doneAnswer(AuthUserRevokeRoleResponse, response, `Role ${role} is revoked from user ${name}`));
}

/** The user that is a command's only argument. */
export function userArgument(args: readonly string[], command: string): string {
  const [name] = args;
  if (name === undefined || args.length > 1) {
    throw badArguments(`user ${command} command requires user name as its argument`);
  }
  return name;
}

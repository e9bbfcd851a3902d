import {
  AuthRoleAddRequest,
  AuthRoleAddResponse,
  AuthRoleDeleteRequest,
  AuthRoleDeleteResponse,
  AuthRoleGetRequest,
  AuthRoleListRequest,
  AuthRoleListResponse,
  services,
} from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { badArguments } from '../../ctl-error.ts';
import { doneAnswer, headerFields, messageAnswer } from '../../printing/message-answer.ts';
import { print } from '../../printing/print.ts';
import { goQuote } from '../../text/go-quote.ts';
import { roleAnswer } from './role-answer.ts';

const auth = services['etcdserverpb.Auth'];

/** `role add <role name>` */
export async function roleAdd(context: CommandContext): Promise<void> {
  const name = roleArgument(context.args, 'add');
  using cluster = await Cluster.connect(context);
  const response = await cluster.write(auth.RoleAdd, AuthRoleAddRequest.create({ name }));
  await print(context, doneAnswer(AuthRoleAddResponse, response, `Role ${name} created`));
}

/** `role delete <role name>` */
export async function roleDelete(context: CommandContext): Promise<void> {
  const role = roleArgument(context.args, 'delete');
  using cluster = await Cluster.connect(context);
  const response = await cluster.write(auth.RoleDelete, AuthRoleDeleteRequest.create({ role }));
  await print(context, doneAnswer(AuthRoleDeleteResponse, response, `Role ${role} deleted`));
}

/** `role get <role name>` */
export async function roleGet(context: CommandContext): Promise<void> {
  const role = roleArgument(context.args, 'get');
  using cluster = await Cluster.connect(context);
  await print(context, roleAnswer(role, await cluster.read(auth.RoleGet, AuthRoleGetRequest.create({ role }))));
}

/** `role list` */
export async function roleList(context: CommandContext): Promise<void> {
  if (context.args.length > 0) throw badArguments('role list command requires no arguments');
  using cluster = await Cluster.connect(context);
  const response = await cluster.read(auth.RoleList, AuthRoleListRequest.create());
  await print(
    context,
    messageAnswer(AuthRoleListResponse, response, {
      simple: (out) => {
        for (const role of response.roles) out.line(role);
      },
      fields: (out) => {
        headerFields(out, response.header);
        out.line(`"Roles" :${response.roles.map((role) => ` ${goQuote(role)}`).join('')}`);
      },
    }),
  );
}

function roleArgument(args: readonly string[], command: string): string {
  const [name] = args;
  if (name === undefined || args.length > 1) {
    throw badArguments(`role ${command} command requires role name as its argument`);
  }
  return name;
}

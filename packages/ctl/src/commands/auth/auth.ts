import {
  AuthDisableRequest,
  AuthEnableRequest,
  AuthRoleAddRequest,
  AuthStatusRequest,
  AuthStatusResponse,
  AuthUserGrantRoleRequest,
  services,
} from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { badArguments, CtlError } from '../../ctl-error.ts';
import { messageAnswer } from '../../printing/message-answer.ts';
import { print } from '../../printing/print.ts';

const auth = services['etcdserverpb.Auth'];

/** `auth enable`: gives the user root its role first, when it has none. */
export async function authEnable(context: CommandContext): Promise<void> {
  takesNothing(context, 'auth enable');
  using cluster = await Cluster.connect(context);
  try {
    await cluster.write(auth.AuthEnable, AuthEnableRequest.create());
  } catch (error) {
    if (!isSaying(error, 'etcdserver: root user does not have root role')) throw error;
    await giveRoot(cluster);
    await cluster.write(auth.AuthEnable, AuthEnableRequest.create());
  }
  context.io.stdout.write('Authentication Enabled\n');
}

/** `auth disable` */
export async function authDisable(context: CommandContext): Promise<void> {
  takesNothing(context, 'auth disable');
  using cluster = await Cluster.connect(context);
  await cluster.write(auth.AuthDisable, AuthDisableRequest.create());
  context.io.stdout.write('Authentication Disabled\n');
}

/** `auth status` */
export async function authStatus(context: CommandContext): Promise<void> {
  takesNothing(context, 'auth status');
  using cluster = await Cluster.connect(context);
  const response = await cluster.read(auth.AuthStatus, AuthStatusRequest.create());
  const { enabled, authRevision } = response;
  await print(
    context,
    messageAnswer(AuthStatusResponse, response, {
      simple: (out) => {
        out.line(`Authentication Status: ${enabled}`);
        out.line(`AuthRevision: ${authRevision}`);
      },
    }),
  );
}

async function giveRoot(cluster: Cluster): Promise<void> {
  try {
    await cluster.write(auth.RoleAdd, AuthRoleAddRequest.create({ name: 'root' }));
  } catch (error) {
    if (!isSaying(error, 'etcdserver: role name already exists')) throw error;
  }
  await cluster.write(auth.UserGrantRole, AuthUserGrantRoleRequest.create({ user: 'root', role: 'root' }));
}

function isSaying(error: unknown, message: string): boolean {
  return error instanceof CtlError && error.message === message;
}

function takesNothing({ args }: CommandContext, command: string): void {
  if (args.length > 0) throw badArguments(`${command} command does not accept any arguments`);
}

import {
  AuthUserAddRequest,
  AuthUserAddResponse,
  AuthUserChangePasswordRequest,
  AuthUserChangePasswordResponse,
  services,
} from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { badArguments } from '../../ctl-error.ts';
import { doneAnswer } from '../../printing/message-answer.ts';
import { print } from '../../printing/print.ts';
import { LineReader } from '../../prompt/line-reader.ts';
import { readPassword } from '../../prompt/read-password.ts';
import { userArgument } from './user.ts';

const auth = services['etcdserverpb.Auth'];

/** `user add <user name or user:password>` */
export async function userAdd(context: CommandContext): Promise<void> {
  const { flags } = context;
  const argument = userArgument(context.args, 'add');
  using cluster = await Cluster.connect(context);
  const noPassword = flags.bool('no-password');
  const { name, password } = noPassword ? { name: argument, password: '' } : await newUser(context, argument);
  const request = AuthUserAddRequest.create({ name, password, options: { noPassword } });
  const response = await cluster.write(auth.UserAdd, request);
  await print(context, doneAnswer(AuthUserAddResponse, response, `User ${name} created`));
}

/** `user passwd <user name>` */
export async function userPasswd(context: CommandContext): Promise<void> {
  const name = userArgument(context.args, 'passwd');
  using cluster = await Cluster.connect(context);
  const password = await askPassword(context, name);
  const request = AuthUserChangePasswordRequest.create({ name, password });
  const response = await cluster.write(auth.UserChangePassword, request);
  await print(context, doneAnswer(AuthUserChangePasswordResponse, response, 'Password updated'));
}

async function newUser(context: CommandContext, argument: string): Promise<{ name: string; password: string }> {
  const given = context.flags.string('new-user-password');
  if (given !== '') return { name: argument, password: given };
  const colon = argument.indexOf(':');
  if (colon < 0) return { name: argument, password: await askPassword(context, argument) };
  if (colon === 0) throw badArguments('empty user name is not allowed');
  return { name: argument.slice(0, colon), password: argument.slice(colon + 1) };
}

/** Asks twice, or reads a line of standard input with `--interactive=false`. */
async function askPassword({ flags, io }: CommandContext, name: string): Promise<string> {
  if (!flags.bool('interactive')) {
    using lines = new LineReader(io);
    return (await lines.next()) ?? '';
  }
  const password = await readPassword(io, `Password of ${name}: `);
  if (password === '') throw badArguments('empty password');
  const again = await readPassword(io, `Type password of ${name} again for confirmation: `);
  if (again !== password) throw badArguments('given passwords are different');
  return password;
}

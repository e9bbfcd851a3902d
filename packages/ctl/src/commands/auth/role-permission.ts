import { fromKey, type KeyRange, prefix } from '@quorate/client/raw';
import {
  AuthRoleGrantPermissionRequest,
  AuthRoleGrantPermissionResponse,
  AuthRoleRevokePermissionRequest,
  AuthRoleRevokePermissionResponse,
  PermissionTypeTable,
  services,
} from '@quorate/protocol';
import type { Flags } from '../../arguments/flags.ts';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { badArguments } from '../../ctl-error.ts';
import { doneAnswer } from '../../printing/message-answer.ts';
import { print } from '../../printing/print.ts';
import { rangeParts } from './role-answer.ts';

const auth = services['etcdserverpb.Auth'];

/** `role grant-permission <role> <read|write|readwrite> <key> [endkey]` */
export async function roleGrantPermission(context: CommandContext): Promise<void> {
  const { args, flags } = context;
  const [name, type, key, end] = args;
  if (name === undefined || type === undefined || key === undefined) {
    throw badArguments('role grant command requires role name, permission type, and key [endkey] as its argument');
  }
  const permType = PermissionTypeTable.numbers.get(type.toUpperCase());
  if (permType === undefined) {
    throw badArguments(`invalid permission type: ${type}`, 'Types are read, write and readwrite.');
  }
  const { key: from, rangeEnd } = permissionRange(key, end, flags);
  using cluster = await Cluster.connect(context);
  const request = AuthRoleGrantPermissionRequest.create({
    name,
    perm: { permType: permType as 0 | 1 | 2, key: from, rangeEnd },
  });
  const response = await cluster.write(auth.RoleGrantPermission, request);
  await print(context, doneAnswer(AuthRoleGrantPermissionResponse, response, `Role ${name} updated`));
}

/** `role revoke-permission <role> <key> [endkey]` */
export async function roleRevokePermission(context: CommandContext): Promise<void> {
  const { args, flags } = context;
  const [role, key, end] = args;
  if (role === undefined || key === undefined) {
    throw badArguments('role revoke-permission command requires role name and key [endkey] as its argument');
  }
  const range = permissionRange(key, end, flags);
  using cluster = await Cluster.connect(context);
  const request = AuthRoleRevokePermissionRequest.create({ role, ...range });
  const response = await cluster.write(auth.RoleRevokePermission, request);
  const done = doneAnswer(AuthRoleRevokePermissionResponse, response, '');
  await print(context, {
    ...done,
    simple: (out) => {
      out.put('Permission of ');
      if (range.rangeEnd.length === 0) out.put('key ', key);
      else out.put('range ', ...rangeParts(Buffer.from(key), range.rangeEnd));
      out.line(` is revoked from role ${role}`);
    },
  });
}

/** Stands for the empty key, on which there are no permissions. */
const firstKey = Buffer.from([0]);

function permissionRange(key: string, end: string | undefined, flags: Flags): KeyRange {
  const isPrefix = flags.bool('prefix');
  const isFromKey = flags.bool('from-key');
  if (end !== undefined) {
    if (isPrefix) throw badArguments('unexpected endkey argument with --prefix flag');
    if (isFromKey) throw badArguments('unexpected endkey argument with --from-key flag');
    return { key: Buffer.from(key), rangeEnd: Buffer.from(end) };
  }
  if (isPrefix && isFromKey) throw badArguments('--from-key and --prefix flags are mutually exclusive');
  if (isPrefix) return prefix(Buffer.from(key));
  if (isFromKey) return fromKey(Buffer.from(key));
  return { key: key === '' ? firstKey : Buffer.from(key), rangeEnd: new Uint8Array() };
}

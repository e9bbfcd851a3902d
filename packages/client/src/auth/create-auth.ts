import { PermissionType, type ResponseHeader, services } from '@quorate/protocol';
import type { CallOptions } from '../connection/call-options.ts';
import type { Transport } from '../connection/transport.ts';
import { toKeyRange } from '../kv/key-range.ts';
import { headerOf } from '../kv/results.ts';
import type { Auth, RolePermission } from './auth.ts';

const rpcs = services['etcdserverpb.Auth'];

const permissionTypes: Readonly<Record<RolePermission['access'], PermissionType>> = {
  read: PermissionType.Read,
  write: PermissionType.Write,
  readwrite: PermissionType.Readwrite,
};

/** Users, roles and permissions of the cluster. */
export function createAuth(transport: Transport): Auth {
  const change = async (answer: Promise<{ readonly header: ResponseHeader | undefined }>) => headerOf(await answer);
  return {
    enable: (options) => change(transport.unary(rpcs.AuthEnable, {}, 'write', options)),
    disable: (options) => change(transport.unary(rpcs.AuthDisable, {}, 'write', options)),
    status: async (options) => {
      const response = await transport.unary(rpcs.AuthStatus, {}, 'read', options);
      return { enabled: response.enabled, authRevision: response.authRevision, header: headerOf(response) };
    },
    authenticate: async (name, password, options) =>
      (await transport.unary(rpcs.Authenticate, { name, password }, 'read', options)).token,
    users: createUsers(transport, change),
    roles: createRoles(transport, change),
  };
}

type Change = (answer: Promise<{ readonly header: ResponseHeader | undefined }>) => Promise<ResponseHeader>;

function createUsers(transport: Transport, change: Change): Auth['users'] {
  return {
    add: (name, password, options) => {
      const request = {
        name,
        password: password ?? '',
        options: { noPassword: password === undefined },
        hashedPassword: '',
      };
      return change(transport.unary(rpcs.UserAdd, request, 'write', options));
    },
    get: async (name, options) => (await transport.unary(rpcs.UserGet, { name }, 'read', options)).roles,
    list: async (options) => (await transport.unary(rpcs.UserList, {}, 'read', options)).users,
    delete: (name, options) => change(transport.unary(rpcs.UserDelete, { name }, 'write', options)),
    changePassword: (name, password, options) =>
      change(transport.unary(rpcs.UserChangePassword, { name, password, hashedPassword: '' }, 'write', options)),
    grantRole: (user, role, options) => change(transport.unary(rpcs.UserGrantRole, { user, role }, 'write', options)),
    revokeRole: (name, role, options) => change(transport.unary(rpcs.UserRevokeRole, { name, role }, 'write', options)),
  };
}

function createRoles(transport: Transport, change: Change): Auth['roles'] {
  return {
    add: (name, options) => change(transport.unary(rpcs.RoleAdd, { name }, 'write', options)),
    get: async (role, options) => {
      const { perm } = await transport.unary(rpcs.RoleGet, { role }, 'read', options);
      return perm.map(({ permType, key, rangeEnd }) => ({ access: accessOf(permType), range: { key, rangeEnd } }));
    },
    list: async (options: CallOptions = {}) => (await transport.unary(rpcs.RoleList, {}, 'read', options)).roles,
    delete: (role, options) => change(transport.unary(rpcs.RoleDelete, { role }, 'write', options)),
    grantPermission: (name, access, selector, options) => {
      const perm = { permType: permissionTypes[access], ...toKeyRange(selector) };
      return change(transport.unary(rpcs.RoleGrantPermission, { name, perm }, 'write', options));
    },
    revokePermission: (role, selector, options) =>
      change(transport.unary(rpcs.RoleRevokePermission, { role, ...toKeyRange(selector) }, 'write', options)),
  };
}

function accessOf(type: PermissionType): RolePermission['access'] {
  if (type === PermissionType.Read) return 'read';
  return type === PermissionType.Write ? 'write' : 'readwrite';
}

import { etcdError } from '../etcd-errors.ts';
import type { AuthBackend } from './auth-backend.ts';

const header = undefined;

/**
 * Auth as an etcd answers with auth off and nobody added yet. What would add a user or a role is refused as `not capable`: the
 * error for a feature that the cluster does not have.
 */
export const authOff: AuthBackend = {
  enable: async () => fail('rootUserNotExist'),
  disable: async () => ({ header }),
  status: async () => ({ header, enabled: false, authRevision: 1 }),
  authenticate: async () => fail('authNotEnabled'),

  userAdd: async ({ name }) => fail(name === '' ? 'userEmpty' : 'notCapable'),
  userGet: async () => fail('userNotFound'),
  userList: async () => ({ header, users: [] }),
  userDelete: async () => fail('userNotFound'),
  userChangePassword: async () => fail('userNotFound'),
  userGrantRole: async () => fail('userNotFound'),
  userRevokeRole: async () => fail('userNotFound'),

  roleAdd: async ({ name }) => fail(name === '' ? 'roleEmpty' : 'notCapable'),
  roleGet: async () => fail('roleNotFound'),
  roleList: async () => ({ header, roles: [] }),
  roleDelete: async () => fail('roleNotFound'),
  roleGrantPermission: async ({ perm }) => {
    if (perm === undefined) return fail('permissionNotGiven');
    return fail(isPermissionRange(perm.key, perm.rangeEnd) ? 'roleNotFound' : 'invalidAuthManagement');
  },
  roleRevokePermission: async () => fail('roleNotFound'),
};

function fail(name: Parameters<typeof etcdError>[0]): never {
  throw etcdError(name);
}

/** A single key, a range that is not empty, or everything from a key on (an end of one zero byte). */
function isPermissionRange(key: Uint8Array, rangeEnd: Uint8Array): boolean {
  if (key.length === 0) return false;
  if (rangeEnd.length === 0 || (rangeEnd.length === 1 && rangeEnd[0] === 0)) return true;
  return Buffer.compare(key, rangeEnd) < 0;
}

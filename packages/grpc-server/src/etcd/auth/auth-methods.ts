import { type MethodDescriptor, type ResponseHeader, services } from '@quorate/protocol';
import type { Call } from '../../rpc/call.ts';
import { unary } from '../../rpc/define-method.ts';
import type { AnyMethod } from '../../rpc/method.ts';
import type { EtcdBackend } from '../backend.ts';
import { fillHeader } from '../response-header.ts';
import { authOff } from './auth-off.ts';

const service = services['etcdserverpb.Auth'];

/** etcdserverpb.Auth, in front of the backend's users and roles or, without them, of an etcd with auth off. */
export function authMethods({ member, auth = authOff }: EtcdBackend): AnyMethod[] {
  function method<Request, Response extends { header: ResponseHeader | undefined }>(
    descriptor: MethodDescriptor<Request, Response>,
    handle: (request: Request, call: Call) => Promise<Response>,
  ): AnyMethod {
    return unary(descriptor, async (request, _raw, call) => fillHeader(member, await handle(request, call)));
  }
  return [
    method(service.AuthEnable, (request, call) => auth.enable(request, call)),
    method(service.AuthDisable, (request, call) => auth.disable(request, call)),
    method(service.AuthStatus, (request, call) => auth.status(request, call)),
    method(service.Authenticate, (request, call) => auth.authenticate(request, call)),
    method(service.UserAdd, (request, call) => auth.userAdd(request, call)),
    method(service.UserGet, (request, call) => auth.userGet(request, call)),
    method(service.UserList, (request, call) => auth.userList(request, call)),
    method(service.UserDelete, (request, call) => auth.userDelete(request, call)),
    method(service.UserChangePassword, (request, call) => auth.userChangePassword(request, call)),
    method(service.UserGrantRole, (request, call) => auth.userGrantRole(request, call)),
    method(service.UserRevokeRole, (request, call) => auth.userRevokeRole(request, call)),
    method(service.RoleAdd, (request, call) => auth.roleAdd(request, call)),
    method(service.RoleGet, (request, call) => auth.roleGet(request, call)),
    method(service.RoleList, (request, call) => auth.roleList(request, call)),
    method(service.RoleDelete, (request, call) => auth.roleDelete(request, call)),
    method(service.RoleGrantPermission, (request, call) => auth.roleGrantPermission(request, call)),
    method(service.RoleRevokePermission, (request, call) => auth.roleRevokePermission(request, call)),
  ];
}

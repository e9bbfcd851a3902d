import type {
  AuthDisableRequest,
  AuthDisableResponse,
  AuthEnableRequest,
  AuthEnableResponse,
  AuthenticateRequest,
  AuthenticateResponse,
  AuthRoleAddRequest,
  AuthRoleAddResponse,
  AuthRoleDeleteRequest,
  AuthRoleDeleteResponse,
  AuthRoleGetRequest,
  AuthRoleGetResponse,
  AuthRoleGrantPermissionRequest,
  AuthRoleGrantPermissionResponse,
  AuthRoleListRequest,
  AuthRoleListResponse,
  AuthRoleRevokePermissionRequest,
  AuthRoleRevokePermissionResponse,
  AuthStatusRequest,
  AuthStatusResponse,
  AuthUserAddRequest,
  AuthUserAddResponse,
  AuthUserChangePasswordRequest,
  AuthUserChangePasswordResponse,
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
} from '@quorate/protocol';
import type { Call } from '../../rpc/call.ts';

/** Users, roles and tokens. Responses may leave their header away. */
export interface AuthBackend {
  enable(request: AuthEnableRequest, call: Call): Promise<AuthEnableResponse>;
  disable(request: AuthDisableRequest, call: Call): Promise<AuthDisableResponse>;
  status(request: AuthStatusRequest, call: Call): Promise<AuthStatusResponse>;
  authenticate(request: AuthenticateRequest, call: Call): Promise<AuthenticateResponse>;
  userAdd(request: AuthUserAddRequest, call: Call): Promise<AuthUserAddResponse>;
  userGet(request: AuthUserGetRequest, call: Call): Promise<AuthUserGetResponse>;
  userList(request: AuthUserListRequest, call: Call): Promise<AuthUserListResponse>;
  userDelete(request: AuthUserDeleteRequest, call: Call): Promise<AuthUserDeleteResponse>;
  userChangePassword(request: AuthUserChangePasswordRequest, call: Call): Promise<AuthUserChangePasswordResponse>;
  userGrantRole(request: AuthUserGrantRoleRequest, call: Call): Promise<AuthUserGrantRoleResponse>;
  userRevokeRole(request: AuthUserRevokeRoleRequest, call: Call): Promise<AuthUserRevokeRoleResponse>;
  roleAdd(request: AuthRoleAddRequest, call: Call): Promise<AuthRoleAddResponse>;
  roleGet(request: AuthRoleGetRequest, call: Call): Promise<AuthRoleGetResponse>;
  roleList(request: AuthRoleListRequest, call: Call): Promise<AuthRoleListResponse>;
  roleDelete(request: AuthRoleDeleteRequest, call: Call): Promise<AuthRoleDeleteResponse>;
  roleGrantPermission(request: AuthRoleGrantPermissionRequest, call: Call): Promise<AuthRoleGrantPermissionResponse>;
  roleRevokePermission(request: AuthRoleRevokePermissionRequest, call: Call): Promise<AuthRoleRevokePermissionResponse>;
}

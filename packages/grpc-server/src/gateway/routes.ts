import { type MethodDescriptor, services } from '@quorate/protocol';

const kv = services['etcdserverpb.KV'];
const watch = services['etcdserverpb.Watch'];
const lease = services['etcdserverpb.Lease'];
const cluster = services['etcdserverpb.Cluster'];
const maintenance = services['etcdserverpb.Maintenance'];
const auth = services['etcdserverpb.Auth'];
const lock = services['v3lockpb.Lock'];
const election = services['v3electionpb.Election'];

/** The paths of etcd's JSON gateway below `/v3/`. RangeStream and the health service have none. */
const routes = {
  'kv/range': kv.Range,
  'kv/put': kv.Put,
  'kv/deleterange': kv.DeleteRange,
  'kv/txn': kv.Txn,
  'kv/compaction': kv.Compact,
  watch: watch.Watch,
  'lease/grant': lease.LeaseGrant,
  'lease/revoke': lease.LeaseRevoke,
  'kv/lease/revoke': lease.LeaseRevoke,
  'lease/keepalive': lease.LeaseKeepAlive,
  'lease/timetolive': lease.LeaseTimeToLive,
  'kv/lease/timetolive': lease.LeaseTimeToLive,
  'lease/leases': lease.LeaseLeases,
  'kv/lease/leases': lease.LeaseLeases,
  'cluster/member/add': cluster.MemberAdd,
  'cluster/member/remove': cluster.MemberRemove,
  'cluster/member/update': cluster.MemberUpdate,
  'cluster/member/list': cluster.MemberList,
  'cluster/member/promote': cluster.MemberPromote,
  'maintenance/alarm': maintenance.Alarm,
  'maintenance/status': maintenance.Status,
  'maintenance/defragment': maintenance.Defragment,
  'maintenance/hash': maintenance.Hash,
  'maintenance/hashkv': maintenance.HashKV,
  'maintenance/snapshot': maintenance.Snapshot,
  'maintenance/transfer-leadership': maintenance.MoveLeader,
  'maintenance/downgrade': maintenance.Downgrade,
  'auth/enable': auth.AuthEnable,
  'auth/disable': auth.AuthDisable,
  'auth/status': auth.AuthStatus,
  'auth/authenticate': auth.Authenticate,
  'auth/user/add': auth.UserAdd,
  'auth/user/get': auth.UserGet,
  'auth/user/list': auth.UserList,
  'auth/user/delete': auth.UserDelete,
  'auth/user/changepw': auth.UserChangePassword,
  'auth/user/grant': auth.UserGrantRole,
  'auth/user/revoke': auth.UserRevokeRole,
  'auth/role/add': auth.RoleAdd,
  'auth/role/get': auth.RoleGet,
  'auth/role/list': auth.RoleList,
  'auth/role/delete': auth.RoleDelete,
  'auth/role/grant': auth.RoleGrantPermission,
  'auth/role/revoke': auth.RoleRevokePermission,
  'lock/lock': lock.Lock,
  'lock/unlock': lock.Unlock,
  'election/campaign': election.Campaign,
  'election/proclaim': election.Proclaim,
  'election/leader': election.Leader,
  'election/resign': election.Resign,
  'election/observe': election.Observe,
} as const;

const byPath = new Map<string, MethodDescriptor>(Object.entries(routes) as [string, MethodDescriptor][]);

/** The method behind a path of the gateway, under its present prefix or the one of etcd 3.3. */
export function gatewayMethod(path: string): MethodDescriptor | undefined {
  const match = /^\/v3(?:beta)?\/(.+)$/.exec(path);
  return match === null ? undefined : byPath.get(match[1] as string);
}

/** All paths, for tests and for a list of what is served. */
export const gatewayPaths: readonly string[] = Object.keys(routes).map((path) => `/v3/${path}`);

// Written by tools/protogen from proto/etcdserverpb/raft_internal.proto; change that and run it again.
import type { FieldDescriptor, MessageCodec } from '../codec.ts';
import { allocate } from '../wire/allocate.ts';
import { delimitedSize } from '../wire/bytes.ts';
import { cursor } from '../wire/cursor.ts';
import { describeField } from '../wire/describe.ts';
import { checkFull, checkPart, checkRoom, located, skipUnknown } from '../wire/message.ts';
import { readUint64, readUint64Bigint } from '../wire/read-integer.ts';
import { readLength, readTag } from '../wire/read-varint.ts';
import { readString, utf8Size, writeString } from '../wire/text.ts';
import { varintSize, varintSizeBigint, writeVarint, writeVarintBigint } from '../wire/write-varint.ts';
import { V2Request, readV2Request, sizeV2Request, writeV2Request } from './etcdserver.ts';
import { RangeRequest, readRangeRequest, sizeRangeRequest, writeRangeRequest, PutRequest, readPutRequest, sizePutRequest, writePutRequest, DeleteRangeRequest, readDeleteRangeRequest, sizeDeleteRangeRequest, writeDeleteRangeRequest, TxnRequest, readTxnRequest, sizeTxnRequest, writeTxnRequest, CompactionRequest, readCompactionRequest, sizeCompactionRequest, writeCompactionRequest, LeaseGrantRequest, readLeaseGrantRequest, sizeLeaseGrantRequest, writeLeaseGrantRequest, LeaseRevokeRequest, readLeaseRevokeRequest, sizeLeaseRevokeRequest, writeLeaseRevokeRequest, LeaseCheckpointRequest, readLeaseCheckpointRequest, sizeLeaseCheckpointRequest, writeLeaseCheckpointRequest, AlarmRequest, readAlarmRequest, sizeAlarmRequest, writeAlarmRequest, DowngradeVersionTestRequest, readDowngradeVersionTestRequest, sizeDowngradeVersionTestRequest, writeDowngradeVersionTestRequest, AuthEnableRequest, readAuthEnableRequest, sizeAuthEnableRequest, writeAuthEnableRequest, AuthDisableRequest, readAuthDisableRequest, sizeAuthDisableRequest, writeAuthDisableRequest, AuthStatusRequest, readAuthStatusRequest, sizeAuthStatusRequest, writeAuthStatusRequest, AuthUserAddRequest, readAuthUserAddRequest, sizeAuthUserAddRequest, writeAuthUserAddRequest, AuthUserGetRequest, readAuthUserGetRequest, sizeAuthUserGetRequest, writeAuthUserGetRequest, AuthUserDeleteRequest, readAuthUserDeleteRequest, sizeAuthUserDeleteRequest, writeAuthUserDeleteRequest, AuthUserChangePasswordRequest, readAuthUserChangePasswordRequest, sizeAuthUserChangePasswordRequest, writeAuthUserChangePasswordRequest, AuthUserGrantRoleRequest, readAuthUserGrantRoleRequest, sizeAuthUserGrantRoleRequest, writeAuthUserGrantRoleRequest, AuthUserRevokeRoleRequest, readAuthUserRevokeRoleRequest, sizeAuthUserRevokeRoleRequest, writeAuthUserRevokeRoleRequest, AuthRoleAddRequest, readAuthRoleAddRequest, sizeAuthRoleAddRequest, writeAuthRoleAddRequest, AuthRoleGetRequest, readAuthRoleGetRequest, sizeAuthRoleGetRequest, writeAuthRoleGetRequest, AuthUserListRequest, readAuthUserListRequest, sizeAuthUserListRequest, writeAuthUserListRequest, AuthRoleListRequest, readAuthRoleListRequest, sizeAuthRoleListRequest, writeAuthRoleListRequest, AuthRoleDeleteRequest, readAuthRoleDeleteRequest, sizeAuthRoleDeleteRequest, writeAuthRoleDeleteRequest, AuthRoleGrantPermissionRequest, readAuthRoleGrantPermissionRequest, sizeAuthRoleGrantPermissionRequest, writeAuthRoleGrantPermissionRequest, AuthRoleRevokePermissionRequest, readAuthRoleRevokePermissionRequest, sizeAuthRoleRevokePermissionRequest, writeAuthRoleRevokePermissionRequest } from './rpc.ts';
import { ClusterVersionSetRequest, readClusterVersionSetRequest, sizeClusterVersionSetRequest, writeClusterVersionSetRequest, ClusterMemberAttrSetRequest, readClusterMemberAttrSetRequest, sizeClusterMemberAttrSetRequest, writeClusterMemberAttrSetRequest, DowngradeInfoSetRequest, readDowngradeInfoSetRequest, sizeDowngradeInfoSetRequest, writeDowngradeInfoSetRequest } from './membershippb.ts';

/** Who asked, as far as applying the request has to know. */
export interface RequestHeader {
  /** Identifies the request among all of the cluster; the proposer waits for it. */
  id: bigint;
  username: string;
  /** The auth store's revision when the request was checked. */
  authRevision: number;
}

export function readRequestHeader(bytes: Uint8Array, start: number, end: number, before?: RequestHeader | undefined): RequestHeader {
  const message: RequestHeader = before ?? { id: 0n, username: '', authRevision: 0 };
  let position = start;
  let tag = 0;
  try {
    while (position < end) {
      tag = bytes[position] as number;
      if (tag < 0x80) {
        position++;
      } else {
        tag = readTag(bytes, position, end);
        position = cursor.position;
      }
      switch (tag) {
        case 8:
          message.id = readUint64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.username = readString(bytes, position, length);
          position += length;
          break;
        }
        case 24:
          message.authRevision = readUint64(bytes, position, end);
          position = cursor.position;
          break;
        default:
          position = skipUnknown(RequestHeader, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, RequestHeader, tag);
  }
  return message;
}

export function sizeRequestHeader(message: RequestHeader): number {
  let size = 0;
  if (message.id !== 0n) {
    size += 1 + varintSizeBigint(message.id);
  }
  if (message.username !== '') {
    size += 1 + delimitedSize(utf8Size(message.username));
  }
  if (message.authRevision !== 0) {
    size += 1 + varintSize(message.authRevision);
  }
  return size;
}

export function writeRequestHeader(message: RequestHeader, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.id !== 0n) {
    out[at++] = 8; at = writeVarintBigint(out, at, message.id);
  }
  if (message.username !== '') {
    out[at++] = 18; at = writeString(out, at, message.username);
  }
  if (message.authRevision !== 0) {
    out[at++] = 24; at = writeVarint(out, at, message.authRevision);
  }
  return at;
}

let fieldsOfRequestHeader: readonly FieldDescriptor[] | undefined;

export const RequestHeader: MessageCodec<RequestHeader> = {
  typeName: 'etcdserverpb.RequestHeader',
  get fields() {
    fieldsOfRequestHeader ??= [
    describeField(1, 'ID', 'ID', 'id', 'uint64', { integer: 'identifier' }),
    describeField(2, 'username', 'username', 'username', 'string'),
    describeField(3, 'auth_revision', 'authRevision', 'authRevision', 'uint64', { integer: 'counter' }),
    ];
    return fieldsOfRequestHeader;
  },
  create: (init = {}) => ({ id: init.id ?? 0n, username: init.username ?? '', authRevision: init.authRevision ?? 0 }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readRequestHeader(bytes, start, end);
  },
  size: sizeRequestHeader,
  write: (message, out, offset) => checkRoom(out, writeRequestHeader(message, out, offset)),
  encode(message) {
    const out = allocate(sizeRequestHeader(message));
    return checkFull(out, writeRequestHeader(message, out, 0));
  },
};

/** One proposal. Exactly one of the requests is set, though protobuf is not told so. */
export interface InternalRaftRequest {
  /** The id of proposals older than the header. */
  id: bigint;
  /** Written by etcd 3.5 and older only. */
  v2: V2Request | undefined;
  range: RangeRequest | undefined;
  put: PutRequest | undefined;
  deleteRange: DeleteRangeRequest | undefined;
  txn: TxnRequest | undefined;
  compaction: CompactionRequest | undefined;
  leaseGrant: LeaseGrantRequest | undefined;
  leaseRevoke: LeaseRevokeRequest | undefined;
  alarm: AlarmRequest | undefined;
  leaseCheckpoint: LeaseCheckpointRequest | undefined;
  header: RequestHeader | undefined;
  authEnable: AuthEnableRequest | undefined;
  authDisable: AuthDisableRequest | undefined;
  authenticate: InternalAuthenticateRequest | undefined;
  authStatus: AuthStatusRequest | undefined;
  authUserAdd: AuthUserAddRequest | undefined;
  authUserDelete: AuthUserDeleteRequest | undefined;
  authUserGet: AuthUserGetRequest | undefined;
  authUserChangePassword: AuthUserChangePasswordRequest | undefined;
  authUserGrantRole: AuthUserGrantRoleRequest | undefined;
  authUserRevokeRole: AuthUserRevokeRoleRequest | undefined;
  authUserList: AuthUserListRequest | undefined;
  authRoleList: AuthRoleListRequest | undefined;
  authRoleAdd: AuthRoleAddRequest | undefined;
  authRoleDelete: AuthRoleDeleteRequest | undefined;
  authRoleGet: AuthRoleGetRequest | undefined;
  authRoleGrantPermission: AuthRoleGrantPermissionRequest | undefined;
  authRoleRevokePermission: AuthRoleRevokePermissionRequest | undefined;
  clusterVersionSet: ClusterVersionSetRequest | undefined;
  clusterMemberAttrSet: ClusterMemberAttrSetRequest | undefined;
  downgradeInfoSet: DowngradeInfoSetRequest | undefined;
  downgradeVersionTest: DowngradeVersionTestRequest | undefined;
}

export function readInternalRaftRequest(bytes: Uint8Array, start: number, end: number): InternalRaftRequest {
  const message: InternalRaftRequest = { id: 0n, v2: undefined, range: undefined, put: undefined, deleteRange: undefined, txn: undefined, compaction: undefined, leaseGrant: undefined, leaseRevoke: undefined, alarm: undefined, leaseCheckpoint: undefined, header: undefined, authEnable: undefined, authDisable: undefined, authenticate: undefined, authStatus: undefined, authUserAdd: undefined, authUserDelete: undefined, authUserGet: undefined, authUserChangePassword: undefined, authUserGrantRole: undefined, authUserRevokeRole: undefined, authUserList: undefined, authRoleList: undefined, authRoleAdd: undefined, authRoleDelete: undefined, authRoleGet: undefined, authRoleGrantPermission: undefined, authRoleRevokePermission: undefined, clusterVersionSet: undefined, clusterMemberAttrSet: undefined, downgradeInfoSet: undefined, downgradeVersionTest: undefined };
  let position = start;
  let tag = 0;
  try {
    while (position < end) {
      tag = bytes[position] as number;
      if (tag < 0x80) {
        position++;
      } else {
        tag = readTag(bytes, position, end);
        position = cursor.position;
      }
      switch (tag) {
        case 8:
          message.id = readUint64Bigint(bytes, position, end);
          position = cursor.position;
          break;
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.v2 = readV2Request(bytes, position, position + length, message.v2);
          position += length;
          break;
        }
        case 26: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.range = readRangeRequest(bytes, position, position + length, message.range);
          position += length;
          break;
        }
        case 34: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.put = readPutRequest(bytes, position, position + length, message.put);
          position += length;
          break;
        }
        case 42: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.deleteRange = readDeleteRangeRequest(bytes, position, position + length, message.deleteRange);
          position += length;
          break;
        }
        case 50: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.txn = readTxnRequest(bytes, position, position + length, 0, message.txn);
          position += length;
          break;
        }
        case 58: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.compaction = readCompactionRequest(bytes, position, position + length, message.compaction);
          position += length;
          break;
        }
        case 66: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.leaseGrant = readLeaseGrantRequest(bytes, position, position + length, message.leaseGrant);
          position += length;
          break;
        }
        case 74: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.leaseRevoke = readLeaseRevokeRequest(bytes, position, position + length, message.leaseRevoke);
          position += length;
          break;
        }
        case 82: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.alarm = readAlarmRequest(bytes, position, position + length, message.alarm);
          position += length;
          break;
        }
        case 90: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.leaseCheckpoint = readLeaseCheckpointRequest(bytes, position, position + length, message.leaseCheckpoint);
          position += length;
          break;
        }
        case 802: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.header = readRequestHeader(bytes, position, position + length, message.header);
          position += length;
          break;
        }
        case 8002: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.authEnable = readAuthEnableRequest(bytes, position, position + length);
          position += length;
          break;
        }
        case 8090: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.authDisable = readAuthDisableRequest(bytes, position, position + length);
          position += length;
          break;
        }
        case 8098: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.authenticate = readInternalAuthenticateRequest(bytes, position, position + length, message.authenticate);
          position += length;
          break;
        }
        case 8106: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.authStatus = readAuthStatusRequest(bytes, position, position + length);
          position += length;
          break;
        }
        case 8802: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.authUserAdd = readAuthUserAddRequest(bytes, position, position + length, message.authUserAdd);
          position += length;
          break;
        }
        case 8810: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.authUserDelete = readAuthUserDeleteRequest(bytes, position, position + length, message.authUserDelete);
          position += length;
          break;
        }
        case 8818: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.authUserGet = readAuthUserGetRequest(bytes, position, position + length, message.authUserGet);
          position += length;
          break;
        }
        case 8826: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.authUserChangePassword = readAuthUserChangePasswordRequest(bytes, position, position + length, message.authUserChangePassword);
          position += length;
          break;
        }
        case 8834: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.authUserGrantRole = readAuthUserGrantRoleRequest(bytes, position, position + length, message.authUserGrantRole);
          position += length;
          break;
        }
        case 8842: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.authUserRevokeRole = readAuthUserRevokeRoleRequest(bytes, position, position + length, message.authUserRevokeRole);
          position += length;
          break;
        }
        case 8850: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.authUserList = readAuthUserListRequest(bytes, position, position + length);
          position += length;
          break;
        }
        case 8858: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.authRoleList = readAuthRoleListRequest(bytes, position, position + length);
          position += length;
          break;
        }
        case 9602: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.authRoleAdd = readAuthRoleAddRequest(bytes, position, position + length, message.authRoleAdd);
          position += length;
          break;
        }
        case 9610: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.authRoleDelete = readAuthRoleDeleteRequest(bytes, position, position + length, message.authRoleDelete);
          position += length;
          break;
        }
        case 9618: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.authRoleGet = readAuthRoleGetRequest(bytes, position, position + length, message.authRoleGet);
          position += length;
          break;
        }
        case 9626: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.authRoleGrantPermission = readAuthRoleGrantPermissionRequest(bytes, position, position + length, message.authRoleGrantPermission);
          position += length;
          break;
        }
        case 9634: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.authRoleRevokePermission = readAuthRoleRevokePermissionRequest(bytes, position, position + length, message.authRoleRevokePermission);
          position += length;
          break;
        }
        case 10402: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.clusterVersionSet = readClusterVersionSetRequest(bytes, position, position + length, message.clusterVersionSet);
          position += length;
          break;
        }
        case 10410: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.clusterMemberAttrSet = readClusterMemberAttrSetRequest(bytes, position, position + length, message.clusterMemberAttrSet);
          position += length;
          break;
        }
        case 10418: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.downgradeInfoSet = readDowngradeInfoSetRequest(bytes, position, position + length, message.downgradeInfoSet);
          position += length;
          break;
        }
        case 79202: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.downgradeVersionTest = readDowngradeVersionTestRequest(bytes, position, position + length, message.downgradeVersionTest);
          position += length;
          break;
        }
        default:
          position = skipUnknown(InternalRaftRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, InternalRaftRequest, tag);
  }
  return message;
}

export function sizeInternalRaftRequest(message: InternalRaftRequest): number {
  let size = 0;
  if (message.id !== 0n) {
    size += 1 + varintSizeBigint(message.id);
  }
  if (message.v2 !== undefined) {
    size += 1 + delimitedSize(sizeV2Request(message.v2));
  }
  if (message.range !== undefined) {
    size += 1 + delimitedSize(sizeRangeRequest(message.range));
  }
  if (message.put !== undefined) {
    size += 1 + delimitedSize(sizePutRequest(message.put));
  }
  if (message.deleteRange !== undefined) {
    size += 1 + delimitedSize(sizeDeleteRangeRequest(message.deleteRange));
  }
  if (message.txn !== undefined) {
    size += 1 + delimitedSize(sizeTxnRequest(message.txn));
  }
  if (message.compaction !== undefined) {
    size += 1 + delimitedSize(sizeCompactionRequest(message.compaction));
  }
  if (message.leaseGrant !== undefined) {
    size += 1 + delimitedSize(sizeLeaseGrantRequest(message.leaseGrant));
  }
  if (message.leaseRevoke !== undefined) {
    size += 1 + delimitedSize(sizeLeaseRevokeRequest(message.leaseRevoke));
  }
  if (message.alarm !== undefined) {
    size += 1 + delimitedSize(sizeAlarmRequest(message.alarm));
  }
  if (message.leaseCheckpoint !== undefined) {
    size += 1 + delimitedSize(sizeLeaseCheckpointRequest(message.leaseCheckpoint));
  }
  if (message.header !== undefined) {
    size += 2 + delimitedSize(sizeRequestHeader(message.header));
  }
  if (message.authEnable !== undefined) {
    size += 2 + delimitedSize(sizeAuthEnableRequest(message.authEnable));
  }
  if (message.authDisable !== undefined) {
    size += 2 + delimitedSize(sizeAuthDisableRequest(message.authDisable));
  }
  if (message.authenticate !== undefined) {
    size += 2 + delimitedSize(sizeInternalAuthenticateRequest(message.authenticate));
  }
  if (message.authStatus !== undefined) {
    size += 2 + delimitedSize(sizeAuthStatusRequest(message.authStatus));
  }
  if (message.authUserAdd !== undefined) {
    size += 2 + delimitedSize(sizeAuthUserAddRequest(message.authUserAdd));
  }
  if (message.authUserDelete !== undefined) {
    size += 2 + delimitedSize(sizeAuthUserDeleteRequest(message.authUserDelete));
  }
  if (message.authUserGet !== undefined) {
    size += 2 + delimitedSize(sizeAuthUserGetRequest(message.authUserGet));
  }
  if (message.authUserChangePassword !== undefined) {
    size += 2 + delimitedSize(sizeAuthUserChangePasswordRequest(message.authUserChangePassword));
  }
  if (message.authUserGrantRole !== undefined) {
    size += 2 + delimitedSize(sizeAuthUserGrantRoleRequest(message.authUserGrantRole));
  }
  if (message.authUserRevokeRole !== undefined) {
    size += 2 + delimitedSize(sizeAuthUserRevokeRoleRequest(message.authUserRevokeRole));
  }
  if (message.authUserList !== undefined) {
    size += 2 + delimitedSize(sizeAuthUserListRequest(message.authUserList));
  }
  if (message.authRoleList !== undefined) {
    size += 2 + delimitedSize(sizeAuthRoleListRequest(message.authRoleList));
  }
  if (message.authRoleAdd !== undefined) {
    size += 2 + delimitedSize(sizeAuthRoleAddRequest(message.authRoleAdd));
  }
  if (message.authRoleDelete !== undefined) {
    size += 2 + delimitedSize(sizeAuthRoleDeleteRequest(message.authRoleDelete));
  }
  if (message.authRoleGet !== undefined) {
    size += 2 + delimitedSize(sizeAuthRoleGetRequest(message.authRoleGet));
  }
  if (message.authRoleGrantPermission !== undefined) {
    size += 2 + delimitedSize(sizeAuthRoleGrantPermissionRequest(message.authRoleGrantPermission));
  }
  if (message.authRoleRevokePermission !== undefined) {
    size += 2 + delimitedSize(sizeAuthRoleRevokePermissionRequest(message.authRoleRevokePermission));
  }
  if (message.clusterVersionSet !== undefined) {
    size += 2 + delimitedSize(sizeClusterVersionSetRequest(message.clusterVersionSet));
  }
  if (message.clusterMemberAttrSet !== undefined) {
    size += 2 + delimitedSize(sizeClusterMemberAttrSetRequest(message.clusterMemberAttrSet));
  }
  if (message.downgradeInfoSet !== undefined) {
    size += 2 + delimitedSize(sizeDowngradeInfoSetRequest(message.downgradeInfoSet));
  }
  if (message.downgradeVersionTest !== undefined) {
    size += 3 + delimitedSize(sizeDowngradeVersionTestRequest(message.downgradeVersionTest));
  }
  return size;
}

export function writeInternalRaftRequest(message: InternalRaftRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.id !== 0n) {
    out[at++] = 8; at = writeVarintBigint(out, at, message.id);
  }
  if (message.v2 !== undefined) {
    out[at++] = 18; at = writeVarint(out, at, sizeV2Request(message.v2)); at = writeV2Request(message.v2, out, at);
  }
  if (message.range !== undefined) {
    out[at++] = 26; at = writeVarint(out, at, sizeRangeRequest(message.range)); at = writeRangeRequest(message.range, out, at);
  }
  if (message.put !== undefined) {
    out[at++] = 34; at = writeVarint(out, at, sizePutRequest(message.put)); at = writePutRequest(message.put, out, at);
  }
  if (message.deleteRange !== undefined) {
    out[at++] = 42; at = writeVarint(out, at, sizeDeleteRangeRequest(message.deleteRange)); at = writeDeleteRangeRequest(message.deleteRange, out, at);
  }
  if (message.txn !== undefined) {
    out[at++] = 50; at = writeVarint(out, at, sizeTxnRequest(message.txn)); at = writeTxnRequest(message.txn, out, at);
  }
  if (message.compaction !== undefined) {
    out[at++] = 58; at = writeVarint(out, at, sizeCompactionRequest(message.compaction)); at = writeCompactionRequest(message.compaction, out, at);
  }
  if (message.leaseGrant !== undefined) {
    out[at++] = 66; at = writeVarint(out, at, sizeLeaseGrantRequest(message.leaseGrant)); at = writeLeaseGrantRequest(message.leaseGrant, out, at);
  }
  if (message.leaseRevoke !== undefined) {
    out[at++] = 74; at = writeVarint(out, at, sizeLeaseRevokeRequest(message.leaseRevoke)); at = writeLeaseRevokeRequest(message.leaseRevoke, out, at);
  }
  if (message.alarm !== undefined) {
    out[at++] = 82; at = writeVarint(out, at, sizeAlarmRequest(message.alarm)); at = writeAlarmRequest(message.alarm, out, at);
  }
  if (message.leaseCheckpoint !== undefined) {
    out[at++] = 90; at = writeVarint(out, at, sizeLeaseCheckpointRequest(message.leaseCheckpoint)); at = writeLeaseCheckpointRequest(message.leaseCheckpoint, out, at);
  }
  if (message.header !== undefined) {
    out[at++] = 162; out[at++] = 6; at = writeVarint(out, at, sizeRequestHeader(message.header)); at = writeRequestHeader(message.header, out, at);
  }
  if (message.authEnable !== undefined) {
    out[at++] = 194; out[at++] = 62; at = writeVarint(out, at, sizeAuthEnableRequest(message.authEnable)); at = writeAuthEnableRequest(message.authEnable, out, at);
  }
  if (message.authDisable !== undefined) {
    out[at++] = 154; out[at++] = 63; at = writeVarint(out, at, sizeAuthDisableRequest(message.authDisable)); at = writeAuthDisableRequest(message.authDisable, out, at);
  }
  if (message.authenticate !== undefined) {
    out[at++] = 162; out[at++] = 63; at = writeVarint(out, at, sizeInternalAuthenticateRequest(message.authenticate)); at = writeInternalAuthenticateRequest(message.authenticate, out, at);
  }
  if (message.authStatus !== undefined) {
    out[at++] = 170; out[at++] = 63; at = writeVarint(out, at, sizeAuthStatusRequest(message.authStatus)); at = writeAuthStatusRequest(message.authStatus, out, at);
  }
  if (message.authUserAdd !== undefined) {
    out[at++] = 226; out[at++] = 68; at = writeVarint(out, at, sizeAuthUserAddRequest(message.authUserAdd)); at = writeAuthUserAddRequest(message.authUserAdd, out, at);
  }
  if (message.authUserDelete !== undefined) {
    out[at++] = 234; out[at++] = 68; at = writeVarint(out, at, sizeAuthUserDeleteRequest(message.authUserDelete)); at = writeAuthUserDeleteRequest(message.authUserDelete, out, at);
  }
  if (message.authUserGet !== undefined) {
    out[at++] = 242; out[at++] = 68; at = writeVarint(out, at, sizeAuthUserGetRequest(message.authUserGet)); at = writeAuthUserGetRequest(message.authUserGet, out, at);
  }
  if (message.authUserChangePassword !== undefined) {
    out[at++] = 250; out[at++] = 68; at = writeVarint(out, at, sizeAuthUserChangePasswordRequest(message.authUserChangePassword)); at = writeAuthUserChangePasswordRequest(message.authUserChangePassword, out, at);
  }
  if (message.authUserGrantRole !== undefined) {
    out[at++] = 130; out[at++] = 69; at = writeVarint(out, at, sizeAuthUserGrantRoleRequest(message.authUserGrantRole)); at = writeAuthUserGrantRoleRequest(message.authUserGrantRole, out, at);
  }
  if (message.authUserRevokeRole !== undefined) {
    out[at++] = 138; out[at++] = 69; at = writeVarint(out, at, sizeAuthUserRevokeRoleRequest(message.authUserRevokeRole)); at = writeAuthUserRevokeRoleRequest(message.authUserRevokeRole, out, at);
  }
  if (message.authUserList !== undefined) {
    out[at++] = 146; out[at++] = 69; at = writeVarint(out, at, sizeAuthUserListRequest(message.authUserList)); at = writeAuthUserListRequest(message.authUserList, out, at);
  }
  if (message.authRoleList !== undefined) {
    out[at++] = 154; out[at++] = 69; at = writeVarint(out, at, sizeAuthRoleListRequest(message.authRoleList)); at = writeAuthRoleListRequest(message.authRoleList, out, at);
  }
  if (message.authRoleAdd !== undefined) {
    out[at++] = 130; out[at++] = 75; at = writeVarint(out, at, sizeAuthRoleAddRequest(message.authRoleAdd)); at = writeAuthRoleAddRequest(message.authRoleAdd, out, at);
  }
  if (message.authRoleDelete !== undefined) {
    out[at++] = 138; out[at++] = 75; at = writeVarint(out, at, sizeAuthRoleDeleteRequest(message.authRoleDelete)); at = writeAuthRoleDeleteRequest(message.authRoleDelete, out, at);
  }
  if (message.authRoleGet !== undefined) {
    out[at++] = 146; out[at++] = 75; at = writeVarint(out, at, sizeAuthRoleGetRequest(message.authRoleGet)); at = writeAuthRoleGetRequest(message.authRoleGet, out, at);
  }
  if (message.authRoleGrantPermission !== undefined) {
    out[at++] = 154; out[at++] = 75; at = writeVarint(out, at, sizeAuthRoleGrantPermissionRequest(message.authRoleGrantPermission)); at = writeAuthRoleGrantPermissionRequest(message.authRoleGrantPermission, out, at);
  }
  if (message.authRoleRevokePermission !== undefined) {
    out[at++] = 162; out[at++] = 75; at = writeVarint(out, at, sizeAuthRoleRevokePermissionRequest(message.authRoleRevokePermission)); at = writeAuthRoleRevokePermissionRequest(message.authRoleRevokePermission, out, at);
  }
  if (message.clusterVersionSet !== undefined) {
    out[at++] = 162; out[at++] = 81; at = writeVarint(out, at, sizeClusterVersionSetRequest(message.clusterVersionSet)); at = writeClusterVersionSetRequest(message.clusterVersionSet, out, at);
  }
  if (message.clusterMemberAttrSet !== undefined) {
    out[at++] = 170; out[at++] = 81; at = writeVarint(out, at, sizeClusterMemberAttrSetRequest(message.clusterMemberAttrSet)); at = writeClusterMemberAttrSetRequest(message.clusterMemberAttrSet, out, at);
  }
  if (message.downgradeInfoSet !== undefined) {
    out[at++] = 178; out[at++] = 81; at = writeVarint(out, at, sizeDowngradeInfoSetRequest(message.downgradeInfoSet)); at = writeDowngradeInfoSetRequest(message.downgradeInfoSet, out, at);
  }
  if (message.downgradeVersionTest !== undefined) {
    out[at++] = 226; out[at++] = 234; out[at++] = 4; at = writeVarint(out, at, sizeDowngradeVersionTestRequest(message.downgradeVersionTest)); at = writeDowngradeVersionTestRequest(message.downgradeVersionTest, out, at);
  }
  return at;
}

let fieldsOfInternalRaftRequest: readonly FieldDescriptor[] | undefined;

export const InternalRaftRequest: MessageCodec<InternalRaftRequest> = {
  typeName: 'etcdserverpb.InternalRaftRequest',
  get fields() {
    fieldsOfInternalRaftRequest ??= [
    describeField(1, 'ID', 'ID', 'id', 'uint64', { integer: 'identifier' }),
    describeField(2, 'v2', 'v2', 'v2', 'message', { message: V2Request }),
    describeField(3, 'range', 'range', 'range', 'message', { message: RangeRequest }),
    describeField(4, 'put', 'put', 'put', 'message', { message: PutRequest }),
    describeField(5, 'delete_range', 'deleteRange', 'deleteRange', 'message', { message: DeleteRangeRequest }),
    describeField(6, 'txn', 'txn', 'txn', 'message', { message: TxnRequest }),
    describeField(7, 'compaction', 'compaction', 'compaction', 'message', { message: CompactionRequest }),
    describeField(8, 'lease_grant', 'leaseGrant', 'leaseGrant', 'message', { message: LeaseGrantRequest }),
    describeField(9, 'lease_revoke', 'leaseRevoke', 'leaseRevoke', 'message', { message: LeaseRevokeRequest }),
    describeField(10, 'alarm', 'alarm', 'alarm', 'message', { message: AlarmRequest }),
    describeField(11, 'lease_checkpoint', 'leaseCheckpoint', 'leaseCheckpoint', 'message', { message: LeaseCheckpointRequest }),
    describeField(100, 'header', 'header', 'header', 'message', { message: RequestHeader }),
    describeField(1000, 'auth_enable', 'authEnable', 'authEnable', 'message', { message: AuthEnableRequest }),
    describeField(1011, 'auth_disable', 'authDisable', 'authDisable', 'message', { message: AuthDisableRequest }),
    describeField(1012, 'authenticate', 'authenticate', 'authenticate', 'message', { message: InternalAuthenticateRequest }),
    describeField(1013, 'auth_status', 'authStatus', 'authStatus', 'message', { message: AuthStatusRequest }),
    describeField(1100, 'auth_user_add', 'authUserAdd', 'authUserAdd', 'message', { message: AuthUserAddRequest }),
    describeField(1101, 'auth_user_delete', 'authUserDelete', 'authUserDelete', 'message', { message: AuthUserDeleteRequest }),
    describeField(1102, 'auth_user_get', 'authUserGet', 'authUserGet', 'message', { message: AuthUserGetRequest }),
    describeField(1103, 'auth_user_change_password', 'authUserChangePassword', 'authUserChangePassword', 'message', { message: AuthUserChangePasswordRequest }),
    describeField(1104, 'auth_user_grant_role', 'authUserGrantRole', 'authUserGrantRole', 'message', { message: AuthUserGrantRoleRequest }),
    describeField(1105, 'auth_user_revoke_role', 'authUserRevokeRole', 'authUserRevokeRole', 'message', { message: AuthUserRevokeRoleRequest }),
    describeField(1106, 'auth_user_list', 'authUserList', 'authUserList', 'message', { message: AuthUserListRequest }),
    describeField(1107, 'auth_role_list', 'authRoleList', 'authRoleList', 'message', { message: AuthRoleListRequest }),
    describeField(1200, 'auth_role_add', 'authRoleAdd', 'authRoleAdd', 'message', { message: AuthRoleAddRequest }),
    describeField(1201, 'auth_role_delete', 'authRoleDelete', 'authRoleDelete', 'message', { message: AuthRoleDeleteRequest }),
    describeField(1202, 'auth_role_get', 'authRoleGet', 'authRoleGet', 'message', { message: AuthRoleGetRequest }),
    describeField(1203, 'auth_role_grant_permission', 'authRoleGrantPermission', 'authRoleGrantPermission', 'message', { message: AuthRoleGrantPermissionRequest }),
    describeField(1204, 'auth_role_revoke_permission', 'authRoleRevokePermission', 'authRoleRevokePermission', 'message', { message: AuthRoleRevokePermissionRequest }),
    describeField(1300, 'cluster_version_set', 'clusterVersionSet', 'clusterVersionSet', 'message', { message: ClusterVersionSetRequest }),
    describeField(1301, 'cluster_member_attr_set', 'clusterMemberAttrSet', 'clusterMemberAttrSet', 'message', { message: ClusterMemberAttrSetRequest }),
    describeField(1302, 'downgrade_info_set', 'downgradeInfoSet', 'downgradeInfoSet', 'message', { message: DowngradeInfoSetRequest }),
    describeField(9900, 'downgrade_version_test', 'downgradeVersionTest', 'downgradeVersionTest', 'message', { message: DowngradeVersionTestRequest }),
    ];
    return fieldsOfInternalRaftRequest;
  },
  create: (init = {}) => ({ id: init.id ?? 0n, v2: init.v2, range: init.range, put: init.put, deleteRange: init.deleteRange, txn: init.txn, compaction: init.compaction, leaseGrant: init.leaseGrant, leaseRevoke: init.leaseRevoke, alarm: init.alarm, leaseCheckpoint: init.leaseCheckpoint, header: init.header, authEnable: init.authEnable, authDisable: init.authDisable, authenticate: init.authenticate, authStatus: init.authStatus, authUserAdd: init.authUserAdd, authUserDelete: init.authUserDelete, authUserGet: init.authUserGet, authUserChangePassword: init.authUserChangePassword, authUserGrantRole: init.authUserGrantRole, authUserRevokeRole: init.authUserRevokeRole, authUserList: init.authUserList, authRoleList: init.authRoleList, authRoleAdd: init.authRoleAdd, authRoleDelete: init.authRoleDelete, authRoleGet: init.authRoleGet, authRoleGrantPermission: init.authRoleGrantPermission, authRoleRevokePermission: init.authRoleRevokePermission, clusterVersionSet: init.clusterVersionSet, clusterMemberAttrSet: init.clusterMemberAttrSet, downgradeInfoSet: init.downgradeInfoSet, downgradeVersionTest: init.downgradeVersionTest }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readInternalRaftRequest(bytes, start, end);
  },
  size: sizeInternalRaftRequest,
  write: (message, out, offset) => checkRoom(out, writeInternalRaftRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeInternalRaftRequest(message));
    return checkFull(out, writeInternalRaftRequest(message, out, 0));
  },
};

/** The answer to what has none of its own. */
export interface EmptyResponse {}

export function readEmptyResponse(bytes: Uint8Array, start: number, end: number): EmptyResponse {
  const message: EmptyResponse = {};
  let position = start;
  let tag = 0;
  try {
    while (position < end) {
      tag = bytes[position] as number;
      if (tag < 0x80) {
        position++;
      } else {
        tag = readTag(bytes, position, end);
        position = cursor.position;
      }
      switch (tag) {
        default:
          position = skipUnknown(EmptyResponse, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, EmptyResponse, tag);
  }
  return message;
}

export function sizeEmptyResponse(_message: EmptyResponse): number {
  return 0;
}

export function writeEmptyResponse(_message: EmptyResponse, _out: Uint8Array, offset: number): number {
  return offset;
}

let fieldsOfEmptyResponse: readonly FieldDescriptor[] | undefined;

export const EmptyResponse: MessageCodec<EmptyResponse> = {
  typeName: 'etcdserverpb.EmptyResponse',
  get fields() {
    fieldsOfEmptyResponse ??= [];
    return fieldsOfEmptyResponse;
  },
  create: () => ({}),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readEmptyResponse(bytes, start, end);
  },
  size: sizeEmptyResponse,
  write: (message, out, offset) => checkRoom(out, writeEmptyResponse(message, out, offset)),
  encode(message) {
    const out = allocate(sizeEmptyResponse(message));
    return checkFull(out, writeEmptyResponse(message, out, 0));
  },
};

/** An Authenticate that was checked at the API: every member records the same token. */
export interface InternalAuthenticateRequest {
  name: string;
  password: string;
  simpleToken: string;
}

export function readInternalAuthenticateRequest(bytes: Uint8Array, start: number, end: number, before?: InternalAuthenticateRequest | undefined): InternalAuthenticateRequest {
  const message: InternalAuthenticateRequest = before ?? { name: '', password: '', simpleToken: '' };
  let position = start;
  let tag = 0;
  try {
    while (position < end) {
      tag = bytes[position] as number;
      if (tag < 0x80) {
        position++;
      } else {
        tag = readTag(bytes, position, end);
        position = cursor.position;
      }
      switch (tag) {
        case 10: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.name = readString(bytes, position, length);
          position += length;
          break;
        }
        case 18: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.password = readString(bytes, position, length);
          position += length;
          break;
        }
        case 26: {
          const length = readLength(bytes, position, end);
          position = cursor.position;
          message.simpleToken = readString(bytes, position, length);
          position += length;
          break;
        }
        default:
          position = skipUnknown(InternalAuthenticateRequest, bytes, position, end, tag);
      }
    }
  } catch (error) {
    throw located(error, InternalAuthenticateRequest, tag);
  }
  return message;
}

export function sizeInternalAuthenticateRequest(message: InternalAuthenticateRequest): number {
  let size = 0;
  if (message.name !== '') {
    size += 1 + delimitedSize(utf8Size(message.name));
  }
  if (message.password !== '') {
    size += 1 + delimitedSize(utf8Size(message.password));
  }
  if (message.simpleToken !== '') {
    size += 1 + delimitedSize(utf8Size(message.simpleToken));
  }
  return size;
}

export function writeInternalAuthenticateRequest(message: InternalAuthenticateRequest, out: Uint8Array, offset: number): number {
  let at = offset;
  if (message.name !== '') {
    out[at++] = 10; at = writeString(out, at, message.name);
  }
  if (message.password !== '') {
    out[at++] = 18; at = writeString(out, at, message.password);
  }
  if (message.simpleToken !== '') {
    out[at++] = 26; at = writeString(out, at, message.simpleToken);
  }
  return at;
}

let fieldsOfInternalAuthenticateRequest: readonly FieldDescriptor[] | undefined;

export const InternalAuthenticateRequest: MessageCodec<InternalAuthenticateRequest> = {
  typeName: 'etcdserverpb.InternalAuthenticateRequest',
  get fields() {
    fieldsOfInternalAuthenticateRequest ??= [
    describeField(1, 'name', 'name', 'name', 'string'),
    describeField(2, 'password', 'password', 'password', 'string'),
    describeField(3, 'simple_token', 'simpleToken', 'simpleToken', 'string'),
    ];
    return fieldsOfInternalAuthenticateRequest;
  },
  create: (init = {}) => ({ name: init.name ?? '', password: init.password ?? '', simpleToken: init.simpleToken ?? '' }),
  decode(bytes, start = 0, end = bytes.length) {
    checkPart(bytes, start, end);
    return readInternalAuthenticateRequest(bytes, start, end);
  },
  size: sizeInternalAuthenticateRequest,
  write: (message, out, offset) => checkRoom(out, writeInternalAuthenticateRequest(message, out, offset)),
  encode(message) {
    const out = allocate(sizeInternalAuthenticateRequest(message));
    return checkFull(out, writeInternalAuthenticateRequest(message, out, 0));
  },
};

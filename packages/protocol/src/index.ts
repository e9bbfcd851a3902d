export type {
  AnyMessageCodec,
  EnumTable,
  FieldDescriptor,
  FieldKind,
  IntegerKind,
  MessageCodec,
  MethodDescriptor,
} from './codec.ts';
export { DecodeError, type DecodeErrorCode } from './decode-error.ts';
export { services } from './gen/services.ts';
export { isLocalKind } from './local-message-kinds.ts';
export { methods } from './methods.ts';
export { prefixEnd } from './prefix-end.ts';

// The client API.

export {
  HealthCheckRequest,
  HealthCheckResponse,
  ServingStatus,
  ServingStatusTable,
} from './gen/health.ts';
export {
  AlarmAction,
  AlarmActionTable,
  AlarmMember,
  AlarmRequest,
  AlarmResponse,
  AlarmType,
  AlarmTypeTable,
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
  CompactionRequest,
  CompactionResponse,
  Compare,
  CompareResult,
  CompareResultTable,
  CompareTarget,
  CompareTargetTable,
  type CompareTargetUnion,
  DefragmentRequest,
  DefragmentResponse,
  DeleteRangeRequest,
  DeleteRangeResponse,
  DowngradeAction,
  DowngradeActionTable,
  DowngradeInfo,
  DowngradeRequest,
  DowngradeResponse,
  DowngradeVersionTestRequest,
  FilterType,
  FilterTypeTable,
  HashKVRequest,
  HashKVResponse,
  HashRequest,
  HashResponse,
  LeaseCheckpoint,
  LeaseCheckpointRequest,
  LeaseCheckpointResponse,
  LeaseGrantRequest,
  LeaseGrantResponse,
  LeaseKeepAliveRequest,
  LeaseKeepAliveResponse,
  LeaseLeasesRequest,
  LeaseLeasesResponse,
  LeaseRevokeRequest,
  LeaseRevokeResponse,
  LeaseStatus,
  LeaseTimeToLiveRequest,
  LeaseTimeToLiveResponse,
  Member,
  MemberAddRequest,
  MemberAddResponse,
  MemberListRequest,
  MemberListResponse,
  MemberPromoteRequest,
  MemberPromoteResponse,
  MemberRemoveRequest,
  MemberRemoveResponse,
  MemberUpdateRequest,
  MemberUpdateResponse,
  MoveLeaderRequest,
  MoveLeaderResponse,
  PutRequest,
  PutResponse,
  RangeRequest,
  RangeResponse,
  RangeStreamResponse,
  RequestOp,
  type RequestOpRequest,
  ResponseHeader,
  ResponseOp,
  type ResponseOpResponse,
  SnapshotRequest,
  SnapshotResponse,
  SortOrder,
  SortOrderTable,
  SortTarget,
  SortTargetTable,
  StatusRequest,
  StatusResponse,
  TxnRequest,
  TxnResponse,
  WatchCancelRequest,
  WatchCreateRequest,
  WatchProgressRequest,
  WatchRequest,
  type WatchRequestRequestUnion,
  WatchResponse,
} from './gen/rpc.ts';

export {
  CampaignRequest,
  CampaignResponse,
  LeaderKey,
  LeaderRequest,
  LeaderResponse,
  ProclaimRequest,
  ProclaimResponse,
  ResignRequest,
  ResignResponse,
} from './gen/v3electionpb.ts';
export {
  LockRequest,
  LockResponse,
  UnlockRequest,
  UnlockResponse,
} from './gen/v3lockpb.ts';

// What the store keeps.

export {
  AuthRole,
  AuthUser,
  Permission,
  PermissionType,
  PermissionTypeTable,
  UserAddOptions,
} from './gen/authpb.ts';
export {
  LeaseInternalRequest,
  LeaseInternalResponse,
  LeaseRecord,
} from './gen/leasepb.ts';
export {
  Event,
  EventType,
  EventTypeTable,
  KeyValue,
} from './gen/mvccpb.ts';

// What the log holds.

export {
  V2Request,
  WalMetadata,
} from './gen/etcdserver.ts';

export {
  ClusterMemberAttrSetRequest,
  ClusterVersionSetRequest,
  DowngradeInfoSetRequest,
  MemberAttributes,
  MemberRaftAttributes,
  MembershipMember,
} from './gen/membershippb.ts';
export {
  EmptyResponse,
  InternalAuthenticateRequest,
  InternalRaftRequest,
  RequestHeader,
} from './gen/raft-internal.ts';
export {
  ConfChange,
  ConfChangeSingle,
  ConfChangeTransition,
  ConfChangeTransitionTable,
  ConfChangeType,
  ConfChangeTypeTable,
  ConfChangeV2,
  ConfState,
  Entry,
  EntryType,
  EntryTypeTable,
  HardState,
  MessageType,
  MessageTypeTable,
  RaftMessage,
  RaftSnapshot,
  SnapshotMetadata,
} from './gen/raftpb.ts';

// What files hold.

export { SnapshotFile } from './gen/snappb.ts';
export {
  WalRecord,
  WalSnapshot,
} from './gen/walpb.ts';

// For assembling and taking apart messages by hand.

export { allocate } from './wire/allocate.ts';
export { copyBytes, delimitedSize, emptyBytes, writeBytes } from './wire/bytes.ts';
export { cursor } from './wire/cursor.ts';
export { fieldTag } from './wire/field-tag.ts';
export {
  readInt64,
  readInt64Bigint,
  readInt64Saturating,
  readUint64,
  readUint64Bigint,
  readUint64Saturating,
} from './wire/read-integer.ts';
export { readBool, readInt32, readLength, readTag, readUint32, readVarint64 } from './wire/read-varint.ts';
export { recursionLimit, skipField } from './wire/skip.ts';
export { readString, utf8Size, writeString } from './wire/text.ts';
export { tagOf, wireType } from './wire/wire-type.ts';
export { varintSize, varintSizeBigint, writeVarint, writeVarintBigint } from './wire/write-varint.ts';

import {
  type AlarmRequest,
  allocate,
  type ClusterMemberAttrSetRequest,
  type ClusterVersionSetRequest,
  type CompactionRequest,
  cursor,
  DecodeError,
  type DeleteRangeRequest,
  type DowngradeInfoSetRequest,
  delimitedSize,
  InternalRaftRequest,
  type LeaseCheckpointRequest,
  type LeaseGrantRequest,
  type LeaseRevokeRequest,
  type PutRequest,
  RequestHeader,
  readLength,
  readTag,
  readUint64Bigint,
  skipField,
  type TxnRequest,
  tagOf,
  V2Request,
  varintSize,
  varintSizeBigint,
  wireType,
  writeBytes,
  writeVarint,
  writeVarintBigint,
} from '@quorate/protocol';

/** What goes through the log, by its field of an InternalRaftRequest. */
export interface LoggedRequests {
  put: PutRequest;
  deleteRange: DeleteRangeRequest;
  txn: TxnRequest;
  compaction: CompactionRequest;
  leaseGrant: LeaseGrantRequest;
  leaseRevoke: LeaseRevokeRequest;
  leaseCheckpoint: LeaseCheckpointRequest;
  alarm: AlarmRequest;
  clusterVersionSet: ClusterVersionSetRequest;
  clusterMemberAttrSet: ClusterMemberAttrSetRequest;
  downgradeInfoSet: DowngradeInfoSetRequest;
}

export type RequestKind = keyof LoggedRequests;

/** One request of the log. */
export type LoggedRequest = {
  [K in RequestKind]: { readonly kind: K; readonly request: LoggedRequests[K] };
}[RequestKind];

const fieldNumbers: Readonly<Record<RequestKind, number>> = {
  put: 4,
  deleteRange: 5,
  txn: 6,
  compaction: 7,
  leaseGrant: 8,
  leaseRevoke: 9,
  alarm: 10,
  leaseCheckpoint: 11,
  clusterVersionSet: 1300,
  clusterMemberAttrSet: 1301,
  downgradeInfoSet: 1302,
};
const kinds = Object.keys(fieldNumbers) as RequestKind[];

const headerTag = tagOf(100, wireType.delimited);
/** Of the id, in the header and in envelopes older than the header. */
const idTag = tagOf(1, wireType.varint);

/**
 * An encoded InternalRaftRequest around a request's own bytes, which are copied and not looked at. `raw` may be of the chunk
 * that a client sent: nothing of it is kept.
 */
export function wrapRequest(kind: RequestKind, raw: Uint8Array, id: bigint): Uint8Array {
  const tag = tagOf(fieldNumbers[kind], wireType.delimited);
  const idSize = varintSize(idTag) + varintSizeBigint(id);
  const size = varintSize(tag) + delimitedSize(raw.length) + varintSize(headerTag) + delimitedSize(idSize);
  const out = allocate(size);
  if (tag < headerTag) writeHeader(out, writeField(out, 0, tag, raw), idSize, id);
  else writeField(out, writeHeader(out, 0, idSize, id), tag, raw);
  return out;
}

function writeField(out: Uint8Array, offset: number, tag: number, raw: Uint8Array): number {
  return writeBytes(out, writeVarint(out, offset, tag), raw);
}

/** A RequestHeader with nothing but the id, which is its field 1. */
function writeHeader(out: Uint8Array, offset: number, idSize: number, id: bigint): number {
  const at = writeVarint(out, writeVarint(out, offset, headerTag), idSize);
  return writeVarintBigint(out, writeVarint(out, at, idTag), id);
}

/** The id of the request in an entry, without decoding the request; 0 when it has none. */
export function requestIdOf(data: Uint8Array): bigint {
  for (let position = 0; position < data.length; ) {
    const tag = readTag(data, position, data.length);
    position = cursor.position;
    if (tag === headerTag) {
      const length = readLength(data, position, data.length);
      return RequestHeader.decode(data, cursor.position, cursor.position + length).id;
    }
    if (tag === idTag) return readUint64Bigint(data, position, data.length);
    position = skipField(data, position, data.length, tag);
  }
  return 0n;
}

/** Requests that pass through the log without changing anything. */
const withoutEffect = [
  'range',
  'authenticate',
  'authStatus',
  'authUserGet',
  'authUserList',
  'authRoleGet',
  'authRoleList',
  'downgradeVersionTest',
] as const;

/** Requests that change what this version does not keep: users, roles and permissions. */
const unsupported = [
  'authEnable',
  'authDisable',
  'authUserAdd',
  'authUserDelete',
  'authUserChangePassword',
  'authUserGrantRole',
  'authUserRevokeRole',
  'authRoleAdd',
  'authRoleDelete',
  'authRoleGrantPermission',
  'authRoleRevokePermission',
] as const;

/** What an entry asks for: a request that this member carries out, one of etcd 3.5's old kind, nothing, or what it cannot do. */
export type UnwrappedRequest =
  | LoggedRequest
  | { readonly kind: 'v2'; readonly request: V2Request }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unsupported'; readonly name: string };

/** Decodes an entry's data. Throws a DecodeError when it is no request at all. */
export function unwrapRequest(data: Uint8Array): UnwrappedRequest {
  let envelope: InternalRaftRequest;
  try {
    envelope = InternalRaftRequest.decode(data);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    // etcd up to 3.5 writes requests for its old store bare; they never decode as the newer kind.
    return { kind: 'v2', request: V2Request.decode(data) };
  }
  for (const kind of kinds) {
    const request = envelope[kind];
    if (request !== undefined) return { kind, request } as LoggedRequest;
  }
  if (envelope.v2) return { kind: 'v2', request: envelope.v2 };
  if (withoutEffect.some((name) => envelope[name] !== undefined)) return { kind: 'nothing' };
  return { kind: 'unsupported', name: unsupported.find((name) => envelope[name] !== undefined) ?? 'an unknown one' };
}

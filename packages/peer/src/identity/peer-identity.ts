import type { IncomingHttpHeaders } from 'node:http';
import { PeerError } from '../peer-error.ts';

/** Who a member is to its peers. */
export interface PeerIdentity {
  readonly memberId: bigint;
  readonly clusterId: bigint;
  /** The etcd version that this member works as, `3.7.1`. */
  readonly serverVersion: string;
  /** The oldest version that it works with, `3.0.0`. */
  readonly minClusterVersion: string;
  /** Where its peers reach it; lets a receiver that does not know it yet find it. */
  readonly peerUrls: readonly string[];
}

/** The lower-case hexadecimal form without padding in which ids stand in headers and paths. */
export function hexId(id: bigint): string {
  return id.toString(16);
}

/** Reads `hexId`'s form; undefined when it is none. */
export function parseHexId(text: string): bigint | undefined {
  return /^[0-9a-f]{1,16}$/i.test(text) ? BigInt(`0x${text}`) : undefined;
}

/** The headers of every request to a peer. */
export function requestHeaders(identity: PeerIdentity): Record<string, string> {
  return {
    'X-Etcd-Cluster-ID': hexId(identity.clusterId),
    'X-Server-From': hexId(identity.memberId),
    'X-Server-Version': identity.serverVersion,
    'X-Min-Cluster-Version': identity.minClusterVersion,
    'X-PeerURLs': identity.peerUrls.join(','),
  };
}

function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** The member that sent a request; undefined when it does not say so. */
export function senderOf(headers: IncomingHttpHeaders): bigint | undefined {
  return parseHexId(headerOf(headers, 'x-server-from') ?? '');
}

/** The peer URLs that a sender gives for itself. */
export function senderUrls(headers: IncomingHttpHeaders): string[] {
  return (headerOf(headers, 'x-peerurls') ?? '').split(',').filter((url) => url.length > 0);
}

/** The member that a stream request is meant for. */
export function addresseeOf(headers: IncomingHttpHeaders): bigint | undefined {
  return parseHexId(headerOf(headers, 'x-raft-to') ?? '');
}

/** Whether a request or answer comes from this cluster; one that does not say is let through by neither. */
export function isSameCluster(headers: IncomingHttpHeaders, clusterId: bigint): boolean {
  return headerOf(headers, 'x-etcd-cluster-id') === hexId(clusterId);
}

interface Version {
  readonly major: number;
  readonly minor: number;
}

function parseVersion(text: string): Version {
  const match = /^(\d{1,6})\.(\d{1,6})\./.exec(`${text}.`);
  return { major: Number(match?.[1] ?? 0), minor: Number(match?.[2] ?? 0) };
}

function isOlder(a: Version, b: Version): boolean {
  return a.major < b.major || (a.major === b.major && a.minor < b.minor);
}

/**
 * Whether two members can work together: each one's range, from the oldest cluster version it works in to its own version,
 * must meet the other's. Members of etcd 2.0 send no versions.
 */
export function isCompatible(headers: IncomingHttpHeaders, identity: PeerIdentity): boolean {
  const remote = parseVersion(headerOf(headers, 'x-server-version') ?? '2.0.0');
  const remoteMin = parseVersion(headerOf(headers, 'x-min-cluster-version') ?? '2.0.0');
  const local = parseVersion(identity.serverVersion);
  const localMin = parseVersion(identity.minClusterVersion);
  return !isOlder(remote, localMin) && !isOlder(local, remoteMin);
}

/** Refuses a peer of another cluster or of a version that does not fit. */
export function requireCompatible(headers: IncomingHttpHeaders, identity: PeerIdentity): void {
  if (!isCompatible(headers, identity)) throw new PeerError('incompatible', 'incompatible version');
  if (!isSameCluster(headers, identity.clusterId)) throw new PeerError('incompatible', 'cluster ID mismatch');
}

import { SnapshotError } from '../snapshot-error.ts';
import { memberIdFromPeerUrls } from './member-id.ts';

/** A member of a cluster that is yet to be born. */
export interface InitialMember {
  readonly id: bigint;
  readonly name: string;
  /** Sorted. */
  readonly peerUrls: readonly string[];
}

const schemes = new Set(['http:', 'https:', 'unix:', 'unixs:']);

/**
 * The members that `--initial-cluster` names (`name=url,name=url,…`, a name once for each of its URLs), in ascending order of their
 * ids. Throws `invalid-option` with etcd's texts.
 */
export function parseInitialCluster(text: string, clusterToken: string): InitialMember[] {
  const urlsByName = new Map<string, string[]>();
  for (const part of text.split(',')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : part.slice(0, equals);
    const url = equals < 0 ? '' : part.slice(equals + 1);
    urlsByName.set(name, [...(urlsByName.get(name) ?? []), checkedUrl(url)]);
  }
  const members = [...urlsByName].map(([name, urls]) => {
    const peerUrls = urls.toSorted();
    return { id: memberIdFromPeerUrls(peerUrls, clusterToken), name, peerUrls };
  });
  checkDistinct(members);
  return members.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The URLs of a comma-separated list, checked and sorted. */
export function parsePeerUrls(text: string): string[] {
  return text.split(',').map(checkedUrl).sort();
}

/** Finds the member that is to be made, and checks that it says the same about its URLs as the cluster does. */
export function findLocalMember(
  members: readonly InitialMember[],
  name: string,
  advertisedPeerUrls: readonly string[],
): InitialMember {
  const local = members.find((member) => member.name === name);
  if (local === undefined) {
    throw invalid(`couldn't find local name ${JSON.stringify(name)} in the initial cluster configuration`);
  }
  const advertised = advertisedPeerUrls.toSorted();
  const differing = local.peerUrls.findIndex((url, at) => url !== advertised[at]);
  if (differing < 0 && local.peerUrls.length === advertised.length) return local;
  const missing = local.peerUrls.filter((url) => !advertised.includes(url));
  const has = (missing.length > 0 ? missing : local.peerUrls).map((url) => `${name}=${url}`).join(',');
  const why =
    local.peerUrls.length === advertised.length
      ? `resolved urls: "${advertised[differing]}" != "${local.peerUrls[differing]}"`
      : `len(${quoted(advertised)}) != len(${quoted(local.peerUrls)})`;
  throw invalid(
    `--initial-cluster has ${has} but missing from --initial-advertise-peer-urls=${advertised.join(',')} (${why})`,
  );
}

function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !schemes.has(url.protocol)) {
    throw invalid(`URL scheme must be http, https, unix, or unixs: ${text}`);
  }
  if (url.protocol.startsWith('http')) {
    if (!/:\d+$/.test(text.replace(/\/$/, '')))
      throw invalid(`URL address does not have the form "host:port": ${text}`);
    if (url.pathname !== '/') throw invalid(`URL must not contain a path: ${text}`);
  }
  return text;
}

function checkDistinct(members: readonly InitialMember[]): void {
  const urls = members.flatMap(({ peerUrls }) => peerUrls);
  if (new Set(urls).size === urls.length) return;
  const all = members
    .flatMap(({ name, peerUrls }) => peerUrls.map((url) => `${name}=${url}`))
    .sort()
    .join(',');
  throw invalid(`initial cluster ${all} has duplicate url`);
}

function quoted(urls: readonly string[]): string {
  return `[${urls.map((url) => `"${url}"`).join(' ')}]`;
}

function invalid(message: string): SnapshotError {
  return new SnapshotError('invalid-option', message);
}

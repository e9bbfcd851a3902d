import type { Backend } from '@quorate/mvcc-store';
import { formatId } from '@quorate/snapshot';
import type { ClusterMember } from './cluster-member.ts';
import { decodeMember, encodeMember } from './member-json.ts';
import type { Membership } from './membership.ts';

const clusterVersionKey = new TextEncoder().encode('clusterVersion');
const downgradeKey = new TextEncoder().encode('downgrade');
const storageVersionKey = new TextEncoder().encode('storageVersion');
const removedValue = new TextEncoder().encode('removed');

/** A cluster on its way to an older version. */
export interface DowngradeState {
  readonly enabled: boolean;
  /** `3.6.0`; empty when not enabled. */
  readonly targetVersion: string;
}

export const noDowngrade: DowngradeState = { enabled: false, targetVersion: '' };

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}

/** Keeps in the database what all members know of their cluster: its members, its version, a downgrade under way. */
export class ClusterStore {
  #backend: Backend;
  #clusterVersion: string | undefined;
  #downgrade: DowngradeState = noDowngrade;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** `3.7.0`; undefined until it was decided. */
  get clusterVersion(): string | undefined {
    return this.#clusterVersion;
  }

  get downgrade(): DowngradeState {
    return this.#downgrade;
  }

  /** `3.7.0`; undefined in a database that older servers wrote. */
  get storageVersion(): string | undefined {
    return textOf(this.#backend.get('meta', storageVersionKey));
  }

  /** Goes over to a database and reads everything from it. */
  restore(backend: Backend, membership: Membership): void {
    this.#backend = backend;
    const members: ClusterMember[] = [];
    backend.bucket('members').forEach((_key, value) => {
      if (value) members.push(decodeMember(new TextDecoder().decode(value)));
    });
    const removed: bigint[] = [];
    backend.bucket('members_removed').forEach((key) => {
      removed.push(BigInt(`0x${new TextDecoder().decode(key)}`));
    });
    membership.restore(members, removed);
    this.#clusterVersion = textOf(backend.get('cluster', clusterVersionKey));
    this.#downgrade = decodeDowngrade(textOf(backend.get('cluster', downgradeKey)));
  }

  saveMember(member: ClusterMember): void {
    this.#backend.put('members', bytesOf(formatId(member.id)), bytesOf(encodeMember(member)));
  }

  /** Takes a member out and remembers that it was removed. */
  removeMember(id: bigint): void {
    this.#backend.delete('members', bytesOf(formatId(id)));
    this.#backend.put('members_removed', bytesOf(formatId(id)), removedValue);
  }

  setClusterVersion(version: string): void {
    this.#clusterVersion = version;
    this.#backend.put('cluster', clusterVersionKey, bytesOf(version));
  }

  setDowngrade(state: DowngradeState): void {
    this.#downgrade = state;
    const document = { 'target-version': state.targetVersion, enabled: state.enabled };
    this.#backend.put('cluster', downgradeKey, bytesOf(JSON.stringify(document)));
  }

  setStorageVersion(version: string): void {
    this.#backend.put('meta', storageVersionKey, bytesOf(version));
  }
}

function decodeDowngrade(text: string | undefined): DowngradeState {
  if (!text) return noDowngrade;
  const document = JSON.parse(text) as { 'target-version'?: string; enabled?: boolean };
  return { enabled: document.enabled ?? false, targetVersion: document['target-version'] ?? '' };
}

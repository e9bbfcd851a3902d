import type { Disk } from '@quorate/ports';
import type { Progress } from '../database/save-snapshot.ts';
import {
  findLocalMember,
  type InitialMember,
  parseInitialCluster,
  parsePeerUrls,
} from '../identity/initial-cluster.ts';
import { SnapshotError } from '../snapshot-error.ts';

/** The flags of `etcdutl snapshot restore`, with the same defaults. */
export interface RestoreOptions {
  readonly disk: Disk;
  /** The snapshot file, or with `skipHashCheck` a `db` copied from a data directory. */
  readonly snapshotPath: string;
  /** `--name`; `default`. */
  readonly name?: string;
  /** `--data-dir`; `<name>.etcd`. Must be missing or empty. */
  readonly dataDirectory?: string;
  /** `--wal-dir`; `<data-dir>/member/wal`. Must be missing. */
  readonly walDirectory?: string;
  /** `--initial-cluster`; `default=http://localhost:2380`. */
  readonly initialCluster?: string;
  /** `--initial-cluster-token`; `etcd-cluster`. */
  readonly initialClusterToken?: string;
  /** `--initial-advertise-peer-urls`; `http://localhost:2380`. */
  readonly initialAdvertisePeerUrls?: string;
  /** `--skip-hash-check`; false. */
  readonly skipHashCheck?: boolean;
  /** `--bump-revision`: how much the newest revision grows, so that watchers of the old cluster notice; 0. */
  readonly bumpRevision?: number;
  /** `--mark-compacted`: takes everything up to the newest revision for compacted. Goes together with `bumpRevision`. */
  readonly markCompacted?: boolean;
  /** Bytes of the database copied so far, and in all. */
  readonly onProgress?: Progress;
}

/** The options with everything decided. */
export interface RestorePlan {
  readonly disk: Disk;
  readonly snapshotPath: string;
  readonly dataDirectory: string;
  readonly walDirectory: string;
  readonly snapDirectory: string;
  /** In ascending order of their ids. */
  readonly members: readonly InitialMember[];
  readonly local: InitialMember;
  readonly skipHashCheck: boolean;
  readonly bumpRevision: number;
  readonly onProgress: Progress | undefined;
}

const defaultPeerUrl = 'http://localhost:2380';

/** Fills in defaults and checks that the options fit together, before anything is touched. Throws `invalid-option`. */
export function planRestore(options: RestoreOptions): RestorePlan {
  const { name = 'default', bumpRevision = 0, markCompacted = false } = options;
  if (!Number.isSafeInteger(bumpRevision) || bumpRevision < 0) {
    throw new SnapshotError('invalid-option', `--bump-revision must be a whole number from 0 on, got ${bumpRevision}`);
  }
  if (markCompacted !== bumpRevision > 0) {
    throw new SnapshotError('invalid-option', '--mark-compacted required if --revision-bump > 0');
  }
  const token = options.initialClusterToken ?? 'etcd-cluster';
  const members = parseInitialCluster(options.initialCluster ?? `default=${defaultPeerUrl}`, token);
  const advertised = parsePeerUrls(options.initialAdvertisePeerUrls ?? defaultPeerUrl);
  const dataDirectory = options.dataDirectory ?? `${name}.etcd`;
  return {
    disk: options.disk,
    snapshotPath: options.snapshotPath,
    dataDirectory,
    walDirectory: options.walDirectory ?? `${dataDirectory}/member/wal`,
    snapDirectory: `${dataDirectory}/member/snap`,
    members,
    local: findLocalMember(members, name, advertised),
    skipHashCheck: options.skipHashCheck ?? false,
    bumpRevision,
    onProgress: options.onProgress,
  };
}

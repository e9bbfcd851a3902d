import type { EtcdUrl } from './etcd-url.ts';
import type { FeatureGates } from './feature-gates.ts';

/** One side of the TLS flags: the client listeners', or the peers'. Empty strings and lists mean "not given". */
export interface TransportSecurity {
  /** Certificate and key this member presents as a server. */
  readonly certFile: string;
  readonly keyFile: string;
  /** Certificate and key this member presents when it is the client; without them, those of the server. */
  readonly clientCertFile: string;
  readonly clientKeyFile: string;
  /** Clients must present a certificate that the trusted CA signed. */
  readonly clientCertAuth: boolean;
  readonly trustedCaFile: string;
  readonly crlFile: string;
  readonly allowedCommonNames: readonly string[];
  readonly allowedHostnames: readonly string[];
  /** Make and keep a self-signed certificate when none is given. */
  readonly auto: boolean;
  readonly skipClientSanVerification: boolean;
}

/** A bound of the TLS versions spoken. */
export type TlsVersion = 'TLS1.2' | 'TLS1.3';

/** How old revisions are compacted away by the server itself. */
export type AutoCompaction =
  | { readonly mode: 'off' }
  | { readonly mode: 'periodic'; readonly retentionMs: number }
  | { readonly mode: 'revision'; readonly retentionRevisions: number };

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'panic' | 'fatal';

/** Where log lines go, from which level on, and in which form. */
export interface LogSettings {
  readonly level: LogLevel;
  readonly format: 'json' | 'console';
  /** `stderr`, `stdout`, or paths of files. */
  readonly outputs: readonly string[];
  /** Set when the single file among the outputs is rotated. */
  readonly rotation: LogRotation | undefined;
}

export interface LogRotation {
  /** A file that would grow beyond this many bytes is put aside first. */
  readonly sizeBytesMax: number;
  /** Files put aside longer ago than this are removed; 0: never. */
  readonly ageDaysMax: number;
  /** Only this many files put aside are kept; 0: all. */
  readonly backupsMax: number;
  readonly localTime: boolean;
  readonly compress: boolean;
}

/** What traces are sent where; `undefined` in the configuration when tracing is off. */
export interface TracingSettings {
  readonly address: string;
  readonly serviceName: string;
  readonly instanceId: string;
  readonly samplesPerMillion: number;
}

/**
 * Everything a member is told at its start, checked and with every default filled in. Durations are milliseconds, sizes bytes.
 * The fields carry the names of etcd's flags; the README's table says which part of the server acts on each.
 */
export interface ServerConfig {
  readonly name: string;
  readonly dataDir: string;
  /** Directory of the log: `--wal-dir`, or `member/wal` in the data directory. */
  readonly walDir: string;
  /** `--wal-dir` as given; empty when the log lives in the data directory. */
  readonly dedicatedWalDir: string;

  readonly listenPeerUrls: readonly EtcdUrl[];
  readonly listenClientUrls: readonly EtcdUrl[];
  /** When not empty, HTTP and the gateway live here, and the client URLs speak gRPC only. */
  readonly listenClientHttpUrls: readonly EtcdUrl[];
  readonly listenMetricsUrls: readonly EtcdUrl[];
  readonly initialAdvertisePeerUrls: readonly EtcdUrl[];
  readonly advertiseClientUrls: readonly EtcdUrl[];

  /** Member name to its peer URLs, sorted by name; who founds the cluster. Ignored once the member has a data directory. */
  readonly initialCluster: ReadonlyMap<string, readonly EtcdUrl[]>;
  readonly initialClusterState: 'new' | 'existing';
  readonly initialClusterToken: string;
  readonly forceNewCluster: boolean;
  readonly strictReconfigCheck: boolean;
  readonly learnersMax: number;

  readonly heartbeatIntervalMs: number;
  readonly electionTimeoutMs: number;
  /** Election timeout in heartbeats, rounded down: what Raft counts in. */
  readonly electionTicks: number;
  readonly initialElectionTickAdvance: boolean;
  readonly preVote: boolean;
  readonly snapshotCount: number;
  readonly snapshotCatchupEntries: number;
  readonly snapshotFilesMax: number;
  readonly walFilesMax: number;
  readonly raftReadTimeoutMs: number;
  readonly raftWriteTimeoutMs: number;

  /** Size limit of the database; `undefined`: none. */
  readonly quotaBackendBytes: number | undefined;
  readonly backendBatchIntervalMs: number;
  readonly backendBatchLimit: number;
  readonly bootstrapDefragThresholdMegabytes: number;
  readonly unsafeNoFsync: boolean;

  readonly txnOpsMax: number;
  readonly requestBytesMax: number;
  readonly concurrentStreamsMax: number;
  readonly grpcKeepaliveMinTimeMs: number;
  readonly grpcKeepaliveIntervalMs: number;
  readonly grpcKeepaliveTimeoutMs: number;
  readonly enableGrpcGateway: boolean;
  /** Origins that browsers may call from; `*` allows all. */
  readonly corsOrigins: ReadonlySet<string>;
  /** Host names that plain HTTP requests may carry; `*` allows all. */
  readonly hostWhitelist: ReadonlySet<string>;

  readonly autoCompaction: AutoCompaction;
  readonly compactionBatchLimit: number;
  readonly compactionSleepIntervalMs: number;
  readonly corruptCheckTimeMs: number;
  readonly compactHashCheckTimeMs: number;
  readonly downgradeCheckTimeMs: number;
  readonly watchProgressNotifyIntervalMs: number;
  readonly warningApplyDurationMs: number;
  readonly warningUnaryRequestDurationMs: number;
  readonly featureGates: FeatureGates;

  readonly clientTls: TransportSecurity;
  readonly peerTls: TransportSecurity;
  readonly selfSignedCertValidityYears: number;
  /** Go's names of cipher suites, as given; empty: the default ones. */
  readonly cipherSuites: readonly string[];
  readonly tlsMinVersion: TlsVersion;
  readonly tlsMaxVersion: TlsVersion;

  /** `simple`, or `jwt,…` with its options. */
  readonly authToken: string;
  readonly authTokenTtlSeconds: number;
  readonly bcryptCost: number;

  readonly enablePprof: boolean;
  readonly metrics: 'basic' | 'extensive';
  readonly log: LogSettings;
  readonly tracing: TracingSettings | undefined;
}

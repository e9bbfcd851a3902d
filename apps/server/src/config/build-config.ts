import { join } from 'node:path';
import { parseGoDuration } from '@quorate/go-duration';
import { ConfigError } from './config-error.ts';
import type { EtcdUrl } from './etcd-url.ts';
import { parseFeatureGates } from './feature-gates.ts';
import type { FlagName, FlagValues } from './flags.ts';
import { type InitialCluster, parseInitialCluster } from './initial-cluster.ts';
import type { AutoCompaction, LogLevel, LogRotation, LogSettings, ServerConfig, TlsVersion } from './server-config.ts';

const quotaBytesDefault = 2 * 1024 * 1024 * 1024;
const backendBatchIntervalMsDefault = 100;
const backendBatchLimitDefault = 10_000;
const compactionBatchLimitDefault = 1_000;
const compactionSleepMsDefault = 10;
const progressNotifyMsDefault = 600_000;
/** A shorter interval would turn progress notices into load. */
const progressNotifyMsMin = 100;
/** Connections between members send something every 5 s / 3, so a shorter timeout would cut healthy ones. */
const raftTimeoutMsMin = 5_000;

/** Fills in what is derived and freezes it. Expects values that `validateFlags` has passed. Throws a `ConfigError`. */
export function buildConfig(values: FlagValues, given: ReadonlySet<FlagName>): ServerConfig {
  const dataDir = values['data-dir'] === '' ? `${values.name}.etcd` : values['data-dir'];
  return Object.freeze({
    name: values.name,
    dataDir,
    walDir: values['wal-dir'] === '' ? join(dataDir, 'member', 'wal') : values['wal-dir'],
    dedicatedWalDir: values['wal-dir'],
    ...urls(values),
    ...clustering(values, given),
    ...raft(values),
    ...backend(values),
    ...requests(values),
    ...housekeeping(values),
    ...security(values),
    enablePprof: values['enable-pprof'],
    metrics: values.metrics === 'extensive' ? 'extensive' : 'basic',
    log: logSettings(values),
    tracing: values['enable-distributed-tracing']
      ? Object.freeze({
          address: values['distributed-tracing-address'],
          serviceName: values['distributed-tracing-service-name'],
          instanceId: values['distributed-tracing-instance-id'],
          samplesPerMillion: values['distributed-tracing-sampling-rate'],
        })
      : undefined,
  } satisfies ServerConfig);
}

function urls(values: FlagValues) {
  return {
    listenPeerUrls: values['listen-peer-urls'],
    listenClientUrls: values['listen-client-urls'],
    listenClientHttpUrls: values['listen-client-http-urls'],
    listenMetricsUrls: values['listen-metrics-urls'],
    initialAdvertisePeerUrls: values['initial-advertise-peer-urls'],
    advertiseClientUrls: values['advertise-client-urls'],
  };
}

function clustering(values: FlagValues, given: ReadonlySet<FlagName>) {
  return {
    initialCluster: initialCluster(values, given),
    initialClusterState: values['initial-cluster-state'],
    initialClusterToken: values['initial-cluster-token'],
    forceNewCluster: values['force-new-cluster'],
    strictReconfigCheck: values['strict-reconfig-check'],
    learnersMax: values['max-learners'],
  };
}

/** A cluster that was not named is made of this member alone, under its own name. */
function initialCluster(values: FlagValues, given: ReadonlySet<FlagName>): InitialCluster {
  if (!given.has('initial-cluster') && values.name !== 'default') {
    return new Map<string, readonly EtcdUrl[]>([[values.name, values['initial-advertise-peer-urls']]]);
  }
  return parseInitialCluster(values['initial-cluster']);
}

function raft(values: FlagValues) {
  return {
    heartbeatIntervalMs: values['heartbeat-interval'],
    electionTimeoutMs: values['election-timeout'],
    electionTicks: Math.floor(values['election-timeout'] / values['heartbeat-interval']),
    initialElectionTickAdvance: values['initial-election-tick-advance'],
    preVote: values['pre-vote'],
    snapshotCount: values['snapshot-count'],
    snapshotCatchupEntries: values['snapshot-catchup-entries'],
    snapshotFilesMax: values['max-snapshots'],
    walFilesMax: values['max-wals'],
    raftReadTimeoutMs: Math.max(raftTimeoutMsMin, values['raft-read-timeout']),
    raftWriteTimeoutMs: Math.max(raftTimeoutMsMin, values['raft-write-timeout']),
  };
}

function backend(values: FlagValues) {
  const quota = values['quota-backend-bytes'];
  return {
    quotaBackendBytes: quota < 0 ? undefined : quota || quotaBytesDefault,
    backendBatchIntervalMs: values['backend-batch-interval'] || backendBatchIntervalMsDefault,
    backendBatchLimit: values['backend-batch-limit'] || backendBatchLimitDefault,
    bootstrapDefragThresholdMegabytes: values['bootstrap-defrag-threshold-megabytes'],
    unsafeNoFsync: values['unsafe-no-fsync'],
  };
}

function requests(values: FlagValues) {
  return {
    txnOpsMax: values['max-txn-ops'],
    requestBytesMax: values['max-request-bytes'],
    concurrentStreamsMax: values['max-concurrent-streams'],
    grpcKeepaliveMinTimeMs: values['grpc-keepalive-min-time'],
    grpcKeepaliveIntervalMs: values['grpc-keepalive-interval'],
    grpcKeepaliveTimeoutMs: values['grpc-keepalive-timeout'],
    enableGrpcGateway: values['enable-grpc-gateway'],
    corsOrigins: allowAllWhenEmpty(values.cors),
    hostWhitelist: allowAllWhenEmpty(values['host-whitelist']),
    warningUnaryRequestDurationMs: values['warning-unary-request-duration'],
  };
}

function allowAllWhenEmpty(list: readonly string[]): ReadonlySet<string> {
  return new Set(list.length === 0 ? ['*'] : list);
}

function housekeeping(values: FlagValues) {
  return {
    autoCompaction: autoCompaction(values),
    compactionBatchLimit: values['compaction-batch-limit'] || compactionBatchLimitDefault,
    compactionSleepIntervalMs: values['compaction-sleep-interval'] || compactionSleepMsDefault,
    corruptCheckTimeMs: values['corrupt-check-time'],
    compactHashCheckTimeMs: values['compact-hash-check-time'],
    downgradeCheckTimeMs: values['downgrade-check-time'],
    watchProgressNotifyIntervalMs: Math.max(
      progressNotifyMsMin,
      values['watch-progress-notify-interval'] || progressNotifyMsDefault,
    ),
    warningApplyDurationMs: values['warning-apply-duration'],
    featureGates: parseFeatureGates(values['feature-gates']),
  };
}

/** Bare numbers are hours in one mode and revisions in the other; a Go duration is nanoseconds in both, as in etcd. */
function autoCompaction(values: FlagValues): AutoCompaction {
  const text = values['auto-compaction-retention'];
  const periodic = values['auto-compaction-mode'] !== 'revision';
  const isNumber = /^\d+$/.test(text);
  const durationMs = isNumber ? Number(text) * 3_600_000 : parseGoDuration(text);
  if (durationMs === undefined) {
    throw new ConfigError(
      'invalid',
      `error parsing CompactionRetention: time: invalid duration "${text}"; --auto-compaction-retention is a duration like 1h30m, or a number of hours (of revisions in mode revision)`,
    );
  }
  if (durationMs < 0)
    throw new ConfigError('invalid', `error parsing CompactionRetention: negative duration "${text}"`);
  if (durationMs === 0) return Object.freeze({ mode: 'off' });
  if (periodic) return Object.freeze({ mode: 'periodic', retentionMs: durationMs });
  return Object.freeze({
    mode: 'revision',
    retentionRevisions: isNumber ? Number(text) : Math.round(durationMs * 1e6),
  });
}

function security(values: FlagValues) {
  return {
    clientTls: Object.freeze({
      certFile: values['cert-file'],
      keyFile: values['key-file'],
      clientCertFile: values['client-cert-file'],
      clientKeyFile: values['client-key-file'],
      clientCertAuth: values['client-cert-auth'],
      trustedCaFile: values['trusted-ca-file'],
      crlFile: values['client-crl-file'],
      allowedCommonNames: [],
      allowedHostnames: values['client-cert-allowed-hostname'],
      auto: values['auto-tls'],
      skipClientSanVerification: false,
    }),
    peerTls: Object.freeze({
      certFile: values['peer-cert-file'],
      keyFile: values['peer-key-file'],
      clientCertFile: values['peer-client-cert-file'],
      clientKeyFile: values['peer-client-key-file'],
      clientCertAuth: values['peer-client-cert-auth'],
      trustedCaFile: values['peer-trusted-ca-file'],
      crlFile: values['peer-crl-file'],
      allowedCommonNames: values['peer-cert-allowed-cn'],
      allowedHostnames: values['peer-cert-allowed-hostname'],
      auto: values['peer-auto-tls'],
      skipClientSanVerification: values['peer-skip-client-san-verification'],
    }),
    selfSignedCertValidityYears: values['self-signed-cert-validity'],
    cipherSuites: values['cipher-suites'],
    tlsMinVersion: tlsVersion(values['tls-min-version'], 'TLS1.2'),
    tlsMaxVersion: tlsVersion(values['tls-max-version'], 'TLS1.3'),
    authToken: values['auth-token'],
    authTokenTtlSeconds: values['auth-token-ttl'],
    bcryptCost: values['bcrypt-cost'],
  };
}

function tlsVersion(text: string, otherwise: TlsVersion): TlsVersion {
  return text === 'TLS1.2' || text === 'TLS1.3' ? text : otherwise;
}

const logLevels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'panic', 'fatal'];

function logSettings(values: FlagValues): LogSettings {
  const outputs = values['log-outputs'].map((output) => (output === 'default' ? 'stderr' : output));
  return Object.freeze({
    level: logLevels.find((level) => level === values['log-level']) ?? 'info',
    format: values['log-format'] === 'console' ? 'console' : 'json',
    // Without systemd's socket the journal still reads what a service writes to standard error.
    outputs: [...new Set(outputs.map((output) => (output === 'systemd/journal' ? 'stderr' : output)))],
    rotation: values['enable-log-rotation'] ? parseRotation(values['log-rotation-config-json']) : undefined,
  });
}

/** Reads `--log-rotation-config-json`. Throws a `ConfigError`. */
export function parseRotation(text: string): LogRotation {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    throw new ConfigError('invalid', `improperly formatted JSON for --log-rotation-config-json: ${String(error)}`);
  }
  if (typeof given !== 'object' || given === null) {
    throw new ConfigError('invalid', 'improperly formatted JSON for --log-rotation-config-json: an object is expected');
  }
  const settings = new Map<string, unknown>(Object.entries(given));
  const number = (key: string, otherwise: number) => {
    const value = settings.get(key) ?? otherwise;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    throw new ConfigError('invalid', `invalid log rotation configuration: ${key} must be a whole number`);
  };
  const sizeMegabytes = number('maxsize', 100) || 100;
  return Object.freeze({
    sizeBytesMax: sizeMegabytes * 1024 * 1024,
    ageDaysMax: number('maxage', 0),
    backupsMax: number('maxbackups', 0),
    localTime: settings.get('localtime') === true,
    compress: settings.get('compress') === true,
  });
}

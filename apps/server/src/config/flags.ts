import { type FlagDefinition, type FlagKind, flag } from './flag-kind.ts';

const member = {
  name: flag.string('default', 'Name of this member, for people and for the initial cluster.'),
  'data-dir': flag.string('', 'Directory of everything this member keeps; NAME.etcd when empty.'),
  'wal-dir': flag.string('', 'Directory of the log alone, for instance on a disk of its own.'),
  'snapshot-count': flag.unsigned(10_000, 'Applied entries between two snapshots of the log.'),
  'heartbeat-interval': flag.unsigned(100, 'Milliseconds between heartbeats of a leader.'),
  'election-timeout': flag.unsigned(1_000, 'Milliseconds without a leader after which a member stands for election.'),
  'initial-election-tick-advance': flag.boolean(true, 'Start with most of the first election timeout already elapsed.'),
  'listen-peer-urls': flag.urls('http://localhost:2380', 'Where to listen for other members.'),
  'listen-client-urls': flag.urls('http://localhost:2379', 'Where to listen for clients.'),
  'listen-client-http-urls': flag.urls('', 'Where to listen for HTTP clients; the client URLs then speak gRPC only.'),
  'max-snapshots': flag.unsigned(5, 'Snapshot files to keep; 0 keeps all. Deprecated.'),
  'max-wals': flag.unsigned(5, 'Log files to keep; 0 keeps all.'),
  'memory-mlock': flag.boolean(false, 'Keep the database in memory, never in swap.'),
  'quota-backend-bytes': flag.signed(0, 'Size limit of the database; 0 is 2 GiB, a negative number none.'),
  'backend-bbolt-freelist-type': flag.string('map', 'How the database tracks its free pages: map or array.'),
  'backend-batch-interval': flag.duration('0s', 'Longest time between two commits of the database; 0 is 100ms.'),
  'backend-batch-limit': flag.signed(0, 'Most operations between two commits of the database; 0 is 10000.'),
  'max-txn-ops': flag.unsigned(128, 'Operations a transaction may have.'),
  'max-request-bytes': flag.unsigned(1_572_864, 'Bytes a request may have.'),
  'max-concurrent-streams': flag.uint32(0xffff_ffff, 'Streams a client may have open on a connection.'),
  'grpc-keepalive-min-time': flag.duration('5s', 'Clients that ping more often than this are disconnected.'),
  'grpc-keepalive-interval': flag.duration('2h', 'Idle time after which the server pings a client; 0 never.'),
  'grpc-keepalive-timeout': flag.duration('20s', 'Time a client has to answer a ping; 0 for ever.'),
  'socket-reuse-port': flag.boolean(false, 'Let several processes listen on one port.'),
  'socket-reuse-address': flag.boolean(false, 'Bind an address that is still in TIME_WAIT.'),
  'enable-grpc-gateway': flag.boolean(true, 'Serve the JSON gateway under /v3.'),
  'raft-read-timeout': flag.duration('5s', 'Time without data after which a connection from a peer is closed.'),
  'raft-write-timeout': flag.duration('5s', 'Time a write to a peer may take.'),
  'feature-gates': flag.string('', 'Optional behaviours to switch on or off: A=true,B=false.'),
};

const clustering = {
  'initial-advertise-peer-urls': flag.urls('http://localhost:2380', 'Where the other members reach this one.'),
  'initial-cluster': flag.string('default=http://localhost:2380', 'The members that found the cluster: name=url,…'),
  'initial-cluster-state': flag.choice(['new', 'existing'], 'new', 'Found a cluster (new) or join one (existing).'),
  'initial-cluster-token': flag.string('etcd-cluster', 'Keeps clusters founded with the same members apart.'),
  'advertise-client-urls': flag.urls('http://localhost:2379', 'Where clients reach this member.'),
  'strict-reconfig-check': flag.boolean(true, 'Refuse changes of membership that would lose the quorum.'),
  'pre-vote': flag.boolean(true, 'Ask before standing for election, so that a returning member disturbs nobody.'),
  'auto-compaction-mode': flag.string(
    'periodic',
    'What the retention counts: time (periodic) or revisions (revision).',
  ),
  'auto-compaction-retention': flag.string(
    '0',
    'How much history to keep; 0 keeps all. A bare number is hours, or revisions.',
  ),
  'v2-deprecation': flag.choice(
    ['write-only', 'write-only-skip-check', 'write-only-drop-data', 'gone'],
    'write-only',
    'Accepted for old scripts; there is no v2 store.',
    (text) => `invalid value "${text}"`,
  ),
  'discovery-token': flag.string('', 'Token of the cluster at the discovery service.'),
  'discovery-endpoints': flag.list('', 'Endpoints of the discovery service.'),
  'discovery-dial-timeout': flag.duration('2s', 'Time to reach the discovery service.'),
  'discovery-request-timeout': flag.duration('5s', 'Time for a request to the discovery service.'),
  'discovery-keepalive-time': flag.duration('2s', 'Idle time after which the discovery service is pinged.'),
  'discovery-keepalive-timeout': flag.duration('6s', 'Time the discovery service has to answer a ping.'),
  'discovery-insecure-transport': flag.boolean(true, 'Reach the discovery service without TLS.'),
  'discovery-insecure-skip-tls-verify': flag.boolean(false, 'Do not verify the discovery service (for tests).'),
  'discovery-cert': flag.string('', 'Client certificate for the discovery service.'),
  'discovery-key': flag.string('', 'Key of that certificate.'),
  'discovery-cacert': flag.string('', 'CA that signed the discovery service.'),
  'discovery-user': flag.string('', 'User at the discovery service, name[:password].'),
  'discovery-password': flag.string('', 'Password of that user.'),
  'discovery-srv': flag.string('', 'DNS domain whose SRV records list the members.'),
  'discovery-srv-name': flag.string('', 'Suffix of the SRV names asked for.'),
  'discovery-fallback': flag.choice(['exit', 'proxy'], 'exit', 'What to do when discovery fails; only exit works.'),
};

const security = {
  'cert-file': flag.string('', 'Certificate for clients.'),
  'key-file': flag.string('', 'Key of that certificate.'),
  'client-cert-file': flag.string('', 'Certificate this member uses as a client of itself; else the one above.'),
  'client-key-file': flag.string('', 'Key of that certificate.'),
  'client-cert-auth': flag.boolean(false, 'Clients must present a certificate.'),
  'client-crl-file': flag.string('', 'List of revoked client certificates.'),
  'client-cert-allowed-hostname': flag.list('', 'Host names of which a client certificate must carry one.'),
  'trusted-ca-file': flag.string('', 'CA that signs clients.'),
  'auto-tls': flag.boolean(false, 'Serve clients with a certificate made by this member.'),
  'peer-cert-file': flag.string('', 'Certificate for the other members.'),
  'peer-key-file': flag.string('', 'Key of that certificate.'),
  'peer-client-cert-file': flag.string('', 'Certificate presented to other members; else the one above.'),
  'peer-client-key-file': flag.string('', 'Key of that certificate.'),
  'peer-client-cert-auth': flag.boolean(false, 'Other members must present a certificate.'),
  'peer-trusted-ca-file': flag.string('', 'CA that signs the members.'),
  'peer-cert-allowed-cn': flag.list('', 'Common names of which a member certificate must have one.'),
  'peer-cert-allowed-hostname': flag.list('', 'Host names of which a member certificate must carry one.'),
  'peer-auto-tls': flag.boolean(false, 'Talk to other members with a certificate made by this member.'),
  'peer-crl-file': flag.string('', 'List of revoked member certificates.'),
  'peer-skip-client-san-verification': flag.boolean(false, 'Do not compare a member certificate with its address.'),
  'self-signed-cert-validity': flag.unsigned(1, 'Years that a certificate made by this member is valid.'),
  'cipher-suites': flag.list('', 'TLS 1.2 cipher suites, by their IANA names.'),
  cors: flag.list('*', 'Origins that browsers may call from.'),
  'host-whitelist': flag.list('*', 'Host names that plain HTTP requests may carry.'),
  'tls-min-version': flag.string('TLS1.2', 'Oldest TLS version spoken: TLS1.2 or TLS1.3.'),
  'tls-max-version': flag.string('', 'Newest TLS version spoken; the newest there is when empty.'),
};

const auth = {
  'auth-token': flag.string('simple', 'Kind of token: simple, or jwt with its options.'),
  'bcrypt-cost': flag.unsigned(10, 'Cost of hashing a password, 4 to 31.'),
  'auth-token-ttl': flag.unsigned(300, 'Seconds that a simple token lives.'),
};

const monitoring = {
  'enable-pprof': flag.boolean(false, 'Serve profiles under /debug/pprof.'),
  metrics: flag.string('basic', 'basic, or extensive with a histogram for every call.'),
  'listen-metrics-urls': flag.urls('', 'Where to serve /metrics and /health besides the client URLs.'),
};

const logging = {
  logger: flag.string('zap', 'Only zap: structured lines.'),
  'log-outputs': flag.list('default', 'stderr, stdout or files.'),
  'log-level': flag.string('info', 'debug, info, warn, error, panic or fatal.'),
  'log-format': flag.string('json', 'json or console.'),
  'enable-log-rotation': flag.boolean(false, 'Rotate the log file.'),
  'log-rotation-config-json': flag.string(
    '{"maxsize": 100, "maxage": 0, "maxbackups": 0, "localtime": false, "compress": false}',
    'When a log file is put aside (megabytes) and how long it is kept (days, files).',
  ),
  'warning-unary-request-duration': flag.duration('300ms', 'Calls that take longer are logged.'),
};

const tracing = {
  'enable-distributed-tracing': flag.boolean(false, 'Send traces to a collector.'),
  'distributed-tracing-address': flag.string('localhost:4317', 'Address of the collector (OTLP over gRPC).'),
  'distributed-tracing-service-name': flag.string('etcd', 'Name of the service in traces.'),
  'distributed-tracing-instance-id': flag.string('', 'Name of this member in traces.'),
  'distributed-tracing-sampling-rate': flag.unsigned(0, 'Traces kept of a million.'),
};

const tuning = {
  'corrupt-check-time': flag.duration('0s', 'Time between two comparisons of all members; 0 never.'),
  'compact-hash-check-time': flag.duration('1m', 'Time between two comparisons of compaction hashes.'),
  'compaction-batch-limit': flag.signed(0, 'Revisions deleted in one batch of a compaction; 0 is 1000.'),
  'compaction-sleep-interval': flag.duration('0s', 'Pause between two batches of a compaction; 0 is 10ms.'),
  'watch-progress-notify-interval': flag.duration('0s', 'Time between two progress notices; 0 is 10m.'),
  'warning-apply-duration': flag.duration('100ms', 'Requests that take longer to apply are logged.'),
  'bootstrap-defrag-threshold-megabytes': flag.unsigned(0, 'Defragment at start when it frees this much; 0 never.'),
  'max-learners': flag.signed(1, 'Learners a cluster may have.'),
  'downgrade-check-time': flag.duration('5s', 'Time between two looks at a running downgrade.'),
  'snapshot-catchup-entries': flag.unsigned(5_000, 'Entries kept behind a snapshot for slow members.'),
};

const unsafe = {
  'force-new-cluster': flag.boolean(false, 'Make this member the only one of its cluster.'),
  'unsafe-no-fsync': flag.boolean(false, 'Do not wait for the disk. Loses data at a power cut.'),
};

/** All flags in the sections of the help text. */
export const flagSections = {
  Member: member,
  Clustering: clustering,
  Security: security,
  Auth: auth,
  'Profiling and Monitoring': monitoring,
  Logging: logging,
  'Distributed tracing': tracing,
  Tuning: tuning,
  Unsafe: unsafe,
} as const;

/** Every flag of the server by its name. `config-file`, `version` and `help` steer the reading itself and are not among them. */
export const flags = {
  ...member,
  ...clustering,
  ...security,
  ...auth,
  ...monitoring,
  ...logging,
  ...tracing,
  ...tuning,
  ...unsafe,
};

export type FlagName = keyof typeof flags;

/** The value of every flag. */
export type FlagValues = {
  readonly [Name in FlagName]: (typeof flags)[Name]['kind'] extends FlagKind<infer Value> ? Value : never;
};

export function isFlagName(name: string): name is FlagName {
  return Object.hasOwn(flags, name);
}

/** The definition of a flag whose kind does not matter to the caller. */
export function flagDefinition(name: FlagName): FlagDefinition<unknown> {
  return flags[name];
}

export const flagNames: readonly FlagName[] = Object.keys(flags).filter(isFlagName);

/** Flags of versions long gone: accepted, with or without a value, and without effect. */
export const ignoredFlags: ReadonlySet<string> = new Set([
  'cluster-active-size',
  'cluster-remove-delay',
  'cluster-sync-interval',
  'config',
  'force',
  'max-result-buffer',
  'max-retry-attempts',
  'peer-heartbeat-interval',
  'peer-election-timeout',
  'retry-interval',
  'snapshot',
  'v',
  'vv',
  'test.coverprofile',
  'test.outputdir',
]);

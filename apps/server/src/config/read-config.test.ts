import { describe, expect, it } from 'vitest';
import { urlTexts } from './etcd-url.ts';
import { flagNames } from './flags.ts';
import { formatInitialCluster } from './initial-cluster.ts';
import { type ProgramPlan, readConfig } from './read-config.ts';
import type { ServerConfig } from './server-config.ts';

interface Given {
  readonly environment?: Record<string, string>;
  readonly files?: Record<string, string>;
}

function plan(words: readonly string[], given: Given = {}): Promise<ProgramPlan> {
  return readConfig({
    words,
    environment: given.environment ?? {},
    versionText: () => 'etcd Version: 3.7.1\n',
    readFile(path) {
      const text = given.files?.[path];
      if (text === undefined) throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
      return text;
    },
  });
}

async function served(words: readonly string[], given: Given = {}): Promise<ServerConfig> {
  const result = await plan(words, given);
  if (result.action !== 'serve') throw new Error(`not served: ${JSON.stringify(result)}`);
  return result.config;
}

async function messages(words: readonly string[], given: Given = {}): Promise<string[]> {
  const result = await plan(words, given);
  if (result.action === 'print') throw new Error(result.stderr);
  return result.notices.map((notice) => `${notice.level}: ${notice.message}`);
}

describe('a member started without flags', () => {
  it('has etcd’s defaults', async () => {
    const config = await served([]);
    expect(config).toMatchObject({
      name: 'default',
      dataDir: 'default.etcd',
      walDir: 'default.etcd/member/wal',
      snapshotCount: 10_000,
      electionTicks: 10,
      quotaBackendBytes: 2 * 1024 ** 3,
      requestBytesMax: 1_572_864,
      backendBatchIntervalMs: 100,
      backendBatchLimit: 10_000,
      grpcKeepaliveIntervalMs: 7_200_000,
      autoCompaction: { mode: 'off' },
      watchProgressNotifyIntervalMs: 600_000,
      initialClusterState: 'new',
      tlsMinVersion: 'TLS1.2',
      tlsMaxVersion: 'TLS1.3',
      metrics: 'basic',
      log: { level: 'info', format: 'json', outputs: ['stderr'], rotation: undefined },
    });
    expect(urlTexts(config.listenClientUrls)).toEqual(['http://localhost:2379']);
    expect(urlTexts(config.listenPeerUrls)).toEqual(['http://localhost:2380']);
    expect(formatInitialCluster(config.initialCluster)).toBe('default=http://localhost:2380');
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('says that HTTP and gRPC share a port', async () => {
    expect(await messages([])).toContain(
      'warn: Running http and grpc server on single port. This is not recommended for production.',
    );
  });
});

describe('the command line', () => {
  it('takes one dash or two, and values after = or as the next word', async () => {
    const config = await served([
      '-name',
      'a',
      '--data-dir=/d',
      '--wal-dir',
      '/w',
      '--snapshot-count=0x10',
      '--pre-vote=F',
    ]);
    expect(config).toMatchObject({ name: 'a', dataDir: '/d', walDir: '/w', snapshotCount: 16, preVote: false });
  });

  it('founds a cluster of one under the name that was given', async () => {
    const config = await served(['--name=a', '--initial-advertise-peer-urls=http://h:1']);
    expect(formatInitialCluster(config.initialCluster)).toBe('a=http://h:1');
  });

  it('lets the last of two win', async () => {
    expect((await served(['--name=a', '--name=b'])).name).toBe('b');
  });

  it('ignores flags of old versions', async () => {
    expect((await served(['--force=true', '--snapshot', 'x', '--name=b'])).name).toBe('b');
  });

  // Texts and exit codes are those of etcd 3.5 (or of the contract where 3.7 changed them).
  it.each<[string[], string]>([
    [['--foo'], 'flag provided but not defined: -foo'],
    [['--experimental-corrupt-check-time=1s'], 'flag provided but not defined: -experimental-corrupt-check-time'],
    [['--discovery=x'], 'flag provided but not defined: -discovery'],
    [['--snapshot-count=x'], 'invalid value "x" for flag -snapshot-count: parse error'],
    [['--snapshot-count=-1'], 'invalid value "-1" for flag -snapshot-count: parse error'],
    [
      ['--quota-backend-bytes=10000000000000000000000'],
      'invalid value "10000000000000000000000" for flag -quota-backend-bytes: value out of range',
    ],
    [
      ['--max-concurrent-streams=4294967296'],
      'invalid value "4294967296" for flag -max-concurrent-streams: strconv.ParseUint: parsing "4294967296": value out of range',
    ],
    [['--backend-batch-interval=5'], 'invalid value "5" for flag -backend-batch-interval: parse error'],
    [['--name'], 'flag needs an argument: -name'],
    [['--pre-vote=maybe'], 'invalid boolean value "maybe" for -pre-vote: parse error'],
    [['--=x'], 'bad flag syntax: --=x'],
    [['--initial-cluster-state=foo'], 'invalid value "foo" for flag -initial-cluster-state: invalid value'],
    [['--v2-deprecation=not-yet'], 'invalid value "not-yet" for flag -v2-deprecation: invalid value "not-yet"'],
    [
      ['--listen-client-urls=127.0.0.1:2379'],
      'invalid value "127.0.0.1:2379" for flag -listen-client-urls: parse "127.0.0.1:2379": first path segment in URL cannot contain colon',
    ],
  ])('%j ends with status 2, the reason and the usage', async (words, reason) => {
    const result = await plan(words);
    expect(result).toMatchObject({ action: 'print', exitCode: 2, stdout: '' });
    if (result.action === 'print') expect(result.stderr.startsWith(`${reason}\nUsage:\n`)).toBe(true);
  });

  it.each<[string[], string]>([
    [['extra'], '"extra" is not a valid flag'],
    [['--pre-vote', 'false'], '"false" is not a valid flag'],
    [['--heartbeat-interval=0'], '--heartbeat-interval must be >0 (set to 0ms)'],
    [
      ['--election-timeout=400'],
      '--election-timeout[400ms] should be at least as 5 times as --heartbeat-interval[100ms]',
    ],
    [['--compact-hash-check-time=0s'], '--compact-hash-check-time must be >0 (set to 0s)'],
    [['--election-timeout=60000'], '--election-timeout[60000ms] is too long, and should be set less than 50000ms'],
    [
      ['--listen-client-urls=http://foo:1', '--advertise-client-urls=http://foo:1'],
      'expected IP in URL for binding (http://foo:1)',
    ],
    [
      ['--listen-client-urls=http://127.0.0.1:1'],
      '--advertise-client-urls is required when --listen-client-urls is set explicitly',
    ],
    [
      ['--advertise-client-urls=unix://foo'],
      '--advertise-client-urls "unix://foo" must be "host:port" (address foo: missing port in address)',
    ],
    [
      ['--auto-compaction-mode=foo'],
      'unknown auto-compaction-mode "foo"; --auto-compaction-mode is periodic or revision',
    ],
    [
      ['--auto-compaction-retention=foo'],
      'error parsing CompactionRetention: time: invalid duration "foo"; --auto-compaction-retention is a duration like 1h30m, or a number of hours (of revisions in mode revision)',
    ],
    [['--logger=foo'], 'unknown logger option "foo"; --logger can only be zap'],
    [['--log-level=foo'], 'unrecognized level: "foo"; --log-level is one of debug, info, warn, error, panic, fatal'],
    [['--cipher-suites=TLS_AES_128_GCM_SHA256,foo'], '--cipher-suites: unexpected TLS cipher suite "foo"'],
    [['--log-outputs=default,stderr'], 'multi logoutput for "default" is not supported yet'],
    [['--enable-log-rotation'], '--log-outputs requires a single file path when --log-rotate-config-json is defined'],
    [['--tls-min-version=foo'], 'unexpected TLS version "foo" (must be one of: TLS1.2, TLS1.3)'],
    [
      ['--tls-min-version=TLS1.3', '--tls-max-version=TLS1.2'],
      'min version (TLS1.3) is greater than max version (TLS1.2)',
    ],
    [
      ['--tls-min-version=TLS1.3', '--cipher-suites=TLS_AES_128_GCM_SHA256'],
      'cipher suites cannot be configured when only TLS1.3 is enabled',
    ],
    [
      ['--listen-metrics-urls=https://127.0.0.1:1'],
      'client TLS key/cert (--cert-file, --key-file) must be provided for metrics secure url',
    ],
    [
      ['--discovery-srv=x', '--initial-cluster=a=http://h:1'],
      'multiple discovery or bootstrap flags are set. Choose one of "initial-cluster", "discovery", "discovery-endpoints" or "discovery-srv"',
    ],
    [['--discovery-token=x'], 'discovery-token is set but discovery-endpoints is empty'],
    [
      ['--initial-cluster=default'],
      'error setting up initial cluster: URL scheme must be http, https, unix, or unixs: ; in --initial-cluster, the entry of "default" has to be default=http://HOST:PORT',
    ],
    [
      ['--discovery-srv=example.com'],
      '--discovery-srv: DNS records cannot be used; list the members in --initial-cluster',
    ],
    [['--auth-token=jwt,pub-key=x'], '--auth-token: only the token type simple can be used'],
    [['--feature-gates=Nope=true'], 'unrecognized feature gate: Nope'],
  ])('%j is refused with status 1', async (words, reason) => {
    expect(await plan(words)).toMatchObject({ action: 'refuse', reason });
  });

  it.each([
    '--enable-distributed-tracing',
    '--memory-mlock',
    '--raft-read-timeout=9s',
    '--auth-token-ttl=5',
    '--feature-gates=PriorityRequest=true',
  ])('warns that %s has no effect', async (word) => {
    const warning = 'warn: a flag was set that has no effect in this version';
    expect(await messages([word])).toContain(warning);
    expect(await messages([])).not.toContain(warning);
  });

  it('answers --version and --help', async () => {
    expect(await plan(['--version'])).toMatchObject({ action: 'print', exitCode: 0, stdout: 'etcd Version: 3.7.1\n' });
    const help = await plan(['-h']);
    expect(help).toMatchObject({ action: 'print', exitCode: 0 });
    if (help.action !== 'print') return;
    for (const name of flagNames) expect(help.stdout).toContain(`--${name} '`);
  });

  it('says that the proxies are not there', async () => {
    expect(await plan(['grpc-proxy', 'start'])).toMatchObject({ action: 'print', exitCode: 1 });
  });
});

describe('derived values', () => {
  it.each<[string[], Partial<ServerConfig>]>([
    [['--quota-backend-bytes=-1'], { quotaBackendBytes: undefined }],
    [['--auto-compaction-retention=2'], { autoCompaction: { mode: 'periodic', retentionMs: 7_200_000 } }],
    [['--auto-compaction-retention=90s'], { autoCompaction: { mode: 'periodic', retentionMs: 90_000 } }],
    [
      ['--auto-compaction-mode=revision', '--auto-compaction-retention=1000'],
      { autoCompaction: { mode: 'revision', retentionRevisions: 1_000 } },
    ],
    [['--raft-read-timeout=1s'], { raftReadTimeoutMs: 5_000 }],
    [['--watch-progress-notify-interval=1ms'], { watchProgressNotifyIntervalMs: 100 }],
    [['--election-timeout=1550'], { electionTicks: 15 }],
    [['--cors='], { corsOrigins: new Set(['*']) }],
  ])('of %j', async (words, expected) => {
    expect(await served(words)).toMatchObject(expected);
  });

  it('of log rotation', async () => {
    const config = await served([
      '--enable-log-rotation',
      '--log-outputs=/var/log/q.log',
      '--log-rotation-config-json={"maxsize": 2, "maxbackups": 3}',
    ]);
    expect(config.log.rotation).toMatchObject({ sizeBytesMax: 2 * 1024 * 1024, backupsMax: 3, ageDaysMax: 0 });
  });
});

describe('the environment', () => {
  it('sets flags, and says so', async () => {
    const environment = { ETCD_NAME: 'env', ETCD_LISTEN_PEER_URLS: 'http://127.0.0.1:9', PATH: '/bin' };
    const config = await served([], { environment });
    expect(config.name).toBe('env');
    expect(urlTexts(config.listenPeerUrls)).toEqual(['http://127.0.0.1:9']);
    expect(await messages([], { environment })).toContain('info: recognized and used environment variable');
  });

  it('must not contradict the command line', async () => {
    expect(await plan(['--name=b'], { environment: { ETCD_NAME: 'a' } })).toMatchObject({
      action: 'refuse',
      reason:
        'conflicting environment variable "ETCD_NAME" is shadowed by corresponding command-line flag (either unset environment variable or disable flag)',
    });
  });

  it('refuses a value that cannot be read', async () => {
    expect(await plan([], { environment: { ETCD_SNAPSHOT_COUNT: 'x' } })).toMatchObject({
      action: 'refuse',
      reason: 'invalid value "x" for ETCD_SNAPSHOT_COUNT: parse error',
    });
  });

  it('warns of variables that mean nothing', async () => {
    const result = await plan([], { environment: { ETCD_FOO: '1', ETCD_VERSION: '3' } });
    if (result.action !== 'serve') throw new Error('not served');
    expect(result.notices.filter((notice) => notice.message === 'unrecognized environment variable')).toEqual([
      {
        level: 'warn',
        message: 'unrecognized environment variable',
        fields: { 'environment-variable': 'ETCD_FOO=1' },
      },
    ]);
  });
});

describe('a configuration file', () => {
  const file = (text: string) => ({ files: { 'c.yml': text } });

  it('replaces the other flags and the environment', async () => {
    const config = await served(['--config-file=c.yml', '--snapshot-count=5'], {
      ...file('name: f\nheartbeat-interval: 50\n'),
      environment: { ETCD_MAX_WALS: '9' },
    });
    expect(config).toMatchObject({ name: 'f', heartbeatIntervalMs: 50, snapshotCount: 10_000, walFilesMax: 5 });
  });

  it('is found through the environment', async () => {
    const config = await served([], { ...file('{"name": "json"}'), environment: { ETCD_CONFIG_FILE: 'c.yml' } });
    expect(config.name).toBe('json');
  });

  it('has nested sections for TLS, and durations in nanoseconds', async () => {
    const config = await served(
      ['--config-file', 'c.yml'],
      file(`
listen-client-urls: http://127.0.0.1:1,http://127.0.0.1:2
advertise-client-urls: http://127.0.0.1:1
grpc-keepalive-min-time: 7000000000
cipher-suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]
client-transport-security:
  cert-file: c.pem
  key-file: k.pem
  client-cert-auth: true
  allowed-hostname: [a, b]
peer-transport-security:
  auto-tls: true
  allowed-cn: [x]
`),
    );
    expect(config).toMatchObject({
      grpcKeepaliveMinTimeMs: 7_000,
      cipherSuites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'],
      clientTls: { certFile: 'c.pem', keyFile: 'k.pem', clientCertAuth: true, allowedHostnames: ['a', 'b'] },
      peerTls: { auto: true, allowedCommonNames: ['x'] },
    });
    expect(config.listenClientUrls).toHaveLength(2);
  });

  it.each([
    ['heartbeat-interval: 0', '--heartbeat-interval must be >0 (set to 0ms)'],
    ['name: [1', 'error converting YAML to JSON: yaml:'],
    ['name: 5', 'json: cannot unmarshal number into Go struct field configYAML.Config.name of type string'],
    [
      'snapshot-count: abc',
      'json: cannot unmarshal string into Go struct field configYAML.Config.snapshot-count of type uint64',
    ],
    [
      'grpc-keepalive-min-time: 5s',
      'json: cannot unmarshal string into Go struct field configYAML.Config.grpc-keepalive-min-time of type time.Duration',
    ],
    [
      'listen-client-urls: http://127.0.0.1:1',
      '--advertise-client-urls is required when --listen-client-urls is set explicitly',
    ],
    ['client-transport-security: 5', 'client-transport-security must hold keys and values'],
  ])('%j is refused', async (text, reason) => {
    const result = await plan(['--config-file=c.yml'], file(text));
    expect(result).toMatchObject({ action: 'refuse', reason: expect.stringContaining(reason) });
  });

  it('that is missing is named', async () => {
    expect(await plan(['--config-file=nope.yml'])).toMatchObject({
      action: 'refuse',
      reason: 'open nope.yml: no such file or directory',
    });
  });

  it('warns of keys that mean nothing, also in sections', async () => {
    const warnings = await plan(
      ['--config-file=c.yml'],
      file('foo: 1\npeer-transport-security: {bar: 1}\ncert-file: x'),
    );
    if (warnings.action !== 'serve') throw new Error('not served');
    const keys = warnings.notices.filter((notice) => notice.message.startsWith('unrecognized key'));
    expect(keys.map((notice) => notice.fields?.key)).toEqual(['foo', 'peer-transport-security.bar', 'cert-file']);
  });
});

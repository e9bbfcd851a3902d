import { opensslCiphers } from '../tls/cipher-suites.ts';
import { TlsSetupError } from '../tls/tls-error.ts';
import { ConfigError } from './config-error.ts';
import { type EtcdUrl, isBindable } from './etcd-url.ts';
import type { FlagName, FlagValues } from './flags.ts';

/** etcd refuses longer ones, because a cluster would be without a leader for minutes. */
const electionTimeoutMsMax = 50_000;

/** An election timeout has to survive a few late heartbeats. */
const heartbeatsPerElectionMin = 5;

const logLevels = new Set(['debug', 'info', 'warn', 'error', 'panic', 'fatal']);
const tlsVersions = new Set(['', 'TLS1.2', 'TLS1.3']);

function refuse(message: string): never {
  throw new ConfigError('invalid', message);
}

/** Checks what concerns more than one flag, or that etcd checks after reading. Throws a `ConfigError` with etcd's text. */
export function validateFlags(values: FlagValues, given: ReadonlySet<FlagName>): void {
  validateLogging(values);
  validateUrls(values);
  validateBootstrap(values, given);
  validateTimes(values);
  if (given.has('listen-client-urls') && !given.has('advertise-client-urls')) {
    refuse('--advertise-client-urls is required when --listen-client-urls is set explicitly');
  }
  validateCompaction(values);
  validateTls(values);
}

function validateLogging(values: FlagValues): void {
  if (values.logger !== 'zap') refuse(`unknown logger option "${values.logger}"; --logger can only be zap`);
  if (!logLevels.has(values['log-level'])) {
    refuse(`unrecognized level: "${values['log-level']}"; --log-level is one of ${[...logLevels].join(', ')}`);
  }
  if (values['log-format'] !== 'json' && values['log-format'] !== 'console') {
    refuse(`unknown log format: ${values['log-format']}, supported values json, console`);
  }
  const outputs = values['log-outputs'];
  if (outputs.length > 1 && outputs.includes('default')) refuse('multi logoutput for "default" is not supported yet');
  if (values['enable-log-rotation']) {
    const files = outputs.filter((output) => !['default', 'stderr', 'stdout', 'systemd/journal'].includes(output));
    if (files.length !== 1 || outputs.length !== 1) {
      refuse('--log-outputs requires a single file path when --log-rotate-config-json is defined');
    }
  }
}

function validateUrls(values: FlagValues): void {
  const listening = [
    ...values['listen-peer-urls'],
    ...values['listen-client-urls'],
    ...values['listen-client-http-urls'],
    ...values['listen-metrics-urls'],
  ];
  for (const url of listening) {
    if (!isBindable(url)) refuse(`expected IP in URL for binding (${url.text})`);
  }
  validateAdvertised('initial-advertise-peer-urls', values['initial-advertise-peer-urls']);
  validateAdvertised('advertise-client-urls', values['advertise-client-urls']);
  const secureMetrics = values['listen-metrics-urls'].find((url) => url.scheme === 'https');
  const haveKeyPair = (values['cert-file'] !== '' && values['key-file'] !== '') || values['auto-tls'];
  if (secureMetrics !== undefined && !haveKeyPair) {
    refuse('client TLS key/cert (--cert-file, --key-file) must be provided for metrics secure url');
  }
}

function validateAdvertised(flagName: FlagName, urls: readonly EtcdUrl[]): void {
  for (const url of urls) {
    const isSocket = url.scheme === 'unix' || url.scheme === 'unixs';
    if (isSocket && !/:\d+$/.test(url.host)) {
      refuse(`--${flagName} "${url.text}" must be "host:port" (address ${url.host}: missing port in address)`);
    }
    if (url.host === '') refuse(`--${flagName} "${url.text}" must be "host:port" (missing host in address)`);
  }
}

function validateBootstrap(values: FlagValues, given: ReadonlySet<FlagName>): void {
  const chosen = [
    given.has('initial-cluster'),
    values['discovery-srv'] !== '',
    values['discovery-endpoints'].length > 0,
  ].filter(Boolean).length;
  if (chosen > 1) {
    refuse(
      'multiple discovery or bootstrap flags are set. Choose one of "initial-cluster", "discovery", "discovery-endpoints" or "discovery-srv"',
    );
  }
  const endpoints = values['discovery-endpoints'].length > 0;
  const token = values['discovery-token'] !== '';
  if (endpoints && !token) refuse('discovery-endpoints is set but discovery-token is empty');
  if (token && !endpoints) refuse('discovery-token is set but discovery-endpoints is empty');
}

function validateTimes(values: FlagValues): void {
  const heartbeat = values['heartbeat-interval'];
  const election = values['election-timeout'];
  if (heartbeat === 0) refuse('--heartbeat-interval must be >0 (set to 0ms)');
  if (election === 0) refuse('--election-timeout must be >0 (set to 0ms)');
  if (heartbeatsPerElectionMin * heartbeat > election) {
    refuse(`--election-timeout[${election}ms] should be at least as 5 times as --heartbeat-interval[${heartbeat}ms]`);
  }
  if (election > electionTimeoutMsMax) {
    refuse(`--election-timeout[${election}ms] is too long, and should be set less than ${electionTimeoutMsMax}ms`);
  }
  if (values['compact-hash-check-time'] <= 0) refuse('--compact-hash-check-time must be >0 (set to 0s)');
}

function validateCompaction(values: FlagValues): void {
  const mode = values['auto-compaction-mode'];
  if (mode !== 'periodic' && mode !== 'revision') {
    refuse(`unknown auto-compaction-mode "${mode}"; --auto-compaction-mode is periodic or revision`);
  }
}

function validateTls(values: FlagValues): void {
  // As in etcd, also when nothing is encrypted: who names suites wants to know that one is misspelt.
  try {
    opensslCiphers(values['cipher-suites']);
  } catch (error) {
    if (!(error instanceof TlsSetupError)) throw error;
    refuse(`--cipher-suites: ${error.message}`);
  }
  const minVersion = values['tls-min-version'];
  const maxVersion = values['tls-max-version'];
  for (const version of [minVersion, maxVersion]) {
    if (!tlsVersions.has(version)) refuse(`unexpected TLS version "${version}" (must be one of: TLS1.2, TLS1.3)`);
  }
  if (minVersion === 'TLS1.3' && maxVersion === 'TLS1.2') {
    refuse(`min version (${minVersion}) is greater than max version (${maxVersion})`);
  }
  if (minVersion === 'TLS1.3' && values['cipher-suites'].length > 0) {
    refuse('cipher suites cannot be configured when only TLS1.3 is enabled');
  }
  const pairs: readonly [FlagName, FlagName][] = [
    ['cert-file', 'key-file'],
    ['client-cert-file', 'client-key-file'],
    ['peer-cert-file', 'peer-key-file'],
    ['peer-client-cert-file', 'peer-client-key-file'],
  ];
  for (const [certificate, key] of pairs) {
    if ((values[certificate] === '') !== (values[key] === '')) {
      refuse(`--${certificate} and --${key} must both be present (or both be absent)`);
    }
  }
}

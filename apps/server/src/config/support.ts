import { ConfigError } from './config-error.ts';
import type { FeatureGate } from './feature-gates.ts';
import type { FlagValues } from './flags.ts';
import type { ConfigNotice } from './notice.ts';
import type { ServerConfig } from './server-config.ts';

/**
 * A flag that is read and checked, but that no part of the server acts on. Where its absence would leave the member without
 * what its operator counts on (a way to find its cluster, authentication), the start is `refused`; else the log says so.
 */
interface UnsupportedFlag {
  readonly flag: string;
  readonly outcome: 'refused' | 'warned';
  /** Whether the values ask for the missing feature. */
  readonly asks: (values: FlagValues, config: ServerConfig) => boolean;
  readonly consequence: string;
}

/** The one place that knows what is missing; a row goes away in the change that builds the feature. */
const unsupportedFlags: readonly UnsupportedFlag[] = [
  {
    flag: 'discovery-endpoints',
    outcome: 'refused',
    asks: (values) => values['discovery-endpoints'].length > 0 || values['discovery-token'] !== '',
    consequence: 'a discovery service cannot be used; list the members in --initial-cluster',
  },
  {
    flag: 'discovery-srv',
    outcome: 'refused',
    asks: (values) => values['discovery-srv'] !== '',
    consequence: 'DNS records cannot be used; list the members in --initial-cluster',
  },
  {
    flag: 'discovery-fallback',
    outcome: 'refused',
    asks: (values) => values['discovery-fallback'] === 'proxy',
    consequence: 'there is no proxy to fall back to; leave it at exit',
  },
  {
    flag: 'auth-token',
    outcome: 'refused',
    asks: (values) => values['auth-token'] !== 'simple',
    consequence: 'only the token type simple can be used',
  },
  {
    flag: 'enable-distributed-tracing',
    outcome: 'warned',
    asks: (values) => values['enable-distributed-tracing'],
    consequence: 'traces are not sent',
  },
  {
    flag: 'enable-pprof',
    outcome: 'warned',
    asks: (values) => values['enable-pprof'],
    consequence: 'no profiles are served',
  },
  {
    flag: 'memory-mlock',
    outcome: 'warned',
    asks: (values) => values['memory-mlock'],
    consequence: 'memory is not locked',
  },
  {
    flag: 'socket-reuse-port',
    outcome: 'warned',
    asks: (values) => values['socket-reuse-port'],
    consequence: 'the port is not shared',
  },
  {
    flag: 'bootstrap-defrag-threshold-megabytes',
    outcome: 'warned',
    asks: (values) => values['bootstrap-defrag-threshold-megabytes'] > 0,
    consequence: 'the database is not defragmented at start',
  },
  {
    flag: 'raft-read-timeout, raft-write-timeout',
    outcome: 'warned',
    asks: (values) => values['raft-read-timeout'] !== 5_000 || values['raft-write-timeout'] !== 5_000,
    consequence: 'connections between members time out as by default',
  },
  {
    flag: 'warning-apply-duration',
    outcome: 'warned',
    asks: (values) => values['warning-apply-duration'] !== 100,
    consequence: 'slow applies are not reported',
  },
  {
    flag: 'auth-token-ttl, bcrypt-cost',
    outcome: 'warned',
    asks: (values) => values['auth-token-ttl'] !== 300 || values['bcrypt-cost'] !== 10,
    consequence: 'authentication cannot be switched on',
  },
  {
    flag: 'downgrade-check-time',
    outcome: 'warned',
    asks: (values) => values['downgrade-check-time'] !== 5_000,
    consequence: 'a downgrade is looked at in its own time',
  },
  ...gate('StopGRPCServiceOnDefrag', 'calls go on during a defragmentation'),
  ...gate('SetMemberLocalAddr', 'the system chooses the local address of connections to peers'),
  ...gate('PriorityRequest', 'no request goes first'),
];

function gate(name: FeatureGate, consequence: string): UnsupportedFlag[] {
  return [
    {
      flag: `feature-gates=${name}`,
      outcome: 'warned',
      asks: (_values, config) => config.featureGates[name],
      consequence,
    },
  ];
}

/** What is to be said about flags without effect. Throws a `ConfigError` where going on would deceive. */
export function reportUnsupported(values: FlagValues, config: ServerConfig): ConfigNotice[] {
  const asked = unsupportedFlags.filter((entry) => entry.asks(values, config));
  const refused = asked.find((entry) => entry.outcome === 'refused');
  if (refused !== undefined) throw new ConfigError('invalid', `--${refused.flag}: ${refused.consequence}`);
  return asked.map((entry) => ({
    level: 'warn',
    message: 'a flag was set that has no effect in this version',
    fields: { flag: entry.flag, consequence: entry.consequence },
  }));
}

// A member in this process.

// What an embedder or a wiring of one's own needs: configuration, log, metrics, TLS, identities.
export { ConfigError, type ConfigErrorCode } from './config/config-error.ts';
export type { EtcdUrl } from './config/etcd-url.ts';
export type { ConfigNotice } from './config/notice.ts';
export { type ProgramInput, type ProgramPlan, readConfig } from './config/read-config.ts';
export type {
  AutoCompaction,
  LogRotation,
  LogSettings,
  ServerConfig,
  TracingSettings,
  TransportSecurity,
} from './config/server-config.ts';
export { type EmbeddedMember, type StartMemberOptions, startMember } from './embed/start-member.ts';
export { type FoundingCluster, type FoundingMember, foundingCluster } from './identity/member-id.ts';
export { openLog, type RootLogger } from './logging/root-logger.ts';
export { createEtcdMetrics, type EtcdMetrics } from './metrics/etcd-metrics.ts';
export { MetricRegistry } from './metrics/metric-registry.ts';
export type { RunningServer, StartServer } from './process/run-program.ts';
export { etcdVersion, quorateVersion } from './version.ts';

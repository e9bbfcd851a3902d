export type { EtcdUrl } from './config/etcd-url.ts';
export type { ConfigNotice } from './config/notice.ts';
export { type ProgramInput, type ProgramPlan, readConfig } from './config/read-config.ts';
export type { ServerConfig, TransportSecurity } from './config/server-config.ts';

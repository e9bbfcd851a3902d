/** What the HTTP endpoints show of a member, besides what its `EtcdBackend` says. */
export interface EndpointsBackend {
  /** The body of `/version`: our etcd-compatible version, the cluster's (`not_decided` before), the storage's (`unknown` if so). */
  version(): { readonly etcdserver: string; readonly etcdcluster: string; readonly storage: string };
  /** Reads through the store as `/health` does: key "" with limit 1, keys only. Rejects when the read fails. */
  probeRead(serializable: boolean, signal: AbortSignal): Promise<void>;
  /** The Prometheus text of `/metrics`. */
  metrics(): string | Promise<string>;
  /** Variables of `/debug/vars` by name; each is written as JSON. */
  debugVars(): Readonly<Record<string, unknown>>;
  /** Told of every answer of `/health`, for `etcd_server_health_success` and `etcd_server_health_failures`. */
  onHealth?(healthy: boolean): void;
  /** Told of every check of `/livez` and `/readyz`, for `etcd_server_healthcheck` and `etcd_server_healthchecks_total`. */
  onCheck?(type: 'livez' | 'readyz', name: string, passed: boolean): void;
}

import type { Auth } from './auth/auth.ts';
import { createAuth } from './auth/create-auth.ts';
import type { Cluster } from './cluster/cluster.ts';
import { createCluster } from './cluster/create-cluster.ts';
import type { CallOptions } from './connection/call-options.ts';
import type { ClientOptions } from './connection/client-options.ts';
import { type Connection, createConnection, syncEndpoints } from './connection/connect.ts';
import { remoteKv } from './kv/kv-backend.ts';
import { LeaseClient } from './lease/lease-client.ts';
import { createMaintenance } from './maintenance/create-maintenance.ts';
import type { Maintenance } from './maintenance/maintenance.ts';
import { BackendStore } from './store.ts';
import { WatchStreams } from './watch/watch-streams.ts';

/**
 * A client of a cluster. It connects when it is first used, and keeps no process alive after `close()`.
 *
 * @example
 * ```ts
 * import { EtcdClient } from '@quorate/client';
 *
 * await using client = new EtcdClient({ endpoints: 'http://127.0.0.1:2379' });
 * await client.kv.put('greeting', 'hello');
 * console.log(await client.kv.getText('greeting'));
 * ```
 */
export class EtcdClient extends BackendStore implements AsyncDisposable {
  readonly auth: Auth;
  readonly cluster: Cluster;
  readonly maintenance: Maintenance;
  readonly #connection: Connection;

  /**
   * @param options where the cluster is, or a connection of `@quorate/client/raw`, which is the client's from then on
   * @throws {EtcdError} `invalid-argument` for an endpoint that is none, or certificates that cannot be used
   */
  constructor(options: ClientOptions | Connection) {
    const connection = 'transport' in options ? options : createConnection(options);
    const { transport } = connection;
    super({
      kv: remoteKv(transport),
      watch: new WatchStreams(transport),
      leases: new LeaseClient(transport),
    });
    this.#connection = connection;
    this.auth = createAuth(transport);
    this.cluster = createCluster(transport);
    this.maintenance = createMaintenance(transport);
  }

  /** The endpoints in use. */
  get endpoints(): readonly string[] {
    return this.#connection.transport.endpoints.names;
  }

  /** Replaces the endpoints by the client URLs of the cluster's members, and returns them. */
  sync(options: CallOptions = {}): Promise<readonly string[]> {
    return syncEndpoints(this.#connection.transport, options);
  }

  /** Ends everything: calls fail with `closed`, watches end, connections are cut. Leases are left to time. */
  close(): Promise<void> {
    this.#connection.close();
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

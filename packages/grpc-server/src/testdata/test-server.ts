import type { TlsOptions } from 'node:tls';
import { clientRoutes } from '../endpoints/routes.ts';
import type { EndpointsBackend } from '../endpoints/endpoints-backend.ts';
import { etcdServices } from '../etcd/etcd-services.ts';
import { gatewayHandler } from '../gateway/gateway-handler.ts';
import type { AccessControlOptions } from '../http/access-control.ts';
import { ClientListener } from '../listener/client-listener.ts';
import type { ListenAddress } from '../listener/listen-address.ts';
import { GrpcServer } from '../rpc/grpc-server.ts';
import { HealthService } from '../rpc/health-service.ts';
import type { GrpcServerOptions } from '../rpc/server-options.ts';
import { websocketUpgrade } from '../websocket/websocket-upgrade.ts';
import { FakeBackend } from './fake-backend/fake-backend.ts';

/** What a fake member shows by HTTP; tests change it. */
export class FakeEndpoints implements EndpointsBackend {
  readError: Error | undefined;
  readonly health: boolean[] = [];
  readonly checks: string[] = [];

  version() {
    return { etcdserver: '3.7.1', etcdcluster: '3.7.0', storage: '3.7.0' };
  }

  async probeRead(serializable: boolean): Promise<void> {
    if (this.readError !== undefined && !serializable) throw this.readError;
  }

  metrics(): string {
    return 'etcd_server_has_leader 1\n';
  }

  debugVars() {
    return { 'raft.status': { id: 'abc', term: 2 }, file_descriptor_limit: 1024n };
  }

  onHealth(healthy: boolean): void {
    this.health.push(healthy);
  }

  onCheck(type: string, name: string, passed: boolean): void {
    this.checks.push(`${type}/${name} ${passed}`);
  }
}

export interface TestServerOptions {
  readonly address: ListenAddress;
  readonly tls?: TlsOptions;
  readonly accessControl?: AccessControlOptions;
  readonly grpc?: Partial<GrpcServerOptions>;
}

/** Everything a client listener serves, over a fake backend. Stops when disposed of. */
export class TestServer implements AsyncDisposable {
  readonly backend = new FakeBackend();
  readonly endpoints = new FakeEndpoints();
  readonly grpc: GrpcServer;
  readonly listener: ClientListener;

  private constructor({ tls, accessControl, grpc }: TestServerOptions) {
    const services = etcdServices(this.backend);
    const methods = [...services.methods, ...new HealthService().methods, ...(grpc?.methods ?? [])];
    this.grpc = new GrpcServer({ ...services, ...grpc, methods });
    const http = clientRoutes(this.backend, this.endpoints);
    const gateway = gatewayHandler(this.grpc);
    http.route('/v3/', gateway).route('/v3beta/', gateway);
    this.listener = new ClientListener({
      grpc: this.grpc,
      http: http.handle,
      onUpgrade: websocketUpgrade(http.handle),
      ...(tls && { tls }),
      ...(accessControl && { accessControl }),
    });
  }

  static async start(options: TestServerOptions): Promise<TestServer> {
    const server = new TestServer(options);
    await server.listener.listen(options.address);
    return server;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.grpc.close();
    await this.listener.shutdown(0);
  }
}

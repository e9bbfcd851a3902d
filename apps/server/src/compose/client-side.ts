import {
  ClientListener,
  clientRoutes,
  type EndpointsBackend,
  type EtcdBackend,
  type EtcdServices,
  etcdServices,
  GRPC_OVERHEAD_BYTES,
  GrpcServer,
  gatewayHandler,
  HealthService,
  type HttpHandler,
  HttpRouter,
  observabilityRoutes,
  websocketUpgrade,
} from '@quorate/grpc-server';
import type { Failpoints, Logger } from '@quorate/ports';
import type { EtcdUrl } from '../config/etcd-url.ts';
import type { ServerConfig } from '../config/server-config.ts';
import { readProcessFacts } from '../metrics/proc-file.ts';
import type { ServerTls } from '../tls/server-tls.ts';
import { clientConnectionsMax, TurnedAway } from './connection-limits.ts';
import { listenAddresses } from './listen-addresses.ts';

/** Unary calls that take longer than this are reported; etcd's `--warning-unary-request-duration`. */
type SlowCall = { readonly path: string; readonly durationMs: number };

/** Everything that clients talk to: bound early, serving as soon as the member is ready. */
export class ClientSide {
  readonly #config: ServerConfig;
  readonly #logger: Logger;
  readonly #tls: ServerTls | undefined;
  readonly #failpoints: Failpoints | undefined;
  readonly #ready = Promise.withResolvers<void>();
  readonly #listeners: { readonly listener: ClientListener; readonly url: EtcdUrl; readonly traffic: string }[] = [];
  readonly #stops: (() => void)[] = [];
  readonly health = new HealthService();
  readonly #main: HttpRouter = new HttpRouter();
  readonly #metricsOnly: HttpRouter = new HttpRouter();
  readonly #connectionsMax: number | undefined;
  readonly #turnedAway: TurnedAway;
  #services: EtcdServices | undefined;
  #grpc: GrpcServer | undefined;

  /** Throws when the process may not open files enough. */
  constructor(config: ServerConfig, tls: ServerTls | undefined, logger: Logger, failpoints?: Failpoints) {
    this.#failpoints = failpoints;
    this.#config = config;
    this.#tls = tls;
    this.#logger = logger;
    this.#connectionsMax = clientConnectionsMax(readProcessFacts().openFilesMax);
    this.#turnedAway = new TurnedAway((count) =>
      this.#logger.warn('rejected connection on client endpoint', {
        error:
          'there are as many connections of clients as the limit of open files allows: close some, or raise it (ulimit -n)',
        limit: this.#connectionsMax,
        count,
      }),
    );
  }

  get grpc(): GrpcServer | undefined {
    return this.#grpc;
  }

  /** Requests by the version of their client, for metrics. */
  get clientVersions(): EtcdServices['clientVersions'] | undefined {
    return this.#services?.clientVersions;
  }

  /** Makes the server for a member and binds all URLs; connections wait until `serve`. Rejects when a URL is taken. */
  async listen(backend: EtcdBackend, endpoints: EndpointsBackend, probeTimeoutMs: number): Promise<void> {
    const grpc = this.#createGrpc(backend);
    const { enableGrpcGateway, requestBytesMax, listenClientHttpUrls, listenClientUrls, listenMetricsUrls } =
      this.#config;
    const routes = clientRoutes(backend, endpoints, { probeTimeoutMs });
    if (enableGrpcGateway) {
      const gateway = gatewayHandler(grpc, { receiveBytesMax: requestBytesMax + GRPC_OVERHEAD_BYTES });
      routes.route('/v3/', gateway).route('/v3beta/', gateway);
    }
    this.#main.route('/', routes.handle);
    this.#metricsOnly.route('/', observabilityRoutes(backend, endpoints, { probeTimeoutMs }).handle);
    const apart = listenClientHttpUrls.length > 0;
    for (const url of listenClientUrls) {
      await this.#listen(url, { grpc, ...(apart ? {} : { http: this.#main.handle }) }, apart ? 'grpc' : 'grpc+http');
    }
    for (const url of listenClientHttpUrls) await this.#listen(url, { http: this.#main.handle }, 'http');
    for (const url of listenMetricsUrls) await this.#listen(url, { http: this.#metricsOnly.handle }, 'metrics');
  }

  /** Serves the connections that wait and all to come. */
  serve(): void {
    this.#ready.resolve();
    for (const { url, traffic } of this.#listeners) {
      if (traffic === 'metrics') continue;
      const secure = url.scheme === 'https' || url.scheme === 'unixs';
      const address = url.port === 0 ? url.host : `${url.host}:${url.port}`;
      if (secure) this.#logger.info('serving client traffic securely', { traffic, address });
      else this.#logger.warn('serving client traffic insecurely; this is strongly discouraged!', { traffic, address });
    }
  }

  /** Takes no more connections, lets unary calls end and ends streams; drops what is left after `graceMs`. */
  async shutdown(graceMs: number): Promise<void> {
    for (const stop of this.#stops) stop();
    const closed = this.#listeners.map(({ listener }) => listener.shutdown(graceMs));
    await this.#grpc?.shutdown(graceMs);
    this.#grpc?.close();
    await Promise.all(closed);
  }

  #createGrpc(backend: EtcdBackend): GrpcServer {
    const config = this.#config;
    const failpoints = this.#failpoints;
    this.#services = etcdServices(backend, {
      maxTxnOps: config.txnOpsMax,
      maxRequestBytes: config.requestBytesMax,
      watchProgressIntervalMs: config.watchProgressNotifyIntervalMs,
      ...(failpoints
        ? {
            beforeWatchEvents: () => failpoints.hit('beforeSendWatchResponse'),
            beforeRangePiece: () => failpoints.hit('beforeRangeStreamChunk'),
          }
        : {}),
    });
    const slowMs = config.warningUnaryRequestDurationMs;
    this.#grpc = new GrpcServer({
      ...this.#services,
      methods: [...this.#services.methods, ...this.health.methods],
      receiveBytesMax: config.requestBytesMax + GRPC_OVERHEAD_BYTES,
      concurrentStreamsMax: config.concurrentStreamsMax,
      keepalive: {
        intervalMs: config.grpcKeepaliveIntervalMs,
        timeoutMs: config.grpcKeepaliveTimeoutMs,
        clientIntervalMsMin: config.grpcKeepaliveMinTimeMs,
      },
      onHandled: (call) => {
        if (call.durationMs > slowMs && isUnary(call)) this.#reportSlow(call);
      },
    });
    return this.#grpc;
  }

  #reportSlow(
    call: SlowCall & { requestBytes: number; responseBytes: number; peerAddress: string; message: string },
  ): void {
    this.#logger.warn('request stats', {
      'response type': call.path,
      'time spent': `${call.durationMs.toFixed(3)}ms`,
      remote: call.peerAddress,
      'request size': call.requestBytes,
      'response size': call.responseBytes,
      error: call.message,
    });
  }

  async #listen(
    url: EtcdUrl,
    serves: { readonly grpc?: GrpcServer; readonly http?: HttpHandler },
    traffic: string,
  ): Promise<void> {
    const tls = url.scheme === 'https' || url.scheme === 'unixs' ? this.#tls : undefined;
    const { corsOrigins, hostWhitelist } = this.#config;
    for (const address of await listenAddresses(url)) {
      const listener = new ClientListener({
        ...serves,
        ...(serves.http ? { onUpgrade: websocketUpgrade(serves.http) } : {}),
        accessControl: { corsOrigins: [...corsOrigins], hostWhitelist: [...hostWhitelist] },
        ready: this.#ready.promise,
        connectionsMax: this.#connectionsMax,
        onFull: () => this.#turnedAway.add(),
        ...(tls ? { tls: tls.options(), verify: (socket) => tls.verify(socket) } : {}),
        onRejected: (remoteAddress, error) =>
          this.#logger.warn('rejected connection on client endpoint', {
            'remote-addr': remoteAddress,
            error: error.message,
          }),
      });
      await listener.listen(address);
      if (tls) this.#stops.push(tls.follow(listener));
      this.#listeners.push({ listener, url, traffic });
    }
  }
}

/** Streams last as long as they like; only single answers can be slow. */
function isUnary({ path }: SlowCall): boolean {
  return !/\/(Watch|LeaseKeepAlive|Snapshot|Observe|RangeStream|Campaign|Lock)$/.test(path);
}

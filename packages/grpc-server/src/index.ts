// A server: gRPC with etcd's services, the gateway and the endpoints on one port.

export type { EndpointsBackend } from './endpoints/endpoints-backend.ts';
export { clientRoutes, type EndpointsOptions, observabilityRoutes } from './endpoints/routes.ts';
// What a member implements to be served as etcd.
export type { AuthBackend } from './etcd/auth/auth-backend.ts';
export type {
  Answer,
  ClusterBackend,
  DatabaseCopy,
  EtcdBackend,
  KvBackend,
  LeaseBackend,
  MaintenanceBackend,
  MemberState,
} from './etcd/backend.ts';
export { type EtcdErrorName, etcdError, toEtcdError } from './etcd/etcd-errors.ts';
export { type EtcdServices, etcdServices } from './etcd/etcd-services.ts';
export { type EtcdServiceOptions, GRPC_OVERHEAD_BYTES } from './etcd/service-options.ts';
export type { WatchBackend, WatcherOptions, WatchSink, WatchSource } from './etcd/watch/watch-backend.ts';
export { type GatewayOptions, gatewayHandler } from './gateway/gateway-handler.ts';
export type { HttpHandler, HttpRequest, HttpResponse } from './http/http-message.ts';
export { HttpRouter } from './http/http-router.ts';
export { ClientListener, type ClientListenerOptions } from './listener/client-listener.ts';
export { type EncodedMessage, frameMessage, joinMessage, messageBytes } from './message/framing.ts';
export { Metadata, type MetadataValue } from './metadata/metadata.ts';
export { parseTimeoutMs } from './metadata/timeout.ts';
export type { Call, Peer, StreamCall } from './rpc/call.ts';
export { CallMetrics, type CallMetricsSnapshot, type MethodMetrics } from './rpc/call-metrics.ts';
export { GrpcServer, type IncomingConnection, type ServerMetrics } from './rpc/grpc-server.ts';
export { HealthService } from './rpc/health-service.ts';
export type { CallGate, UnaryInterceptor } from './rpc/interceptor.ts';
export type {
  AnyMethod,
  MessageDecoder,
  MessageEncoder,
  Method,
  MethodKind,
  MethodName,
  StreamingMethod,
  StreamOpener,
  StreamReceiver,
  UnaryHandler,
  UnaryMethod,
} from './rpc/method.ts';
export type { CallOutcome, GrpcServerOptions, KeepaliveOptions } from './rpc/server-options.ts';
export { isRpcError, RpcError, toRpcError } from './status/rpc-error.ts';
export { httpStatusOf, StatusCode, statusCodeNames } from './status/status-code.ts';
export { websocketUpgrade } from './websocket/websocket-upgrade.ts';

// A gRPC server and the port it shares with HTTP.

// HTTP beside gRPC.
export type { EndpointsBackend } from './endpoints/endpoints-backend.ts';
export { clientRoutes, type EndpointsOptions, observabilityRoutes } from './endpoints/routes.ts';
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
export type { ClientVersions } from './etcd/client-versions.ts';
export { type EtcdErrorName, etcdCodeOf, etcdError, toEtcdError } from './etcd/etcd-errors.ts';
// etcd's services, and what a member implements to stand behind them.
export { type EtcdServices, etcdServices } from './etcd/etcd-services.ts';
export { headerAt } from './etcd/response-header.ts';
export { defaultServiceOptions, type EtcdServiceOptions, GRPC_OVERHEAD_BYTES } from './etcd/service-options.ts';
export type { WatchBackend, WatcherOptions, WatchSink, WatchSource } from './etcd/watch/watch-backend.ts';
export { type GatewayOptions, gatewayHandler } from './gateway/gateway-handler.ts';
export { fromJson, JsonMappingError, parseJson } from './gateway/json-reader.ts';
export { toJson } from './gateway/json-writer.ts';
export type { AccessControlOptions } from './http/access-control.ts';
export { type HttpHandler, type HttpRequest, type HttpResponse, plainText, readBody } from './http/http-message.ts';
export { HttpRouter } from './http/http-router.ts';
export { ClientListener, type ClientListenerOptions } from './listener/client-listener.ts';
export { type ListenAddress, type ListenUrl, parseListenUrl } from './listener/listen-address.ts';
export { type EncodedMessage, joinMessage, messageBytes } from './message/framing.ts';
export { Metadata, type MetadataValue } from './metadata/metadata.ts';
export { BackgroundCall } from './rpc/background-call.ts';
export type { Call, Peer, StreamCall } from './rpc/call.ts';
export { CallMetrics, type CallMetricsSnapshot, type MethodMetrics } from './rpc/call-metrics.ts';
// Methods and calls.
export { streaming, unary, unaryEncoded } from './rpc/define-method.ts';
export { GrpcServer, type IncomingConnection, type ServedConnection, type ServerMetrics } from './rpc/grpc-server.ts';
export { HealthService } from './rpc/health-service.ts';
export type { CallGate, UnaryInterceptor } from './rpc/interceptor.ts';
export type { LocalCall } from './rpc/local-call.ts';
export type {
  AnyMethod,
  MessageDecoder,
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
export { answerOneRequest } from './rpc/server-stream.ts';
export { isRpcError, RpcError, toRpcError } from './status/rpc-error.ts';
export { httpStatusOf, StatusCode, statusCodeNames } from './status/status-code.ts';
export { websocketUpgrade } from './websocket/websocket-upgrade.ts';

export type { EndpointsBackend } from './endpoints/endpoints-backend.ts';
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
export type { WatchBackend, WatcherOptions, WatchSink, WatchSource } from './etcd/watch/watch-backend.ts';
export { type EncodedMessage, frameMessage, joinMessage, messageBytes } from './message/framing.ts';
export { Metadata, type MetadataValue } from './metadata/metadata.ts';
export { parseTimeoutMs } from './metadata/timeout.ts';
export type { Call, Peer, StreamCall } from './rpc/call.ts';
export { CallMetrics, type CallMetricsSnapshot, type MethodMetrics } from './rpc/call-metrics.ts';
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

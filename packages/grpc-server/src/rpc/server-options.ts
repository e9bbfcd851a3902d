import type { RpcError } from '../status/rpc-error.ts';
import type { CallGate, UnaryInterceptor } from './interceptor.ts';
import type { AnyMethod } from './method.ts';

/** How a `GrpcServer` serves; every field has etcd's default. */
export interface GrpcServerOptions {
  readonly methods: readonly AnyMethod[];
  /** Refuse calls before their handlers see them; called in order. */
  readonly gates?: readonly CallGate[];
  /** Wrap unary calls, the first one outermost. */
  readonly interceptors?: readonly UnaryInterceptor[];
  /** What a peer is told of something that a handler threw. Default `toRpcError`. */
  readonly mapError?: (error: unknown) => RpcError;
  /** A request message with more bytes ends its call with ResourceExhausted. Default 2 MiB (1.5 MiB plus 512 KiB). */
  readonly receiveBytesMax?: number;
  /** Streams that one connection may have open at once. Default 2^32 - 1. */
  readonly concurrentStreamsMax?: number;
  readonly keepalive?: KeepaliveOptions;
  /** Told of every call that ended, for logs of slow requests and histograms of durations; absent costs nothing. */
  readonly onHandled?: (outcome: CallOutcome) => void;
}

/** Pings both ways (gRPC proposals A8 and A9). */
export interface KeepaliveOptions {
  /** A connection without any frame for this long is pinged. Default 7,200,000 (2 h). */
  readonly intervalMs?: number;
  /** A ping unanswered for this long closes the connection. Default 20,000. */
  readonly timeoutMs?: number;
  /** A client that pings more often than this, or at all without open streams, is sent away. Default 5,000. */
  readonly clientIntervalMsMin?: number;
}

/** How one call ended. */
export interface CallOutcome {
  readonly path: string;
  readonly code: number;
  readonly message: string;
  readonly durationMs: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly peerAddress: string;
}

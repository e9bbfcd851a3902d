import { RpcError, toRpcError } from '../status/rpc-error.ts';
import { StatusCode } from '../status/status-code.ts';
import { CallMetrics } from './call-metrics.ts';
import { DeadlineWheel } from './deadline-wheel.ts';
import type { CallGate, UnaryInterceptor } from './interceptor.ts';
import { type AnyMethod, splitPath } from './method.ts';
import type { RegisteredMethod } from './registered-method.ts';
import type { ServerCall } from './server-call.ts';
import type { CallOutcome, GrpcServerOptions } from './server-options.ts';

/** etcd's largest request, 1.5 MiB, and its allowance of 512 KiB for what gRPC adds. */
const RECEIVE_BYTES_MAX = 2_097_152;

/** What all calls of a server share, whatever transport they came by. */
export class ServerCore {
  readonly metrics = new CallMetrics();
  readonly deadlines = new DeadlineWheel();
  readonly gates: readonly CallGate[];
  readonly interceptors: readonly UnaryInterceptor[];
  readonly receiveBytesMax: number;
  readonly mapError: (error: unknown) => RpcError;
  readonly onHandled: ((outcome: CallOutcome) => void) | undefined;
  readonly #methods = new Map<string, RegisteredMethod>();
  readonly #services = new Set<string>();
  readonly #openStreams = new Set<ServerCall>();

  constructor(options: GrpcServerOptions) {
    this.gates = options.gates ?? [];
    this.interceptors = options.interceptors ?? [];
    this.receiveBytesMax = options.receiveBytesMax ?? RECEIVE_BYTES_MAX;
    this.mapError = options.mapError ?? toRpcError;
    this.onHandled = options.onHandled;
    for (const method of options.methods) this.#register(method);
  }

  #register(definition: AnyMethod): void {
    const split = splitPath(definition.path);
    if (split === undefined || this.#methods.has(definition.path)) {
      throw new Error(`cannot register ${definition.path}: it is no path of a method, or registered already`);
    }
    const name = { path: definition.path, kind: definition.kind, ...split };
    this.#methods.set(definition.path, { name, definition, slot: this.metrics.addMethod(name) });
    this.#services.add(split.service);
  }

  find(path: string): RegisteredMethod | undefined {
    return this.#methods.get(path);
  }

  /** True for the path of a registered service, whatever its method. */
  hasService(path: string): boolean {
    const split = splitPath(path);
    return split !== undefined && this.#services.has(split.service);
  }

  /** grpc-go's answer to a path without a method. */
  unimplemented(path: string): RpcError {
    const split = splitPath(path);
    if (split === undefined) {
      return new RpcError(StatusCode.Unimplemented, `malformed method name: ${JSON.stringify(path)}`);
    }
    const message = this.#services.has(split.service)
      ? `unknown method ${split.method} for service ${split.service}`
      : `unknown service ${split.service}`;
    return new RpcError(StatusCode.Unimplemented, message);
  }

  /** Streaming calls that have not ended. */
  get openStreams(): ReadonlySet<ServerCall> {
    return this.#openStreams;
  }

  streamOpened(call: ServerCall): void {
    this.#openStreams.add(call);
    call.onEnd(() => this.#openStreams.delete(call));
  }
}

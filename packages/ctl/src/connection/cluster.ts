import {
  type CallKind,
  type CallOptions,
  type Connection,
  createConnection,
  isEtcdError,
  readMessages,
  type StreamCall,
  type StreamReader,
} from '@quorate/client/raw';
import type { MethodDescriptor } from '@quorate/protocol';
import { setFlagsFromEnvironment } from '../arguments/flags-from-environment.ts';
import type { CommandContext } from '../command-context.ts';
import { inheritedFlags } from '../command-spec.ts';
import { outputFormat } from '../printing/print.ts';
import { clientSettings } from './client-settings.ts';
import { explained } from './explain-error.ts';

/** A connection to the cluster that the flags speak of. Errors are {@link CtlError}s with the words of etcd's tools. */
export class Cluster implements Disposable {
  readonly #connection: Connection;
  readonly #context: CommandContext;

  private constructor(connection: Connection, context: CommandContext) {
    this.#connection = connection;
    this.#context = context;
  }

  /** Reads the environment, checks the output format, and sets the connection up; it is made with the first call. */
  static async connect(context: CommandContext): Promise<Cluster> {
    useEnvironment(context);
    outputFormat(context);
    return Cluster.over(context, createConnection(await clientSettings(context)));
  }

  /** The same over a connection that was made otherwise, e.g. to another cluster. */
  static over(context: CommandContext, connection: Connection): Cluster {
    return new Cluster(connection, context);
  }

  get endpoints(): readonly string[] {
    return this.#connection.transport.endpoints.names;
  }

  /** A call that only reads. */
  read<Request, Response>(
    method: MethodDescriptor<Request, Response>,
    request: Request,
    options?: CallOptions,
  ): Promise<Response> {
    return this.#call(method, request, 'read', options);
  }

  /** A call that changes something: never sent again when it may have been executed. */
  write<Request, Response>(
    method: MethodDescriptor<Request, Response>,
    request: Request,
    options?: CallOptions,
  ): Promise<Response> {
    return this.#call(method, request, 'write', options);
  }

  /** What the server streams back on a request. */
  async *messages<Request, Response>(
    method: MethodDescriptor<Request, Response>,
    request: Request,
    options: CallOptions = {},
  ): AsyncGenerator<Response, void, undefined> {
    try {
      yield* readMessages(this.#connection.transport, method, request, options);
    } catch (error) {
      throw explained(error, this.#context);
    }
  }

  /** Opens a stream in both directions. */
  async stream<Request, Response>(
    method: MethodDescriptor<Request, Response>,
    reader: StreamReader<Response>,
  ): Promise<StreamCall<Request, Response>> {
    try {
      return await this.#connection.transport.stream(method, { requireLeader: true }, reader);
    } catch (error) {
      throw explained(error, this.#context);
    }
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }

  async #call<Request, Response>(
    method: MethodDescriptor<Request, Response>,
    request: Request,
    kind: CallKind,
    options: CallOptions = {},
  ): Promise<Response> {
    const signal = options.signal ?? this.#context.io.interrupted;
    try {
      return await this.#connection.transport.unary(method, request, kind, { ...options, signal });
    } catch (error) {
      throw isEtcdError(error) ? explained(error, this.#context) : error;
    }
  }
}

/** Lets environment variables stand in for the global flags that were not given. */
export function useEnvironment({ flags, path, tool, io }: CommandContext): void {
  if (tool.environmentPrefix === undefined) return;
  setFlagsFromEnvironment(flags, inheritedFlags(path), tool.environmentPrefix, io);
}

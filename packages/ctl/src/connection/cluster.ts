import type { EtcdClient } from '@quorate/client';
import { type CallKind, type CallOptions, type Connection, isEtcdError, readMessages } from '@quorate/client/raw';
import type { MethodDescriptor } from '@quorate/protocol';
import { flagsAsVariables } from '../arguments/flags-as-variables.ts';
import { setFlagsFromEnvironment } from '../arguments/flags-from-environment.ts';
import type { CommandContext } from '../command-context.ts';
import { inheritedFlags } from '../command-spec.ts';
import { outputFormat } from '../printing/print.ts';
import { clientSettings } from './client-settings.ts';
import { explained } from './explain-error.ts';
import { dial, openConnection } from './open-connection.ts';

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
    const settings = await clientSettings(context);
    const cluster = Cluster.over(context, openConnection(settings));
    // Who has to say who they are does so first of all, and in the time that connecting may take.
    if (settings.credentials !== undefined && 'username' in settings.credentials) {
      await cluster.dial(context.flags.milliseconds('dial-timeout'));
    }
    return cluster;
  }

  /** The same over a connection that was made otherwise, e.g. to another cluster. */
  static over(context: CommandContext, connection: Connection): Cluster {
    return new Cluster(connection, context);
  }

  /**
   * Waits until it is connected; it is of no use any more when it could not be in time.
   *
   * @throws {CtlError}
   */
  async dial(timeoutMs: number): Promise<void> {
    try {
      await dial(this.#connection, timeoutMs, this.#context.io.interrupted);
    } catch (error) {
      this.#connection.close();
      throw error;
    }
  }

  /** The whole client on this connection, for what has to outlive the loss of a member. It is closed with the cluster. */
  async client(): Promise<EtcdClient> {
    const { EtcdClient } = await import('@quorate/client');
    return new EtcdClient(this.#connection);
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

/** Lets environment variables stand in for the global flags that were not given, and shows all of them with `--debug`. */
function useEnvironment({ flags, path, tool, io }: CommandContext): void {
  const prefix = tool.environmentPrefix;
  if (prefix === undefined) return;
  const specs = inheritedFlags(path);
  setFlagsFromEnvironment(flags, specs, prefix, io);
  if (flags.bool('debug')) io.stderr.write(flagsAsVariables(flags, specs, prefix));
}

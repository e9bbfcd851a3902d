import { Metadata } from '@grpc/grpc-js';
import type { MethodDescriptor } from '@quorate/protocol';
import { TokenSource } from '../auth/token-source.ts';
import { type EtcdError, isEtcdError } from '../errors/etcd-error.ts';
import { isTransient, wantsToken } from '../errors/execution-doubt.ts';
import { abortedError, closedError, timeoutError, unreachableError } from '../errors/local-errors.ts';
import { backoffMs, sleep } from './backoff.ts';
import { type CallEvent, callChannel, notice } from './call-events.ts';
import type { CallOptions } from './call-options.ts';
import type { Credentials } from './client-options.ts';
import type { Endpoint } from './endpoint.ts';
import type { EndpointSet } from './endpoint-set.ts';
import { StreamCall, type StreamReader } from './stream-call.ts';
import { unaryCall } from './unary-call.ts';

/** What a call does to the store. */
export type CallKind = 'read' | 'write';

/** How a stream is opened. */
export interface StreamOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  readonly endpoint?: string | undefined;
  readonly requireLeader: boolean;
}

export interface TransportOptions {
  readonly endpoints: EndpointSet;
  readonly credentials: Credentials | undefined;
  readonly callTimeoutMs: number;
  readonly attemptsMax: number;
  /** Exchanges a name and a password for a token. */
  readonly authenticate: (transport: Transport, name: string, password: string) => Promise<string>;
}

/** A call cannot get so many tokens: something else is wrong then. */
const renewalsMax = 2;

/** Where a call stands between its attempts. */
interface CallState {
  readonly method: string;
  readonly startMs: number;
  readonly timeoutMs: number;
  readonly deadlineMs: number;
  readonly headers: Readonly<Record<string, string>> | undefined;
  attempts: number;
  renewals: number;
  mayHaveExecuted: boolean;
  endpoint: Endpoint | undefined;
  lastError: EtcdError | undefined;
}

/** Takes calls to the cluster: picks endpoints, adds the token, and tries again where that is safe. */
export class Transport {
  readonly endpoints: EndpointSet;
  readonly #options: TransportOptions;
  readonly #tokens: TokenSource;
  readonly #active = new Set<() => void>();
  readonly #closing = new AbortController();

  constructor(options: TransportOptions) {
    this.endpoints = options.endpoints;
    this.#options = options;
    this.#tokens = new TokenSource(options.credentials, (name, password) => options.authenticate(this, name, password));
  }

  /** Fires when the client is closed. */
  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  /**
   * A unary call with its retries. A read is tried again after every failure that may pass; a write only when it was not executed, or
   * when the caller says that it is idempotent.
   *
   * @throws {EtcdError}
   */
  unary<Request, Response>(
    method: MethodDescriptor<Request, Response>,
    request: Request,
    kind: CallKind,
    options: CallOptions = {},
  ): Promise<Response> {
    if (!callChannel.hasSubscribers)
      return this.#unary(method, request, kind, options, this.#begin(method.path, options));
    return this.#observed(method, request, kind, options);
  }

  /** Opens a stream on an endpoint that is connected. Rejects with `EtcdError` when there is none in time. */
  async stream<Request, Response>(
    method: MethodDescriptor<Request, Response>,
    options: StreamOptions,
    reader: StreamReader<Response>,
  ): Promise<StreamCall<Request, Response>> {
    const state = this.#begin(method.path, { ...options, timeoutMs: options.timeoutMs ?? Number.POSITIVE_INFINITY });
    if (!this.#tokens.isKnown) await this.#tokens.renew(undefined);
    if (this.closed.aborted) throw closedError(state.method, false);
    if (options.signal?.aborted) throw abortedError(state.method, options.signal, false);
    const endpoint = this.endpoints.pick(options.endpoint) ?? (await this.#connect(state, options));
    const token = this.#tokens.token;
    const onClose = () => call.cancel();
    const call = new StreamCall(endpoint, {
      method,
      metadata: metadataOf(token, options.requireLeader, state.headers),
      deadlineMs: state.deadlineMs,
      reader: {
        message: (response) => {
          endpoint.succeeded();
          reader.message(response);
        },
        end: (error) => {
          this.#active.delete(onClose);
          options.signal?.removeEventListener('abort', onClose);
          this.#streamEnded(endpoint, token, error);
          reader.end(this.closed.aborted ? closedError(method.path, false) : error);
        },
      },
    });
    this.#active.add(onClose);
    options.signal?.addEventListener('abort', onClose, { once: true });
    return call;
  }

  /** Whether there is another token to be had in place of one that is refused. */
  get canRenewToken(): boolean {
    return this.#tokens.canRenew;
  }

  /** Ends all calls and cuts all connections. */
  close(): void {
    this.#closing.abort();
    for (const end of [...this.#active]) end();
    this.endpoints.close();
  }

  async #observed<Request, Response>(
    method: MethodDescriptor<Request, Response>,
    request: Request,
    kind: CallKind,
    options: CallOptions,
  ): Promise<Response> {
    const headers: Record<string, string> = {};
    const event: CallEvent = {
      phase: 'start',
      method: method.path,
      headers,
      endpoint: undefined,
      attempts: 0,
      error: undefined,
      durationMs: 0,
    };
    callChannel.publish(event);
    const state = this.#begin(method.path, options, headers);
    try {
      return await this.#unary(method, request, kind, options, state);
    } catch (error) {
      event.error = error;
      throw error;
    } finally {
      event.phase = 'end';
      event.endpoint = state.endpoint?.address.name;
      event.attempts = state.attempts;
      event.durationMs = performance.now() - state.startMs;
      callChannel.publish(event);
    }
  }

  #begin(method: string, options: CallOptions, headers?: Readonly<Record<string, string>>): CallState {
    const timeoutMs = options.timeoutMs ?? this.#options.callTimeoutMs;
    return {
      method,
      startMs: performance.now(),
      timeoutMs,
      deadlineMs: timeoutMs === Number.POSITIVE_INFINITY ? timeoutMs : Date.now() + timeoutMs,
      headers,
      attempts: 0,
      renewals: 0,
      mayHaveExecuted: false,
      endpoint: undefined,
      lastError: undefined,
    };
  }

  async #unary<Request, Response>(
    method: MethodDescriptor<Request, Response>,
    request: Request,
    kind: CallKind,
    options: CallOptions,
    state: CallState,
  ): Promise<Response> {
    for (;;) {
      if (this.closed.aborted) throw closedError(state.method, state.mayHaveExecuted);
      if (options.signal?.aborted) throw abortedError(state.method, options.signal, state.mayHaveExecuted);
      if (!this.#tokens.isKnown && method.name !== 'Authenticate') await this.#tokens.renew(undefined);
      const endpoint = this.endpoints.pick(options.endpoint) ?? (await this.#connect(state, options));
      state.endpoint = endpoint;
      state.attempts++;
      const token = method.name === 'Authenticate' ? undefined : this.#tokens.token;
      try {
        const response = await unaryCall(endpoint, {
          method,
          request,
          metadata: metadataOf(token, options.requireLeader ?? false, state.headers),
          deadlineMs: state.deadlineMs,
          signal: options.signal,
          readOnly: kind === 'read',
          active: this.#active,
        });
        endpoint.succeeded();
        return response;
      } catch (error) {
        if (!isEtcdError(error)) throw error;
        await this.#recover(error, kind, options, state, token);
      }
    }
  }

  /** Returns when the call may be tried again, else throws. */
  async #recover(
    error: EtcdError,
    kind: CallKind,
    options: CallOptions,
    state: CallState,
    token: string | undefined,
  ): Promise<void> {
    if (wantsToken(error.code) && this.#tokens.canRenew && state.renewals < renewalsMax) {
      state.renewals++;
      await this.#tokens.renew(token);
      return;
    }
    if (!isTransient(error.code)) throw this.#final(error, state);
    state.endpoint?.failed(performance.now());
    state.mayHaveExecuted ||= error.mayHaveExecuted;
    const isSafe = kind === 'read' || options.idempotent === true || !error.mayHaveExecuted;
    const pauseMs = backoffMs(state.attempts);
    if (!isSafe || state.attempts >= this.#options.attemptsMax || this.#remainingMs(state) <= pauseMs) {
      throw this.#final(error, state);
    }
    state.lastError = error;
    notice({ type: 'retry', method: state.method, attempt: state.attempts, error });
    const { signal } = options;
    await sleep(pauseMs, signal === undefined ? this.closed : AbortSignal.any([signal, this.closed])).catch(
      () => undefined,
    );
  }

  /** An earlier attempt may have been executed, whatever the last one says. */
  #final(error: EtcdError, state: CallState): EtcdError {
    if (!state.mayHaveExecuted || error.mayHaveExecuted) return error;
    return error.withDoubt();
  }

  #remainingMs(state: CallState): number {
    return state.timeoutMs - (performance.now() - state.startMs);
  }

  async #connect(state: CallState, options: CallOptions | StreamOptions): Promise<Endpoint> {
    const { signal, endpoint: name } = options;
    for (;;) {
      if (this.closed.aborted) throw closedError(state.method, state.mayHaveExecuted);
      if (signal?.aborted) throw abortedError(state.method, signal, state.mayHaveExecuted);
      const remainingMs = this.#remainingMs(state);
      if (remainingMs <= 0) {
        if (state.mayHaveExecuted) throw timeoutError(state.method, state.timeoutMs, true, state.lastError);
        throw unreachableError(state.method, await this.endpoints.whyNotReady(name), state.timeoutMs, state.lastError);
      }
      await this.endpoints.waitForChange(name, remainingMs, signal);
      const endpoint = this.endpoints.pick(name);
      if (endpoint !== undefined && !this.closed.aborted) return endpoint;
    }
  }

  #streamEnded(endpoint: Endpoint, token: string | undefined, error: EtcdError | undefined): void {
    if (error === undefined) return;
    if (isTransient(error.code)) endpoint.failed(performance.now());
    if (wantsToken(error.code)) this.#tokens.refuse(token);
  }
}

function metadataOf(
  token: string | undefined,
  requireLeader: boolean,
  headers: Readonly<Record<string, string>> | undefined,
): Metadata {
  if (token === undefined && headers === undefined) return requireLeader ? withLeader : plain;
  const metadata = new Metadata();
  if (token !== undefined) metadata.set('token', token);
  if (requireLeader) metadata.set('hasleader', 'true');
  if (headers !== undefined) for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  return metadata;
}

/** Shared by the calls without a token: grpc-js works on a copy. */
const plain = new Metadata();
const withLeader = new Metadata();
withLeader.set('hasleader', 'true');

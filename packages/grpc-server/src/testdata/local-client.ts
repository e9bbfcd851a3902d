import type { MethodDescriptor } from '@quorate/protocol';
import { etcdServices } from '../etcd/etcd-services.ts';
import type { EtcdServiceOptions } from '../etcd/service-options.ts';
import type { Peer } from '../rpc/call.ts';
import { GrpcServer } from '../rpc/grpc-server.ts';
import type { LocalCall } from '../rpc/local-call.ts';
import { FakeBackend } from './fake-backend/fake-backend.ts';

const peer: Peer = { address: 'test', commonName: undefined, viaGateway: false };

/** A client of etcd's services over a fake backend, without a network. */
export class LocalClient {
  readonly backend: FakeBackend;
  readonly server: GrpcServer;

  constructor(options: Partial<EtcdServiceOptions> = {}, backend: FakeBackend = new FakeBackend()) {
    this.backend = backend;
    this.server = new GrpcServer(etcdServices(backend, options));
  }

  /** Calls a method that takes one message and answers one. */
  async call<Request extends object, Response extends object>(
    method: MethodDescriptor<Request, Response>,
    request: Partial<Request> = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const call = this.#start(method, headers);
    call.request(method.request.encode(method.request.create(request)));
    return method.response.decode(await call.answer());
  }

  /** Calls a method that takes one message and answers a stream. */
  stream<Request extends object, Response extends object>(
    method: MethodDescriptor<Request, Response>,
    request: Partial<Request> = {},
  ): LocalStream<Request, Response> {
    const call = this.#start(method, {});
    call.request(method.request.encode(method.request.create(request)));
    return new LocalStream(method, call);
  }

  /** Opens a stream both ways. */
  open<Request extends object, Response extends object>(
    method: MethodDescriptor<Request, Response>,
    headers: Readonly<Record<string, string>> = {},
  ): LocalStream<Request, Response> {
    const call = this.#start(method, headers);
    call.openStream();
    return new LocalStream(method, call);
  }

  #start(method: { readonly path: string }, headers: Readonly<Record<string, string>>): LocalCall {
    return this.server.call(method.path, peer, new Map(Object.entries(headers)));
  }
}

/** The client's end of a streaming call. */
export class LocalStream<Request extends object, Response extends object> {
  readonly call: LocalCall;
  readonly #method: MethodDescriptor<Request, Response>;
  readonly #messages: AsyncIterator<Uint8Array>;

  constructor(method: MethodDescriptor<Request, Response>, call: LocalCall) {
    this.#method = method;
    this.call = call;
    this.#messages = call.messages()[Symbol.asyncIterator]();
  }

  send(request: Partial<Request>): void {
    this.call.push(this.#method.request.encode(this.#method.request.create(request)));
  }

  /** The next message; throws the status, or an error when the stream has ended well. */
  async next(): Promise<Response> {
    const { value, done } = await this.#messages.next();
    if (done === true) throw new Error('the stream has ended');
    return this.#method.response.decode(value);
  }

  /** The remaining messages of a stream that ends. */
  async rest(): Promise<Response[]> {
    const responses: Response[] = [];
    for (let next = await this.#messages.next(); next.done !== true; next = await this.#messages.next()) {
      responses.push(this.#method.response.decode(next.value));
    }
    return responses;
  }
}

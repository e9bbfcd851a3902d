import { type Client, type ClientDuplexStream, Metadata } from '@grpc/grpc-js';
import { type LeaseKeepAliveRequest, type LeaseKeepAliveResponse, services } from '@quorate/protocol';
import { Waiting } from './waiting.ts';

const method = services['etcdserverpb.Lease'].LeaseKeepAlive;

/** A LeaseKeepAlive stream: one request at a time, one answer each. */
export class KeepAliveStream {
  readonly #stream: ClientDuplexStream<LeaseKeepAliveRequest, LeaseKeepAliveResponse>;
  readonly #waiting = new Waiting<LeaseKeepAliveResponse>();

  constructor(client: Client) {
    this.#stream = client.makeBidiStreamRequest(
      method.path,
      (request: LeaseKeepAliveRequest) => Buffer.from(method.request.encode(request)),
      (bytes: Buffer) => method.response.decode(bytes),
      new Metadata(),
    );
    this.#stream.on('data', (response: LeaseKeepAliveResponse) => this.#waiting.offer(response));
    this.#stream.on('error', (error) => this.#waiting.fail(error));
    this.#stream.on('end', () => this.#waiting.fail(new Error('the keep-alive stream ended')));
  }

  keepAlive(lease: bigint): Promise<LeaseKeepAliveResponse> {
    this.#stream.write({ id: lease });
    return this.#waiting.until('a lease is kept alive', () => true);
  }

  close(): void {
    this.#waiting.fail(new Error('the keep-alive stream was closed'));
    this.#stream.cancel();
  }
}

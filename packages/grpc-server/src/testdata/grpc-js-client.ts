import {
  type CallOptions,
  type ChannelCredentials,
  Client,
  type ClientDuplexStream,
  type ClientReadableStream,
  credentials,
  Metadata,
  type ServiceError,
} from '@grpc/grpc-js';

const same = (bytes: Buffer): Buffer => bytes;

/** What came of a unary call: the answer or the error, and the metadata around it. */
export interface UnaryOutcome {
  readonly answer: Buffer | undefined;
  readonly error: ServiceError | undefined;
  readonly initial: Metadata | undefined;
  readonly trailing: Metadata | undefined;
}

/** `@grpc/grpc-js` with messages that are plain bytes. */
export class GrpcJsClient implements Disposable {
  readonly #client: Client;

  constructor(target: string, creds: ChannelCredentials = credentials.createInsecure(), options: object = {}) {
    this.#client = new Client(target, creds, { 'grpc.use_local_subchannel_pool': 1, ...options });
  }

  unary(path: string, message: Uint8Array, metadata = new Metadata(), options: CallOptions = {}): Promise<UnaryOutcome> {
    return new Promise((resolve) => {
      let initial: Metadata | undefined;
      let trailing: Metadata | undefined;
      let outcome: Pick<UnaryOutcome, 'answer' | 'error'> | undefined;
      const finish = () => {
        if (outcome !== undefined && trailing !== undefined) resolve({ ...outcome, initial, trailing });
      };
      const call = this.#client.makeUnaryRequest(path, same, same, Buffer.from(message), metadata, options, (error, answer) => {
        outcome = { answer, error: error ?? undefined };
        finish();
      });
      call.on('metadata', (received: Metadata) => {
        initial = received;
      });
      call.on('status', (status) => {
        trailing = status.metadata;
        finish();
      });
    });
  }

  /** The answer of a unary call; rejects with its error. */
  async call(path: string, message: Uint8Array): Promise<Buffer> {
    const { answer, error } = await this.unary(path, message);
    if (error !== undefined) throw error;
    return answer as Buffer;
  }

  join(path: string, messages: readonly Uint8Array[]): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const call = this.#client.makeClientStreamRequest<Buffer, Buffer>(path, same, same, (error, answer) =>
        error ? reject(error) : resolve(answer as Buffer),
      );
      for (const message of messages) call.write(Buffer.from(message));
      call.end();
    });
  }

  read(path: string, message: Uint8Array): ClientReadableStream<Buffer> {
    return this.#client.makeServerStreamRequest(path, same, same, Buffer.from(message));
  }

  chat(path: string, metadata = new Metadata(), options: CallOptions = {}): ClientDuplexStream<Buffer, Buffer> {
    return this.#client.makeBidiStreamRequest(path, same, same, metadata, options);
  }

  [Symbol.dispose](): void {
    this.#client.close();
  }
}

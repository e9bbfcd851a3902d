import { type CallOptions, Client, credentials, type ServiceError } from '@grpc/grpc-js';
import { type MessageCodec, PutRequest, PutResponse, RangeRequest, RangeResponse } from '@quorate/protocol';

/** A put that the server has answered. */
export interface AcknowledgedPut {
  readonly key: string;
  readonly value: string;
  readonly revision: number;
}

/** A small etcd client over grpc-js and our codecs, fast enough to keep a server busy. */
export class KvClient {
  readonly #client: Client;

  constructor(endpoint: string) {
    this.#client = new Client(endpoint.replace(/^https?:\/\//, ''), credentials.createInsecure(), {
      'grpc.initial_reconnect_backoff_ms': 20,
      'grpc.max_reconnect_backoff_ms': 200,
    });
  }

  /** Puts a key. Rejects with a gRPC `ServiceError`; the put may or may not have happened then. */
  async put(key: string, value: string, options: CallOptions = {}): Promise<AcknowledgedPut> {
    const request = PutRequest.create({ key: Buffer.from(key), value: Buffer.from(value) });
    const response = await this.#call('/etcdserverpb.KV/Put', PutRequest, PutResponse, request, options);
    return { key, value, revision: response.header?.revision ?? 0 };
  }

  /** All keys with a prefix: values and revisions of last modification. */
  async range(prefix: string): Promise<Map<string, { value: string; revision: number }>> {
    const key = Buffer.from(prefix);
    const rangeEnd = Buffer.from(key);
    rangeEnd[rangeEnd.length - 1] = (rangeEnd.at(-1) ?? 0) + 1;
    const request = RangeRequest.create({ key, rangeEnd });
    const response = await this.#call('/etcdserverpb.KV/Range', RangeRequest, RangeResponse, request, {
      deadline: Date.now() + 20_000,
    });
    return new Map(
      response.kvs.map((kv) => [
        Buffer.from(kv.key).toString(),
        { value: Buffer.from(kv.value).toString(), revision: kv.modRevision },
      ]),
    );
  }

  close(): void {
    this.#client.close();
  }

  #call<Request, Response>(
    path: string,
    requestCodec: MessageCodec<Request>,
    responseCodec: MessageCodec<Response>,
    request: Request,
    options: CallOptions,
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(
        path,
        (message: Request) => Buffer.from(requestCodec.encode(message)),
        (bytes: Buffer) => responseCodec.decode(bytes),
        request,
        options,
        (error: ServiceError | null, response?: Response) => {
          if (error !== null) reject(error);
          else if (response === undefined) reject(new Error(`${path} answered nothing`));
          else resolve(response);
        },
      );
    });
  }
}

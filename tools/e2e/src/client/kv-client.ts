import type { CallOptions, Client } from '@grpc/grpc-js';
import { PutRequest, PutResponse, RangeRequest, RangeResponse } from '@quorate/protocol';
import { type ClientCertificates, callUnary, openChannel } from './unary-call.ts';

const putMethod = { path: '/etcdserverpb.KV/Put', request: PutRequest, response: PutResponse };
const rangeMethod = { path: '/etcdserverpb.KV/Range', request: RangeRequest, response: RangeResponse };

/** A put that the server has answered. */
export interface AcknowledgedPut {
  readonly key: string;
  readonly value: string;
  readonly revision: number;
}

/** A small etcd client over grpc-js and our codecs, fast enough to keep a server busy. */
export class KvClient {
  readonly #channel: Client;

  constructor(endpoint: string, certificates?: ClientCertificates) {
    this.#channel = openChannel(endpoint, certificates);
  }

  /** Puts a key. Rejects with a gRPC `ServiceError`; the put may or may not have happened then. */
  async put(key: string, value: string, options: CallOptions = {}): Promise<AcknowledgedPut> {
    const request = PutRequest.create({ key: Buffer.from(key), value: Buffer.from(value) });
    const response = await callUnary(this.#channel, putMethod, request, options);
    return { key, value, revision: response.header?.revision ?? 0 };
  }

  /** All keys with a prefix: values and revisions of last modification. */
  async range(prefix: string): Promise<Map<string, { value: string; revision: number }>> {
    const key = Buffer.from(prefix);
    const rangeEnd = Buffer.from(key);
    rangeEnd[rangeEnd.length - 1] = (rangeEnd.at(-1) ?? 0) + 1;
    const request = RangeRequest.create({ key, rangeEnd });
    const response = await callUnary(this.#channel, rangeMethod, request, { deadline: Date.now() + 20_000 });
    return new Map(
      response.kvs.map((kv) => [
        Buffer.from(kv.key).toString(),
        { value: Buffer.from(kv.value).toString(), revision: kv.modRevision },
      ]),
    );
  }

  close(): void {
    this.#channel.close();
  }
}

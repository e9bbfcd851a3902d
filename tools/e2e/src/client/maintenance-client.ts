import type { Client } from '@grpc/grpc-js';
import {
  HashKVRequest,
  HashKVResponse,
  MoveLeaderRequest,
  MoveLeaderResponse,
  StatusRequest,
  StatusResponse,
} from '@quorate/protocol';
import { type ClientCertificates, callUnary, openChannel } from './unary-call.ts';

const statusMethod = { path: '/etcdserverpb.Maintenance/Status', request: StatusRequest, response: StatusResponse };
const hashMethod = { path: '/etcdserverpb.Maintenance/HashKV', request: HashKVRequest, response: HashKVResponse };
const moveMethod = {
  path: '/etcdserverpb.Maintenance/MoveLeader',
  request: MoveLeaderRequest,
  response: MoveLeaderResponse,
};

/** A call that a member does not answer in this time fails, in milliseconds. */
const answerMsMax = 5000;

/** What one member says of itself. */
export class MaintenanceClient {
  readonly #channel: Client;

  constructor(endpoint: string, certificates?: ClientCertificates) {
    this.#channel = openChannel(endpoint, certificates);
  }

  status(timeoutMs = answerMsMax): Promise<StatusResponse> {
    return callUnary(this.#channel, statusMethod, StatusRequest.create(), { deadline: Date.now() + timeoutMs });
  }

  hashKv(revision: number): Promise<HashKVResponse> {
    const deadline = Date.now() + answerMsMax;
    return callUnary(this.#channel, hashMethod, HashKVRequest.create({ revision }), { deadline });
  }

  async moveLeader(targetId: bigint): Promise<void> {
    const deadline = Date.now() + 2 * answerMsMax;
    await callUnary(this.#channel, moveMethod, MoveLeaderRequest.create({ targetId }), { deadline });
  }

  close(): void {
    this.#channel.close();
  }
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type HashKVResponse,
  LeaseInternalRequest,
  LeaseInternalResponse,
  LeaseKeepAliveRequest,
  LeaseKeepAliveResponse,
} from '@quorate/protocol';
import { readBody } from '../http/peer-answer.ts';
import { hexId } from '../identity/peer-identity.ts';
import { PeerRequestError, type PeerRequests } from './peer-requests.ts';

/** The largest request about a lease, in bytes; it holds an id or two. */
const leaseRequestBytesMax = 64 * 1024;

const hashRequestBytesMax = 4096;

/** A hash as Go's encoder writes it: without what is zero, 64-bit numbers as numbers. */
function hashDocument(answer: HashKVResponse): string {
  const raw = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;
  const { header } = answer;
  return JSON.stringify({
    ...(header
      ? {
          header: {
            cluster_id: raw(header.clusterId.toString()),
            member_id: raw(header.memberId.toString()),
            revision: header.revision,
            raft_term: header.raftTerm,
          },
        }
      : {}),
    ...(answer.hash ? { hash: answer.hash } : {}),
    ...(answer.compactRevision ? { compact_revision: answer.compactRevision } : {}),
    ...(answer.hashRevision ? { hash_revision: answer.hashRevision } : {}),
  });
}

/** Answers what peers ask of the member itself: its view of the cluster, forwarded requests, hashes. */
export class MemberRoutes {
  readonly #requests: PeerRequests;
  readonly #clusterId: bigint;

  constructor(requests: PeerRequests, clusterId: bigint) {
    this.#requests = requests;
    this.#clusterId = clusterId;
  }

  members(response: ServerResponse): void {
    response.setHeader('Content-Type', 'application/json');
    response.writeHead(200).end(`${this.#requests.members()}\n`);
  }

  version(response: ServerResponse): void {
    response.setHeader('Content-Type', 'application/json');
    response.writeHead(200).end(this.#requests.version());
  }

  async promote(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    if (!/^\d{1,20}$/.test(id)) throw new PeerRequestError(404, `member ${id} not found in cluster`);
    const members = await this.#requests.promote(BigInt(id), request.headers.authorization);
    response.setHeader('Content-Type', 'application/json');
    response.writeHead(200).end(`${members}\n`);
  }

  async hashKv(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const cluster = request.headers['x-etcd-cluster-id'];
    if (cluster && cluster !== hexId(this.#clusterId)) throw new PeerRequestError(412, 'cluster ID mismatch');
    const body = new TextDecoder().decode(await readBody(request, hashRequestBytesMax));
    const revision = revisionIn(body);
    const answer = await this.#requests.hashKv({ revision });
    response.setHeader('Content-Type', 'application/json');
    response.writeHead(200).end(hashDocument(answer));
  }

  async renewLease(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await leaseBody(request);
    const answer = await this.#requests.renewLease(decoded(() => LeaseKeepAliveRequest.decode(body)));
    sendProtobuf(response, LeaseKeepAliveResponse.encode(answer));
  }

  async leaseTimeToLive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await leaseBody(request);
    const answer = await this.#requests.leaseTimeToLive(decoded(() => LeaseInternalRequest.decode(body)));
    sendProtobuf(response, LeaseInternalResponse.encode(answer));
  }

  async downgradeEnabled(response: ServerResponse): Promise<void> {
    const enabled = await this.#requests.downgradeEnabled();
    response.setHeader('Content-Type', 'text/plain');
    response.writeHead(200).end(String(enabled));
  }
}

function revisionIn(body: string): number {
  try {
    const { revision = 0 } = JSON.parse(body) as { revision?: number };
    if (Number.isSafeInteger(revision)) return revision;
  } catch {
    // Answered below, as anything else that is no request.
  }
  throw new PeerRequestError(400, 'error unmarshalling request');
}

function decoded<T>(decode: () => T): T {
  try {
    return decode();
  } catch (cause) {
    throw new PeerRequestError(400, 'error unmarshalling request', { cause });
  }
}

async function leaseBody(request: IncomingMessage): Promise<Uint8Array> {
  try {
    return await readBody(request, leaseRequestBytesMax);
  } catch (cause) {
    throw new PeerRequestError(413, 'error reading body', { cause });
  }
}

function sendProtobuf(response: ServerResponse, body: Uint8Array): void {
  response.setHeader('Content-Type', 'application/protobuf');
  response.writeHead(200).end(body);
}

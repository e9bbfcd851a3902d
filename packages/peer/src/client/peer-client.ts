import type { IncomingMessage } from 'node:http';
import {
  LeaseInternalRequest,
  LeaseInternalResponse,
  LeaseKeepAliveRequest,
  LeaseKeepAliveResponse,
} from '@quorate/protocol';
import { type PeerHttp, type PeerRequest, readBody } from '../http/peer-request.ts';
import { PeerError } from '../peer-error.ts';

/** No answer of a member about itself or its cluster comes near this. */
const answerBytesMax = 1024 * 1024;

/** What a member knows of its cluster. */
export interface RemoteCluster {
  readonly clusterId: bigint;
  /** The members as a JSON list. */
  readonly members: string;
}

export interface HashAnswer {
  readonly hash: number;
  readonly compactRevision: number;
  readonly hashRevision: number;
  readonly revision: number;
}

/** Asks other members what is no raft message: each call tries the URLs of one member in turn until one answers. */
export class PeerClient {
  readonly #http: PeerHttp;

  constructor(http: PeerHttp) {
    this.#http = http;
  }

  /** The cluster as that member sees it. */
  async members(urls: readonly string[], timeoutMs: number): Promise<RemoteCluster> {
    const { response, body } = await this.#ask(urls, { path: '/members', method: 'GET', headers: {} }, timeoutMs);
    const clusterId = String(response.headers['x-etcd-cluster-id'] ?? '');
    if (!/^[0-9a-f]{1,16}$/.test(clusterId))
      throw new PeerError('bad-answer', 'the member does not say of which cluster it is');
    return { clusterId: BigInt(`0x${clusterId}`), members: textOf(body) };
  }

  /** The member's own server version, `3.7.1`. */
  async serverVersion(urls: readonly string[], timeoutMs: number): Promise<string> {
    const { body } = await this.#ask(urls, { path: '/version', method: 'GET', headers: {} }, timeoutMs);
    const { etcdserver } = JSON.parse(textOf(body)) as { etcdserver?: string };
    if (typeof etcdserver !== 'string') throw new PeerError('bad-answer', 'the member does not say its version');
    return etcdserver;
  }

  /** Has the leader renew a lease; its TTL in seconds, or undefined when there is no such lease. */
  async renewLease(urls: readonly string[], id: bigint, timeoutMs: number): Promise<number | undefined> {
    const request = {
      path: '/leases',
      method: 'POST' as const,
      headers: { 'Content-Type': 'application/protobuf' },
      body: LeaseKeepAliveRequest.encode(LeaseKeepAliveRequest.create({ id })),
    };
    try {
      return LeaseKeepAliveResponse.decode((await this.#ask(urls, request, timeoutMs)).body).ttl;
    } catch (error) {
      if (error instanceof PeerError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** Asks the leader about a lease; undefined when there is no such lease. */
  async leaseTimeToLive(
    urls: readonly string[],
    request: LeaseInternalRequest,
    timeoutMs: number,
  ): Promise<LeaseInternalResponse | undefined> {
    try {
      const body = LeaseInternalRequest.encode(request);
      const headers = { 'Content-Type': 'application/protobuf' };
      const asked = await this.#ask(urls, { path: '/leases/internal', method: 'POST', headers, body }, timeoutMs);
      return LeaseInternalResponse.decode(asked.body);
    } catch (error) {
      if (error instanceof PeerError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** Has the leader promote a learner; the members afterwards, as a JSON list. */
  async promote(urls: readonly string[], id: bigint, timeoutMs: number): Promise<string> {
    const request = { path: `/members/promote/${id}`, method: 'POST' as const, headers: {} };
    return textOf((await this.#ask(urls, request, timeoutMs)).body);
  }

  /** The member's hash of its keys at a revision. */
  async hashKv(urls: readonly string[], clusterId: bigint, revision: number, timeoutMs: number): Promise<HashAnswer> {
    const body = new TextEncoder().encode(JSON.stringify({ revision }));
    const headers = { 'Content-Type': 'application/json', 'X-Etcd-Cluster-ID': clusterId.toString(16) };
    const asked = await this.#ask(urls, { path: '/members/hashkv', method: 'GET', headers, body }, timeoutMs);
    const answer = JSON.parse(textOf(asked.body)) as Record<string, number | undefined> & {
      header?: { revision?: number };
    };
    return {
      hash: answer.hash ?? 0,
      compactRevision: answer.compact_revision ?? 0,
      hashRevision: answer.hash_revision ?? 0,
      revision: answer.header?.revision ?? 0,
    };
  }

  async #ask(
    urls: readonly string[],
    request: Omit<PeerRequest, 'baseUrl' | 'signal'>,
    timeoutMs: number,
  ): Promise<{ response: IncomingMessage; body: Uint8Array }> {
    let last: unknown = new PeerError('unreachable', 'the member has no URL');
    for (const baseUrl of urls) {
      try {
        return await this.#askOne({ ...request, baseUrl }, timeoutMs);
      } catch (error) {
        // An answer is an answer: only silence is tried elsewhere.
        if (error instanceof PeerError && error.status !== undefined) throw error;
        last = error;
      }
    }
    throw last;
  }

  async #askOne(request: PeerRequest, timeoutMs: number): Promise<{ response: IncomingMessage; body: Uint8Array }> {
    const abort = new AbortController();
    const timer = this.#http.clock.setTimer(timeoutMs, () => abort.abort());
    try {
      const response = await this.#http.send({ ...request, signal: abort.signal });
      const body = await readBody(response, answerBytesMax);
      const status = response.statusCode ?? 0;
      if (status >= 300) throw new PeerError('status', textOf(body).trim(), { status });
      return { response, body };
    } finally {
      timer.cancel();
    }
  }
}

function textOf(body: Uint8Array): string {
  return new TextDecoder().decode(body);
}

import {
  LeaseInternalRequest,
  LeaseInternalResponse,
  LeaseKeepAliveRequest,
  LeaseKeepAliveResponse,
} from '@quorate/protocol';
import { ask, type PeerAnswer, textOf } from '../http/peer-answer.ts';
import type { PeerHttp, PeerRequest } from '../http/peer-request.ts';
import { hexId, parseHexId } from '../identity/peer-identity.ts';
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
    const answer = await this.#ask(urls, { path: '/members', method: 'GET', headers: {} }, timeoutMs);
    const clusterId = parseHexId(String(answer.headers['x-etcd-cluster-id'] ?? ''));
    if (clusterId === undefined) {
      throw new PeerError('bad-answer', 'the member does not say of which cluster it is');
    }
    return { clusterId, members: textOf(answer) };
  }

  /** The member's own server version, `3.7.1`. */
  async serverVersion(urls: readonly string[], timeoutMs: number): Promise<string> {
    const answer = await this.#ask(urls, { path: '/version', method: 'GET', headers: {} }, timeoutMs);
    const { etcdserver } = documentIn(answer) as { etcdserver?: unknown };
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
    return textOf(await this.#ask(urls, request, timeoutMs));
  }

  /** The member's hash of its keys at a revision. */
  async hashKv(urls: readonly string[], clusterId: bigint, revision: number, timeoutMs: number): Promise<HashAnswer> {
    const body = new TextEncoder().encode(JSON.stringify({ revision }));
    const headers = { 'Content-Type': 'application/json', 'X-Etcd-Cluster-ID': hexId(clusterId) };
    const asked = await this.#ask(urls, { path: '/members/hashkv', method: 'GET', headers, body }, timeoutMs);
    const answer = documentIn(asked) as Record<string, number | undefined> & {
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
  ): Promise<PeerAnswer> {
    let last: unknown = new PeerError('unreachable', 'the member has no URL');
    for (const baseUrl of urls) {
      try {
        const answer = await ask(this.#http, { ...request, baseUrl }, { bytesMax: answerBytesMax, timeoutMs });
        const { status } = answer;
        if (status >= 300) throw new PeerError('status', textOf(answer), { status });
        return answer;
      } catch (error) {
        // An answer is an answer: only silence is tried elsewhere.
        if (error instanceof PeerError && error.status !== undefined) throw error;
        last = error;
      }
    }
    throw last;
  }
}

function documentIn(answer: PeerAnswer): object {
  try {
    const document: unknown = JSON.parse(textOf(answer));
    if (typeof document === 'object' && document !== null) return document;
  } catch {
    // Told below, as any other answer that is none.
  }
  throw new PeerError('bad-answer', `no JSON object: ${textOf(answer).slice(0, 200)}`);
}

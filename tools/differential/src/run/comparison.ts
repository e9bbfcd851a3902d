import {
  HashKVRequest,
  LeaseLeasesRequest,
  type LeaseLeasesResponse,
  type MethodDescriptor,
  PutRequest,
  RangeRequest,
  type ResponseHeader,
  services,
} from '@quorate/protocol';
import { brokenDelivery } from '../compare/check-deliveries.ts';
import { compareAnswers } from '../compare/compare-answers.ts';
import { compareWatches } from '../compare/compare-watches.ts';
import type { Difference } from '../compare/difference.ts';
import type { KnownState } from '../requests/known-state.ts';
import { type Call, futureStream, type Step } from '../requests/step.ts';
import type { Answer } from '../servers/answer.ts';
import type { ServerPair } from '../servers/server-pair.ts';
import type { TestedServer } from '../servers/tested-server.ts';

const kv = services['etcdserverpb.KV'];
const lease = services['etcdserverpb.Lease'];
const watch = services['etcdserverpb.Watch'].Watch;
const maintenance = services['etcdserverpb.Maintenance'];

/** Takes both servers through the same steps. Every method resolves with the first difference, or `undefined`. */
export class Comparison {
  readonly #pair: ServerPair;
  #revision = 1;
  #compactedRevision = 0;
  /** Watches on the last stream wait for revisions up to this one. */
  #futureRevision = 0;

  constructor(pair: ServerPair) {
    this.#pair = pair;
  }

  /** What the real etcd's answers said so far. */
  get state(): KnownState {
    return { revision: this.#revision, compactedRevision: this.#compactedRevision };
  }

  async step(step: Step): Promise<Difference | undefined> {
    switch (step.kind) {
      case 'call':
        return step.method === kv.Compact ? this.#compact(step) : this.call(step.method, step.request);
      case 'keep-alive':
        return this.#compare(lease.LeaseKeepAlive, { id: step.lease }, (server) => server.keepAlive(step.lease));
      case 'watch': {
        if (step.stream === futureStream)
          this.#futureRevision = Math.max(this.#futureRevision, step.request.startRevision);
        const request = { requestUnion: { case: 'createRequest', value: step.request } };
        const difference = await this.#compare(watch, request, (server) =>
          server.createWatch(step.stream, step.request),
        );
        // It is canceled at some moment in the next 100 ms, and whether its id is free depends on that moment.
        const isOvertaken = step.request.startRevision > 0 && step.request.startRevision < this.#compactedRevision;
        return difference ?? (isOvertaken ? this.settle() : undefined);
      }
      case 'cancel': {
        if (step.stream === futureStream && this.#futureRevision > this.#revision) return undefined;
        const request = { requestUnion: { case: 'cancelRequest', value: { watchId: step.watchId } } };
        return (
          (await this.settle()) ??
          this.#compare(watch, request, (server) => server.cancelWatch(step.stream, step.watchId))
        );
      }
      case 'progress':
        return this.settle();
    }
  }

  /** One call to both. */
  call(method: MethodDescriptor, request: object): Promise<Difference | undefined> {
    return this.#compare(method, request, (server) => server.call(method, request));
  }

  /**
   * Waits until both servers have told their watches everything, and compares it. Without that, what a watch is told would depend on
   * whether it had caught up before a compaction or a cancellation. The put gives this wait a revision of its own.
   */
  async settle(): Promise<Difference | undefined> {
    const request = PutRequest.create({ key: Buffer.from('settled'), value: Buffer.from('now') });
    const different = await this.call(kv.Put, request);
    if (different !== undefined) return different;
    const revision = this.#revision;
    const streams = this.#pair.etcd.watches.map((_, stream) => stream);
    const ready = streams.filter((stream) => stream !== futureStream || revision >= this.#futureRevision);
    const [etcd, quorate] = await this.#pair.both((server) => settled(server, ready, revision));
    if (etcd !== undefined || quorate !== undefined) {
      return { request: `progress up to revision ${revision}`, etcd, quorate };
    }
    for (const stream of ready) {
      const [told, toldByOurs] = await this.#pair.both(async (server) => server.watches[stream]?.take() ?? []);
      const broken = { etcd: brokenDelivery(told), quorate: brokenDelivery(toldByOurs) };
      if (broken.etcd !== undefined || broken.quorate !== undefined) return { request: { stream }, ...broken };
      const difference = compareWatches(stream, told, toldByOurs);
      if (difference !== undefined) return difference;
    }
    return undefined;
  }

  /** Puts until every watch that waits for a revision has it, and compares what all watches were told. */
  async settleAll(): Promise<Difference | undefined> {
    while (this.#revision < this.#futureRevision) {
      const difference = await this.call(kv.Put, PutRequest.create({ key: Buffer.from('later') }));
      if (difference !== undefined) return difference;
    }
    return this.settle();
  }

  /** The hash of all revisions, all keys, and all leases (in whatever order). */
  async whole(): Promise<Difference | undefined> {
    const everything = RangeRequest.create({ key: Buffer.from([0]), rangeEnd: Buffer.from([0]) });
    return (
      (await this.call(maintenance.HashKV, HashKVRequest.create())) ??
      (await this.call(kv.Range, everything)) ??
      (await this.#compare(lease.LeaseLeases, LeaseLeasesRequest.create(), async (server) =>
        inOrder(await server.call(lease.LeaseLeases, LeaseLeasesRequest.create())),
      ))
    );
  }

  /** Both servers stop and start again; all watches are gone. */
  async restart(): Promise<void> {
    await this.#pair.both((server) => server.restart());
    this.#futureRevision = 0;
  }

  async #compact(step: Call): Promise<Difference | undefined> {
    return (await this.settle()) ?? this.call(step.method, step.request);
  }

  async #compare(
    method: MethodDescriptor,
    request: object,
    act: (server: TestedServer) => Promise<Answer>,
  ): Promise<Difference | undefined> {
    const [etcd, quorate] = await this.#pair.both(act);
    if (etcd.kind === 'message') this.#learn(method, request, etcd.message);
    return compareAnswers(method, request, etcd, quorate);
  }

  #learn(method: MethodDescriptor, request: object, message: object): void {
    const header = 'header' in message ? (message.header as ResponseHeader | undefined) : undefined;
    this.#revision = Math.max(this.#revision, header?.revision ?? 0);
    if (method === kv.Compact && 'revision' in request) this.#compactedRevision = Number(request.revision);
  }
}

async function settled(
  server: TestedServer,
  streams: readonly number[],
  revision: number,
): Promise<string | undefined> {
  try {
    await Promise.all(streams.map((stream) => server.watches[stream]?.settle(revision)));
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** A restart gives all leases the same start, so their order by remaining time says nothing. */
function inOrder(answer: Answer): Answer {
  if (answer.kind === 'message') {
    (answer.message as LeaseLeasesResponse).leases.sort((one, other) => (one.id < other.id ? -1 : 1));
  }
  return answer;
}

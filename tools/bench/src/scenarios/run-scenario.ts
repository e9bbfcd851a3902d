import { PutRequest, PutResponse, RangeRequest, services } from '@quorate/protocol';
import { keyOf, theKey, value } from '../generator/keys.ts';
import { checkAnswer } from '../generator/request-maker.ts';
import { runGenerator } from '../load/generator.ts';
import { type LoadPlan, runH2load } from '../load/h2load.ts';
import type { LoadResult } from '../load/load-result.ts';
import type { BenchOptions } from '../options/bench-options.ts';
import type { Cluster } from '../servers/cluster.ts';
import { callRaw, type Endpoint, frameMessage } from '../servers/etcd-call.ts';
import { type FixedRequest, goesToAll, type Scenario } from './scenario.ts';
import type { Shape } from './shape.ts';

/** A leader that was elected stays so; this is how long a status may take on a machine under load. */
const LEADER_TIMEOUT_MS = 10_000;

const kv = services['etcdserverpb.KV'];

const fixedRequests: Readonly<Record<FixedRequest, { path: string; message: Uint8Array; method: 'put' | 'range' }>> = {
  put: { path: kv.Put.path, message: PutRequest.encode(PutRequest.create({ key: theKey, value })), method: 'put' },
  'range-linearizable': {
    path: kv.Range.path,
    message: RangeRequest.encode(RangeRequest.create({ key: theKey })),
    method: 'range',
  },
  'range-serializable': {
    path: kv.Range.path,
    message: RangeRequest.encode(RangeRequest.create({ key: theKey, serializable: true })),
    method: 'range',
  },
};

/** What a load did to its servers. */
export interface ServerUse {
  /** Processors the servers kept busy while the load ran, warm-up included. */
  readonly serverProcessors: number;
  /** Memory of all servers right after the load, in bytes. */
  readonly rssBytes: number;
  /** The most that all servers have held since their start, in bytes. */
  readonly peakRssBytes: number;
}

/** Puts the keys there that the load reads. */
export async function prepare(scenario: Scenario, cluster: Cluster, options: BenchOptions): Promise<void> {
  const endpoint = await cluster.leader(LEADER_TIMEOUT_MS);
  PutResponse.decode(await callRaw(endpoint, kv.Put.path, frameMessage(fixedRequests.put.message)));
  if (!scenario.filled) return;
  await runGenerator(
    { kind: 'fill', endpoints: [endpoint], connections: 1, streams: 8, keys: options.keys },
    options.loadCpus,
  );
}

/** Runs one load in one shape, after it has seen one right answer of every member that is asked. */
export async function runShape(
  scenario: Scenario,
  cluster: Cluster,
  shape: Shape,
  options: BenchOptions,
  seed: number,
): Promise<LoadResult & ServerUse> {
  const leader = await cluster.leader(LEADER_TIMEOUT_MS);
  const endpoints = goesToAll(scenario) ? cluster.endpoints : [leader];
  for (const endpoint of endpoints) await checkOneAnswer(scenario, endpoint, options);
  const plan: LoadPlan = {
    shape,
    seconds: options.seconds,
    warmUpSeconds: options.warmUpSeconds,
    cpus: options.loadCpus,
  };
  const before = cluster.sample();
  const startedMs = performance.now();
  const result = await runLoad(scenario, endpoints, plan, options, seed);
  const wallSeconds = (performance.now() - startedMs) / 1000;
  const after = cluster.sample();
  return {
    ...result,
    serverProcessors: (after.cpuSeconds - before.cpuSeconds) / wallSeconds,
    rssBytes: after.rssBytes,
    peakRssBytes: after.peakRssBytes,
  };
}

function runLoad(
  scenario: Scenario,
  endpoints: readonly Endpoint[],
  plan: LoadPlan,
  options: BenchOptions,
  seed: number,
): Promise<LoadResult> {
  const { shape, seconds, warmUpSeconds, cpus } = plan;
  const task = { endpoints, ...shape, seconds, warmUpSeconds };
  switch (scenario.kind) {
    case 'fixed': {
      const { path, message } = fixedRequests[scenario.request];
      return runH2load(endpoints[0] as Endpoint, path, message, plan);
    }
    case 'generated':
      return runGenerator({ kind: 'calls', work: scenario.work, keys: options.keys, seed, ...task }, cpus);
    case 'watch':
      return runGenerator({ kind: 'watch', ...task }, cpus);
    case 'idle':
    case 'election':
      throw new Error(`${scenario.name} has no shapes`);
  }
}

async function checkOneAnswer(scenario: Scenario, endpoint: Endpoint, options: BenchOptions): Promise<void> {
  const checks = scenario.kind === 'fixed' ? [fixedRequests[scenario.request]] : Object.values(fixedRequests);
  for (const { path, message, method } of checks) {
    checkAnswer({ method, key: 0 }, await callRaw(endpoint, path, frameMessage(message)));
  }
  if (!scenario.filled) return;
  // The last key tells that all of them were written.
  const last = RangeRequest.encode(RangeRequest.create({ key: keyOf(options.keys - 1) }));
  checkAnswer({ method: 'range', key: options.keys - 1 }, await callRaw(endpoint, kv.Range.path, frameMessage(last)));
}

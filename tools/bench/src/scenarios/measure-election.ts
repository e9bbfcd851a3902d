import { setTimeout as sleep } from 'node:timers/promises';
import { PutRequest, services } from '@quorate/protocol';
import { theKey, value } from '../generator/keys.ts';
import type { Cluster } from '../servers/cluster.ts';
import { CallError, callOnce } from '../servers/etcd-call.ts';

/** An election takes one to two election timeouts of a second. */
const ELECTION_TIMEOUT_MS = 20_000;

/** From SIGKILL of the leader, in milliseconds. */
export interface ElectionTime {
  /** Until the other members agree on a new leader. */
  readonly leaderMs: number;
  /** Until one of them has taken a write. */
  readonly writeMs: number;
}

/** Kills the leader without warning and waits until the others go on. */
export async function measureElection(cluster: Cluster): Promise<ElectionTime> {
  const old = await cluster.leader(ELECTION_TIMEOUT_MS);
  // A heartbeat or two, so that every member has heard of the leader.
  await sleep(500);
  const startedMs = performance.now();
  await cluster.kill(old);
  const leader = await cluster.leader(ELECTION_TIMEOUT_MS);
  const leaderMs = performance.now() - startedMs;
  for (;;) {
    try {
      await callOnce(leader, services['etcdserverpb.KV'].Put, PutRequest.create({ key: theKey, value }));
      return { leaderMs, writeMs: performance.now() - startedMs };
    } catch (error) {
      if (!(error instanceof CallError) || performance.now() - startedMs > ELECTION_TIMEOUT_MS) throw error;
      await sleep(20);
    }
  }
}

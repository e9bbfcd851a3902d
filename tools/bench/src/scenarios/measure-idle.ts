import { setTimeout as sleep } from 'node:timers/promises';
import type { GeneratorTask } from '../generator/generator-task.ts';
import { holdIdle } from '../load/generator.ts';
import type { Cluster } from '../servers/cluster.ts';

/** Long enough for a collector that runs every few seconds to have had its turn. */
const SETTLE_MS = 5_000;

/** Watch streams that share a connection: as many as a stock gRPC server admits. */
const STREAMS_PER_CONNECTION = 100;

/** Memory of the servers at rest, and with much open that does nothing; in bytes, all servers together. */
export interface IdleMemory {
  readonly count: number;
  readonly restBytes: number;
  readonly connectionsBytes: number;
  readonly watchesBytes: number;
  readonly connectionsOpenedSeconds: number;
  readonly watchesOpenedSeconds: number;
}

/** Opens `count` connections, then (on a cluster at rest again) `count` watch streams. `fresh` gives a cluster that was just started. */
export async function measureIdle(count: number, fresh: () => Promise<Cluster>): Promise<IdleMemory> {
  const connections = await holding(fresh, (endpoints) => ({
    kind: 'idle-connections',
    endpoints,
    connections: count,
    streams: 1,
  }));
  const streams = Math.min(count, STREAMS_PER_CONNECTION);
  const watches = await holding(fresh, (endpoints) => ({
    kind: 'idle-watches',
    endpoints,
    connections: Math.ceil(count / streams),
    streams,
  }));
  return {
    count,
    restBytes: connections.restBytes,
    connectionsBytes: connections.heldBytes,
    watchesBytes: watches.heldBytes,
    connectionsOpenedSeconds: connections.seconds,
    watchesOpenedSeconds: watches.seconds,
  };
}

async function holding(fresh: () => Promise<Cluster>, taskFor: (endpoints: readonly string[]) => GeneratorTask) {
  const cluster = await fresh();
  try {
    await sleep(SETTLE_MS);
    const restBytes = cluster.sample().rssBytes;
    const held = await holdIdle(taskFor(cluster.endpoints));
    await sleep(SETTLE_MS);
    const heldBytes = cluster.sample().rssBytes;
    await held.release();
    return { restBytes, heldBytes, seconds: held.seconds };
  } finally {
    await cluster.stop();
  }
}

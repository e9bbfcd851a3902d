import { randomBytes } from 'node:crypto';
import { prefix as keysBelow } from '@quorate/client/raw';
import { CompactionRequest, DefragmentRequest, DeleteRangeRequest, RangeRequest, services } from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { CtlError, exitCode } from '../../ctl-error.ts';

const kv = services['etcdserverpb.KV'];

/** The names that a workload goes by. */
const aliases: Readonly<Record<string, 's' | 'm' | 'l' | 'xl'>> = {
  s: 's',
  small: 's',
  m: 'm',
  medium: 'm',
  l: 'l',
  large: 'l',
  xl: 'xl',
  xLarge: 'xl',
};

/** A workload of each size. */
export type Workloads<T> = Readonly<Record<'s' | 'm' | 'l' | 'xl', T>>;

/**
 * The workload that `--load` names.
 *
 * @throws {CtlError} for one that there is not
 */
export function workloadOf<T>({ flags }: CommandContext, workloads: Workloads<T>): T {
  const name = aliases[flags.string('load')];
  if (name === undefined) throw new CtlError(exitCode.badFeature, `unknown load option ${flags.string('load')}`);
  return workloads[name];
}

/** How many connections the clients of a workload share at most: beyond it they only cost memory. */
const connectionsMax = 16;

/** Connections for a number of clients at work at the same time. */
export async function connectMany(context: CommandContext, clients: number): Promise<Cluster[]> {
  const count = Math.min(clients, connectionsMax);
  return await Promise.all(Array.from({ length: count }, () => Cluster.connect(context)));
}

/**
 * Sees to it that nothing is under the prefix that a check writes to.
 *
 * @throws {CtlError}
 */
export async function requireEmpty(cluster: Cluster, prefix: string): Promise<void> {
  const request = RangeRequest.create({ ...keysBelow(Buffer.from(prefix)), limit: 1 });
  const { kvs } = await cluster.read(kv.Range, request);
  if (kvs.length === 0) return;
  throw new CtlError(
    exitCode.invalidInput,
    `prefix ${JSON.stringify(prefix)} has keys. Delete with etcdctl del --prefix ${prefix} first`,
  );
}

/** Takes away what a check has written, and with the flags its traces too. */
export async function cleanUp(context: CommandContext, cluster: Cluster, prefix: string): Promise<void> {
  const { flags, io } = context;
  const timeoutMs = 30_000;
  const request = DeleteRangeRequest.create(keysBelow(Buffer.from(prefix)));
  const { header } = await cluster.write(kv.DeleteRange, request, { timeoutMs });
  if (flags.bool('auto-compact')) {
    const revision = header?.revision ?? 0;
    io.stdout.write(`Compacting with revision ${revision}\n`);
    await cluster.write(kv.Compact, CompactionRequest.create({ revision, physical: true }), { timeoutMs });
    io.stdout.write(`Compacted with revision ${revision}\n`);
  }
  if (!flags.bool('auto-defrag')) return;
  for (const endpoint of cluster.endpoints) {
    io.stdout.write(`Defragmenting ${JSON.stringify(endpoint)}\n`);
    const { Defragment } = services['etcdserverpb.Maintenance'];
    await cluster.write(Defragment, DefragmentRequest.create(), { endpoint, timeoutMs });
    io.stdout.write(`Defragmented ${JSON.stringify(endpoint)}\n`);
  }
}

/** A key under the prefix that nobody has written, `bytes` long beyond it. */
export function freshKey(prefix: string, bytes: number): Uint8Array {
  const key = Buffer.alloc(prefix.length + bytes);
  key.write(prefix);
  randomBytes(8).copy(key, prefix.length);
  return key;
}

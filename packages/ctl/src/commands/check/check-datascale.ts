import { PutRequest, services } from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { clientSettings } from '../../connection/client-settings.ts';
import type { Cluster } from '../../connection/cluster.ts';
import { CtlError, exitCode } from '../../ctl-error.ts';
import { ProgressBar } from '../../progress/progress-bar.ts';
import { residentBytes } from './resident-bytes.ts';
import { cleanUp, connectMany, freshKey, requireEmpty, type Workloads, workloadOf } from './workload.ts';

/** Pairs that are written, and how many at the same time. */
const workloads: Workloads<{ readonly pairs: number; readonly clients: number }> = {
  s: { pairs: 10_000, clients: 50 },
  m: { pairs: 100_000, clients: 200 },
  l: { pairs: 1_000_000, clients: 500 },
  xl: { pairs: 3_000_000, clients: 1_000 },
};

const keyBytes = 512;
const valueBytes = 512;

/** `check datascale`: how much memory of the server a number of pairs takes. */
export async function checkDatascale(context: CommandContext): Promise<number> {
  const { io, flags } = context;
  const { pairs, clients } = workloadOf(context, workloads);
  const prefix = flags.string('prefix');
  const clusters = await connectMany(context, clients);
  try {
    const [first] = clusters;
    if (first === undefined) return exitCode.error;
    await requireEmpty(first, prefix);
    const settings = await clientSettings(context);
    const before = await residentBytes(settings);
    if (before === undefined) return fail(context, 'before');
    io.stdout.write(
      `Start data scale check for work load [${pairs} key-value pairs, ${keyBytes + valueBytes} bytes per key-value, ${clients} concurrent clients].\n`,
    );
    const errors = await write(context, clusters, prefix, { pairs, clients });
    const after = await residentBytes(settings);
    if (after === undefined) return fail(context, 'after');
    await cleanUp(context, first, prefix);
    if (errors.size > 0) {
      io.stdout.write('FAIL: too many errors\n');
      for (const [message, count] of errors) io.stdout.write(`FAIL: ERROR(${message}) -> ${count}\n`);
      return exitCode.error;
    }
    const megabytes = (after - before) / 1024 ** 2;
    io.stdout.write(`PASS: Approximate system memory used : ${megabytes.toFixed(2)} MB.\n`);
    return exitCode.ok;
  } finally {
    for (const cluster of clusters) cluster[Symbol.dispose]();
  }
}

async function write(
  { io }: CommandContext,
  clusters: readonly Cluster[],
  prefix: string,
  { pairs, clients }: { readonly pairs: number; readonly clients: number },
): Promise<ReadonlyMap<string, number>> {
  using bar = new ProgressBar(io.stderr, 'writing', (count) => `${count} pairs`);
  const value = new Uint8Array(valueBytes);
  const errors = new Map<string, number>();
  let begun = 0;
  const client = async (cluster: Cluster): Promise<void> => {
    while (begun++ < pairs && !io.interrupted.aborted) {
      try {
        const request = PutRequest.create({ key: freshKey(prefix, keyBytes), value });
        await cluster.write(services['etcdserverpb.KV'].Put, request);
      } catch (error) {
        if (!(error instanceof CtlError)) throw error;
        errors.set(error.message, (errors.get(error.message) ?? 0) + 1);
      }
      bar.show(begun, pairs);
    }
  };
  const working = Array.from({ length: clients }, (_, index) => clusters[index % clusters.length]);
  await Promise.all(working.map((cluster) => (cluster === undefined ? undefined : client(cluster))));
  return errors;
}

function fail({ io }: CommandContext, when: 'before' | 'after'): number {
  io.stdout.write(`FAIL: Could not read process_resident_memory_bytes ${when} the put operations.\n`);
  return exitCode.error;
}

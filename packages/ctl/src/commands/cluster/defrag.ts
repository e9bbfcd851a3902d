import { formatGoDuration } from '@quorate/go-duration';
import { DefragmentRequest, services } from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { CtlError, exitCode } from '../../ctl-error.ts';
import type { CtlOutput } from '../../ctl-io.ts';
import { ElapsedTime } from '../../progress/elapsed-time.ts';
import { chosenEndpoints } from '../endpoint/endpoints.ts';

/** `defrag`: one member after the other, so that the others serve meanwhile. */
export async function defrag(context: CommandContext): Promise<number> {
  const { flags, io } = context;
  using cluster = await Cluster.connect(context);
  let code: number = exitCode.ok;
  for (const endpoint of await chosenEndpoints(cluster, flags.bool('cluster'))) {
    const startMs = performance.now();
    const took = () => formatGoDuration(performance.now() - startMs);
    try {
      await defragment(cluster, endpoint, io.stderr);
      io.stdout.write(`Finished defragmenting etcd member[${endpoint}]. took ${took()}\n`);
    } catch (error) {
      if (!(error instanceof CtlError)) throw error;
      io.stderr.write(`Failed to defragment etcd member[${endpoint}]. took ${took()}. (${error.message})\n`);
      code = exitCode.error;
    }
  }
  return code;
}

async function defragment(cluster: Cluster, endpoint: string, out: CtlOutput): Promise<void> {
  using _ = new ElapsedTime(out, `defragmenting ${endpoint}`);
  const { Defragment } = services['etcdserverpb.Maintenance'];
  await cluster.write(Defragment, DefragmentRequest.create(), { endpoint });
}

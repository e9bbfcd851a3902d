import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { CtlError, exitCode } from '../../ctl-error.ts';
import { watchTarget } from './watch-arguments.ts';
import { createRequest, showResponse } from './watch-response.ts';
import { WatchSession } from './watch-session.ts';

/** `watch [key] [range_end] [-- command…]` */
export async function watch(context: CommandContext): Promise<void> {
  if (context.flags.bool('interactive')) {
    const { watchInteractively } = await import('./watch-interactively.ts');
    return watchInteractively(context);
  }
  const target = watchTarget(context, context.io);
  using cluster = await Cluster.connect(context);
  using session = await WatchSession.open(cluster, context.io.interrupted);
  session.write(createRequest(target, context.flags));
  for await (const response of session.responses()) {
    await showResponse(context, target, response);
    if (response.canceled) throw new CtlError(exitCode.interrupted, 'watch is canceled by the server');
  }
  throw new CtlError(exitCode.interrupted, context.io.interrupted.aborted ? '' : 'watch is canceled by the server');
}

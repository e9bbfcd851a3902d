import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { CtlError, exitCode } from '../../ctl-error.ts';
import { beginWatch } from './begin-watch.ts';
import { followWatch } from './follow-watch.ts';
import { watchTarget } from './watch-arguments.ts';

/** `watch [key] [range_end] [-- command…]` */
export async function watch(context: CommandContext): Promise<void> {
  if (context.flags.bool('interactive')) {
    const { watchInteractively } = await import('./watch-interactively.ts');
    return watchInteractively(context);
  }
  const { interrupted } = context.io;
  const target = watchTarget(context, context.io);
  using cluster = await Cluster.connect(context);
  const watcher = beginWatch(await cluster.client(), target, context.flags, interrupted);
  await followWatch(context, watcher, target);
  throw new CtlError(exitCode.interrupted, interrupted.aborted ? '' : 'watch is canceled by the server');
}

import type { Watcher } from '@quorate/client';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { noAnswerFrom } from '../../connection/open-connection.ts';
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
  using _ = hintWhenLate(context, cluster, watcher);
  await followWatch(context, watcher, target);
  throw new CtlError(exitCode.interrupted, interrupted.aborted ? '' : 'watch is canceled by the server');
}

/** A watch waits for a server as long as it takes; people are told so. */
function hintWhenLate({ tool, flags, io }: CommandContext, cluster: Cluster, watcher: Watcher): Disposable {
  const timer = tool.showsHints
    ? setTimeout(() => {
        io.stderr.write(`Hint: ${noAnswerFrom(cluster.endpoints)} Still waiting.\n`);
      }, flags.milliseconds('command-timeout'))
    : undefined;
  const stop = () => clearTimeout(timer);
  watcher.created.then(stop, stop);
  return { [Symbol.dispose]: stop };
}

import { badArguments } from '../../ctl-error.ts';
import type { CtlIo } from '../../ctl-io.ts';

/** What to watch, and the command to run on each event. */
export interface WatchTarget {
  readonly key: string;
  readonly rangeEnd: string | undefined;
  /** Empty for none. */
  readonly command: readonly string[];
}

/** The arguments of a watch, as typed or as read from a line. */
export interface WatchArguments {
  readonly args: readonly string[];
  readonly argsBeforeDash: number | undefined;
}

/**
 * Sorts out `[key] [range_end] [-- command…]`, where the environment may hold key and range end.
 *
 * @throws {CtlError}
 */
export function watchTarget({ args, argsBeforeDash }: WatchArguments, { env }: CtlIo): WatchTarget {
  const keyOfEnvironment = env.ETCDCTL_WATCH_KEY ?? '';
  const endOfEnvironment = env.ETCDCTL_WATCH_RANGE_END ?? '';
  if (keyOfEnvironment === '' && endOfEnvironment !== '') {
    throw badArguments(
      `ETCDCTL_WATCH_KEY is empty but got ETCDCTL_WATCH_RANGE_END=${JSON.stringify(endOfEnvironment)}`,
    );
  }
  const command = argsBeforeDash === undefined ? [] : args.slice(argsBeforeDash);
  if (argsBeforeDash !== undefined && command.length === 0) {
    throw badArguments('bad number of arguments (found separator --, but no commands)');
  }
  const typed = args.slice(0, argsBeforeDash);
  if (keyOfEnvironment !== '' && typed.length > 0) {
    throw badArguments('bad number of arguments (found conflicting environment key)');
  }
  const [key, rangeEnd] = keyOfEnvironment === '' ? typed : [keyOfEnvironment, endOfEnvironment || undefined];
  if (key === undefined) throw badArguments('bad number of arguments', 'Name a key, or all with: watch --prefix ""');
  return { key, rangeEnd, command };
}

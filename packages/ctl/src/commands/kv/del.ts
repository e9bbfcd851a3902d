import { DeleteRangeRequest, services } from '@quorate/protocol';
import type { Flags } from '../../arguments/flags.ts';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { badArguments } from '../../ctl-error.ts';
import { print } from '../../printing/print.ts';
import { selectKeys } from './key-selection.ts';
import { deleteAnswer } from './kv-answers.ts';

/** `del <key> [range_end]` */
export async function del(context: CommandContext): Promise<void> {
  const request = deleteRequest(context.args, context.flags);
  using cluster = await Cluster.connect(context);
  await print(context, deleteAnswer(await cluster.write(services['etcdserverpb.KV'].DeleteRange, request)));
}

/**
 * The request that the arguments and flags of `del` make.
 *
 * @throws {CtlError}
 */
export function deleteRequest(args: readonly string[], flags: Flags): DeleteRangeRequest {
  if (args.length === 0 || args.length > 2) {
    throw badArguments('del command needs one argument as key and an optional argument as range_end');
  }
  if (args.length === 2 && flags.isGiven('range') && !flags.bool('range')) {
    throw badArguments('range_end is not allowed with `--range=false`');
  }
  return DeleteRangeRequest.create({ ...selectKeys(args, flags), prevKv: flags.bool('prev-kv') });
}

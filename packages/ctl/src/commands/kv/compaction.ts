import { CompactionRequest, services } from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { badArguments, CtlError, exitCode } from '../../ctl-error.ts';
import { parseInteger } from '../../text/parse-integer.ts';

/** `compaction <revision>` */
export async function compaction(context: CommandContext): Promise<void> {
  const { args, flags, io } = context;
  const [text] = args;
  if (text === undefined || args.length > 1) throw badArguments('compaction command needs 1 argument');
  const revision = revisionOf(text);
  using cluster = await Cluster.connect(context);
  const request = CompactionRequest.create({ revision, physical: flags.bool('physical') });
  await cluster.write(services['etcdserverpb.KV'].Compact, request);
  io.stdout.write(`compacted revision ${revision}\n`);
}

function revisionOf(text: string): number {
  try {
    return Number(parseInteger(text, 10, 'int64'));
  } catch (error) {
    throw new CtlError(exitCode.error, error instanceof Error ? error.message : String(error));
  }
}

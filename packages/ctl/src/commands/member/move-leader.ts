import { MoveLeaderRequest, MoveLeaderResponse, StatusRequest, services } from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { badArguments, CtlError, exitCode } from '../../ctl-error.ts';
import { messageAnswer } from '../../printing/message-answer.ts';
import { print } from '../../printing/print.ts';
import { hexId } from '../../text/hex-bytes.ts';
import { parseInteger } from '../../text/parse-integer.ts';

const maintenance = services['etcdserverpb.Maintenance'];

/** `move-leader <transferee-member-id>` */
export async function moveLeader(context: CommandContext): Promise<void> {
  const target = targetOf(context.args);
  using cluster = await Cluster.connect(context);
  const leader = await findLeader(cluster);
  if (leader === undefined) {
    const endpoints = cluster.endpoints.join(' ');
    throw badArguments(`no leader endpoint given at [${endpoints}]`, 'See `endpoint status --cluster` for the leader.');
  }
  const { endpoint, id } = leader;
  const request = MoveLeaderRequest.create({ targetId: target });
  const response = await cluster.write(maintenance.MoveLeader, request, { endpoint });
  await print(
    context,
    messageAnswer(MoveLeaderResponse, response, {
      simple: (out) => out.line(`Leadership transferred from ${hexId(id)} to ${hexId(target)}`),
    }),
  );
}

async function findLeader(cluster: Cluster): Promise<{ endpoint: string; id: bigint } | undefined> {
  for (const endpoint of cluster.endpoints) {
    const { header, leader } = await cluster.read(maintenance.Status, StatusRequest.create(), { endpoint });
    if (leader === header?.memberId) return { endpoint, id: leader };
  }
  return undefined;
}

function targetOf(args: readonly string[]): bigint {
  const [text] = args;
  if (text === undefined || args.length > 1) throw badArguments('move-leader command needs 1 argument');
  try {
    return parseInteger(text, 16, 'uint64');
  } catch (error) {
    throw new CtlError(exitCode.badArguments, error instanceof Error ? error.message : String(error));
  }
}

import {
  MemberPromoteRequest,
  MemberPromoteResponse,
  MemberRemoveRequest,
  MemberRemoveResponse,
  MemberUpdateRequest,
  MemberUpdateResponse,
  type ResponseHeader,
  services,
} from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { messageAnswer } from '../../printing/message-answer.ts';
import { print } from '../../printing/print.ts';
import { hexId } from '../../text/hex-bytes.ts';
import { hexedIds } from './hexed-ids.ts';
import { memberArgument, peerUrlsOf } from './member-argument.ts';

const members = services['etcdserverpb.Cluster'];

/** `member remove <memberID>` */
export async function memberRemove(context: CommandContext): Promise<void> {
  const id = memberArgument(context.args);
  using cluster = await Cluster.connect(context);
  const response = await cluster.write(members.MemberRemove, MemberRemoveRequest.create({ id }));
  const sentence = memberSentence(id, 'removed from', response.header);
  await print(
    context,
    hexedIds(context, messageAnswer(MemberRemoveResponse, response, { simple: (out) => out.line(sentence) })),
  );
}

/** `member update <memberID> --peer-urls=…` */
export async function memberUpdate(context: CommandContext): Promise<void> {
  const id = memberArgument(context.args);
  const peerUrls = peerUrlsOf(context.flags.string('peer-urls'));
  using cluster = await Cluster.connect(context);
  const response = await cluster.write(members.MemberUpdate, MemberUpdateRequest.create({ id, peerUrls }));
  const sentence = memberSentence(id, 'updated in', response.header);
  await print(
    context,
    hexedIds(context, messageAnswer(MemberUpdateResponse, response, { simple: (out) => out.line(sentence) })),
  );
}

/** `member promote <memberID>` */
export async function memberPromote(context: CommandContext): Promise<void> {
  const id = memberArgument(context.args);
  using cluster = await Cluster.connect(context);
  const response = await cluster.write(members.MemberPromote, MemberPromoteRequest.create({ id }));
  const sentence = memberSentence(id, 'promoted in', response.header);
  await print(context, messageAnswer(MemberPromoteResponse, response, { simple: (out) => out.line(sentence) }));
}

function memberSentence(id: bigint, did: string, header: ResponseHeader | undefined): string {
  return `Member ${hexId(id).padStart(16)} ${did} cluster ${hexId(header?.clusterId ?? 0n).padStart(16)}`;
}

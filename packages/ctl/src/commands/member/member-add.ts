import { type Member, MemberAddRequest, MemberAddResponse, services } from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { badArguments, CtlError, exitCode } from '../../ctl-error.ts';
import { messageAnswer } from '../../printing/message-answer.ts';
import { print } from '../../printing/print.ts';
import { hexId } from '../../text/hex-bytes.ts';
import { hexedIds } from './hexed-ids.ts';
import { peerUrlsOf } from './member-argument.ts';

/** `member add <name> --peer-urls=…` */
export async function memberAdd(context: CommandContext): Promise<void> {
  const { args, flags, io } = context;
  const [name] = args;
  if (name === undefined || args.length > 1) {
    throw badArguments(args.length > 1 ? `too many arguments: ${args.join(' ')}` : 'member name not provided');
  }
  const peerUrls = peerUrlsOf(flags.string('peer-urls'));
  for (const url of peerUrls) {
    if (!/^[a-z][a-z0-9+.-]*:\/\/./i.test(url)) {
      throw new CtlError(exitCode.error, `parse ${JSON.stringify(url)}: missing protocol scheme`);
    }
  }
  const isLearner = flags.bool('learner');
  using cluster = await Cluster.connect(context);
  const method = services['etcdserverpb.Cluster'].MemberAdd;
  const response = await cluster.write(method, MemberAddRequest.create({ peerUrls, isLearner }));
  const id = hexId(response.member?.id ?? 0n).padStart(16);
  const clusterId = hexId(response.header?.clusterId ?? 0n).padStart(16);
  const answer = messageAnswer(MemberAddResponse, response, {
    simple: (out) => out.line(`Member ${id} added ${isLearner ? 'as learner ' : ''}to cluster ${clusterId}`),
  });
  await print(context, hexedIds(context, answer));
  if (flags.string('write-out') === 'simple') {
    io.stdout.write(`\n${startSettings(name, response.member, response.members).join('\n')}\n`);
  }
}

/** The environment that the new member is started with. */
function startSettings(name: string, added: Member | undefined, members: readonly Member[]): string[] {
  const peers = members.flatMap(({ id, name: known, peerUrls }) =>
    peerUrls.map((url) => `${id === added?.id ? name : known}=${url}`),
  );
  return [
    `ETCD_NAME="${name}"`,
    `ETCD_INITIAL_CLUSTER="${peers.join(',')}"`,
    `ETCD_INITIAL_ADVERTISE_PEER_URLS="${added?.peerUrls.join(',') ?? ''}"`,
    'ETCD_INITIAL_CLUSTER_STATE="existing"',
  ];
}

import { MemberListRequest, MemberListResponse, services } from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import type { Answer } from '../../printing/answer.ts';
import { field, headerFields, messageAnswer } from '../../printing/message-answer.ts';
import { print } from '../../printing/print.ts';
import { goQuote } from '../../text/go-quote.ts';
import { hexId } from '../../text/hex-bytes.ts';
import { isSerializable } from '../kv/range-request.ts';
import { hexedIds } from './hexed-ids.ts';

/** `member list` */
export async function memberList(context: CommandContext): Promise<void> {
  const request = MemberListRequest.create({ linearizable: !isSerializable(context.flags) });
  using cluster = await Cluster.connect(context);
  const response = await cluster.read(services['etcdserverpb.Cluster'].MemberList, request);
  await print(context, hexedIds(context, memberListAnswer(response)));
}

function memberListAnswer(response: MemberListResponse): Answer {
  const { header, members } = response;
  const rows = members.map(({ id, name, peerUrls, clientUrls, isLearner }) => [
    hexId(id),
    name === '' ? 'unstarted' : 'started',
    name,
    peerUrls.join(','),
    clientUrls.join(','),
    String(isLearner),
  ]);
  return {
    ...messageAnswer(MemberListResponse, response, {
      simple: (out) => {
        for (const row of rows) out.line(row.join(', '));
      },
      fields: (out) => {
        headerFields(out, header);
        for (const { id, name, peerUrls, clientUrls, isLearner } of members) {
          field(out, 'ID', id);
          field(out, 'Name', goQuote(name));
          for (const url of peerUrls) field(out, 'PeerURL', goQuote(url));
          for (const url of clientUrls) field(out, 'ClientURL', goQuote(url));
          field(out, 'IsLearner', isLearner);
          out.line();
        }
      },
    }),
    table: () => ({ headings: ['ID', 'Status', 'Name', 'Peer Addrs', 'Client Addrs', 'Is Learner'], rows }),
  };
}

import { StatusRequest, StatusResponse, services } from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { CtlError, exitCode } from '../../ctl-error.ts';
import { messageJson } from '../../format/message-json.ts';
import type { Answer } from '../../printing/answer.ts';
import { field, headerFields, untyped } from '../../printing/message-answer.ts';
import { print } from '../../printing/print.ts';
import type { TextWriter } from '../../printing/text-writer.ts';
import { goQuote } from '../../text/go-quote.ts';
import { hexId } from '../../text/hex-bytes.ts';
import { humanBytes } from '../../text/humanize.ts';
import { chosenEndpoints } from './endpoints.ts';

interface EndpointStatus {
  readonly endpoint: string;
  readonly status: StatusResponse;
}

/** `endpoint status` */
export async function endpointStatus(context: CommandContext): Promise<number> {
  using cluster = await Cluster.connect(context);
  let code: number = exitCode.ok;
  const answers: EndpointStatus[] = [];
  for (const endpoint of await chosenEndpoints(cluster, context.flags.bool('cluster'))) {
    try {
      const method = services['etcdserverpb.Maintenance'].Status;
      answers.push({ endpoint, status: await cluster.read(method, StatusRequest.create(), { endpoint }) });
    } catch (error) {
      if (!(error instanceof CtlError)) throw error;
      context.io.stderr.write(`Failed to get the status of endpoint ${endpoint} (${error.message})\n`);
      code = exitCode.error;
    }
  }
  await print(context, statusAnswer(answers));
  return code;
}

const headings = [
  'Endpoint',
  'ID',
  'Version',
  'Storage Version',
  'DB Size',
  'In Use',
  'Percentage Not In Use',
  'Quota',
  'Is Leader',
  'Is Learner',
  'Raft Term',
  'Raft Index',
  'Raft Applied Index',
  'Errors',
  'Downgrade Target Version',
  'Downgrade Enabled',
];

function statusAnswer(answers: readonly EndpointStatus[]): Answer {
  return {
    simple: (out) => {
      for (const answer of answers) out.line(rowOf(answer).join(', '));
    },
    fields: (out) => {
      for (const answer of answers) statusFields(out, answer);
    },
    json: () =>
      answers.map(({ endpoint, status }) => ({
        Endpoint: endpoint,
        Status: messageJson(untyped(StatusResponse), status),
      })),
    table: () => ({ headings, rows: answers.map(rowOf) }),
  };
}

function rowOf({ endpoint, status }: EndpointStatus): string[] {
  const { header, dbSize, dbSizeInUse } = status;
  const notInUse = dbSize === 0 ? 0 : Math.trunc((1 - dbSizeInUse / dbSize) * 100);
  return [
    endpoint,
    hexId(header?.memberId ?? 0n),
    status.version,
    status.storageVersion,
    humanBytes(dbSize),
    humanBytes(dbSizeInUse),
    `${notInUse}%`,
    humanBytes(status.dbSizeQuota),
    String(status.leader === header?.memberId),
    String(status.isLearner),
    String(status.raftTerm),
    String(status.raftIndex),
    String(status.raftAppliedIndex),
    status.errors.join(', '),
    status.downgradeInfo?.targetVersion ?? '',
    String(status.downgradeInfo?.enabled ?? false),
  ];
}

function statusFields(out: TextWriter, { endpoint, status }: EndpointStatus): void {
  headerFields(out, status.header);
  field(out, 'Version', goQuote(status.version));
  field(out, 'StorageVersion', goQuote(status.storageVersion));
  field(out, 'DBSize', status.dbSize);
  field(out, 'DBSizeInUse', status.dbSizeInUse);
  field(out, 'DBSizeQuota', status.dbSizeQuota);
  field(out, 'Leader', status.leader);
  field(out, 'IsLearner', status.isLearner);
  field(out, 'RaftIndex', status.raftIndex);
  field(out, 'RaftTerm', status.raftTerm);
  field(out, 'RaftAppliedIndex', status.raftAppliedIndex);
  field(out, 'Errors', `[${status.errors.join(' ')}]`);
  field(out, 'Endpoint', goQuote(endpoint));
  field(out, 'DowngradeTargetVersion', goQuote(status.downgradeInfo?.targetVersion ?? ''));
  field(out, 'DowngradeEnabled', status.downgradeInfo?.enabled ?? false);
  out.line();
}

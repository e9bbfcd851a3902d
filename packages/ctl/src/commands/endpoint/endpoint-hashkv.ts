import { HashKVRequest, HashKVResponse, services } from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { CtlError } from '../../ctl-error.ts';
import { messageJson } from '../../format/message-json.ts';
import type { Answer } from '../../printing/answer.ts';
import { field, headerFields, untyped } from '../../printing/message-answer.ts';
import { print } from '../../printing/print.ts';
import { goQuote } from '../../text/go-quote.ts';
import { chosenEndpoints } from './endpoints.ts';

interface EndpointHash {
  readonly endpoint: string;
  readonly hash: HashKVResponse;
}

/** `endpoint hashkv` */
export async function endpointHashKv(context: CommandContext): Promise<void> {
  using cluster = await Cluster.connect(context);
  const request = HashKVRequest.create({ revision: context.flags.number('rev') });
  const hashes: EndpointHash[] = [];
  let failure: unknown;
  for (const endpoint of await chosenEndpoints(cluster, context.flags.bool('cluster'))) {
    try {
      const hash = await cluster.read(services['etcdserverpb.Maintenance'].HashKV, request, { endpoint });
      hashes.push({ endpoint, hash });
    } catch (error) {
      if (!(error instanceof CtlError)) throw error;
      context.io.stderr.write(`Failed to get the hash of endpoint ${endpoint} (${error.message})\n`);
      failure = error;
    }
  }
  await print(context, hashAnswer(hashes));
  if (failure !== undefined) throw failure;
}

function hashAnswer(hashes: readonly EndpointHash[]): Answer {
  const rows = hashes.map(({ endpoint, hash }) => [endpoint, String(hash.hash), String(hash.hashRevision)]);
  return {
    simple: (out) => {
      for (const row of rows) out.line(row.join(', '));
    },
    fields: (out) => {
      for (const { endpoint, hash } of hashes) {
        headerFields(out, hash.header);
        field(out, 'Endpoint', goQuote(endpoint));
        field(out, 'Hash', hash.hash);
        field(out, 'HashRevision', hash.hashRevision);
        out.line();
      }
    },
    json: () =>
      hashes.map(({ endpoint, hash }) => ({ Endpoint: endpoint, HashKV: messageJson(untyped(HashKVResponse), hash) })),
    table: () => ({ headings: ['Endpoint', 'Hash', 'Hash Revision'], rows }),
  };
}

import { type RangeRequest, RangeResponse, services } from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { badArguments } from '../../ctl-error.ts';
import { print } from '../../printing/print.ts';
import { rangeAnswer } from './kv-answers.ts';
import { rangeRequest } from './range-request.ts';

/** `get <key> [range_end]` */
export async function get(context: CommandContext): Promise<void> {
  const { args, flags } = context;
  const request = rangeRequest(args, flags);
  using cluster = await Cluster.connect(context);
  const format = flags.string('write-out');
  if (flags.bool('count-only') && format !== 'fields') {
    throw badArguments('--count-only is only for `--write-out=fields`');
  }
  const valueOnly = flags.bool('print-value-only');
  if (valueOnly && format !== 'simple') throw badArguments('print-value-only is only for `--write-out=simple`');
  if (flags.bool('stream')) return await stream(context, cluster, request, valueOnly);
  await print(context, rangeAnswer(await cluster.read(services['etcdserverpb.KV'].Range, request), valueOnly));
}

/** For people the pairs are shown as they come; the other formats need the whole answer. */
async function stream(
  context: CommandContext,
  cluster: Cluster,
  request: RangeRequest,
  valueOnly: boolean,
): Promise<void> {
  const whole = RangeResponse.create();
  const isShownAtOnce = context.flags.string('write-out') === 'simple';
  for await (const { rangeResponse } of cluster.messages(services['etcdserverpb.KV'].RangeStream, request)) {
    if (rangeResponse === undefined) continue;
    if (isShownAtOnce) {
      await print(context, rangeAnswer(rangeResponse, valueOnly));
      continue;
    }
    whole.header ??= rangeResponse.header;
    whole.kvs.push(...rangeResponse.kvs);
    whole.more = rangeResponse.more;
    whole.count = Math.max(whole.count, rangeResponse.count);
  }
  if (!isShownAtOnce) await print(context, rangeAnswer(whole));
}

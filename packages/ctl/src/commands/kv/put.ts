import { services } from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { print } from '../../printing/print.ts';
import { readAll } from '../../prompt/read-all.ts';
import { putAnswer } from './kv-answers.ts';
import { putRequest } from './put-request.ts';

/** `put <key> <value>` */
export async function put(context: CommandContext): Promise<void> {
  const { args, flags, io } = context;
  const request = await putRequest(args, flags, () => readAll(io));
  using cluster = await Cluster.connect(context);
  await print(context, putAnswer(await cluster.write(services['etcdserverpb.KV'].Put, request)));
}

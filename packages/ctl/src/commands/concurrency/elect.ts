import type { ElectedLeader } from '@quorate/client';
import { RangeRequest, RangeResponse, services } from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { explained } from '../../connection/explain-error.ts';
import { badArguments, CtlError, exitCode } from '../../ctl-error.ts';
import { print } from '../../printing/print.ts';
import { rangeAnswer } from '../kv/kv-answers.ts';
import { withSession } from './held-session.ts';
import { untilEnd } from './until-end.ts';

/** Seconds after which a candidate that has gone is no candidate any more. */
const sessionTtlSeconds = 60;

/** So long a candidate that is asked to end tries to resign. */
const resignTimeoutMs = 1_000;

const { Range } = services['etcdserverpb.KV'];

/** `elect <election-name> [proposal]`: stands for election, or with `-l` tells of who is elected. */
export async function elect(context: CommandContext): Promise<void> {
  const { args, flags } = context;
  const [name, proposal] = args;
  if (name === undefined || args.length > 2) {
    throw badArguments('elect takes one election name argument and an optional proposal argument');
  }
  const listens = flags.bool('listen');
  if (listens && proposal !== undefined) throw badArguments('proposal given but -l is set');
  if (!listens && proposal === undefined) throw badArguments('no proposal argument but -l not set');
  using cluster = await Cluster.connect(context);
  if (proposal === undefined) return await observe(context, cluster, name);
  await campaign(context, cluster, name, proposal);
}

/** Goes on when a member is lost, until it is interrupted. */
async function observe(context: CommandContext, cluster: Cluster, name: string): Promise<void> {
  const signal = context.io.interrupted;
  const client = await cluster.client();
  try {
    for await (const leader of client.election(name).observe({ signal })) {
      if (leader !== undefined) await print(context, rangeAnswer(await proclaimed(cluster, leader)));
    }
  } catch (error) {
    if (!signal.aborted) throw explained(error, context);
  }
}

/** The leader's key as it was when it became known; nothing when it is compacted by now. */
async function proclaimed(cluster: Cluster, { key, modRevision }: ElectedLeader): Promise<RangeResponse> {
  try {
    const { header, kvs } = await cluster.read(Range, RangeRequest.create({ key, revision: modRevision }));
    return RangeResponse.create({ header, kvs });
  } catch (error) {
    const isCompacted = error instanceof CtlError && error.message.includes('has been compacted');
    if (!isCompacted) throw error;
    const { header, kvs } = await cluster.read(Range, RangeRequest.create({ key }));
    return RangeResponse.create({ header, kvs });
  }
}

async function campaign(context: CommandContext, cluster: Cluster, name: string, proposal: string): Promise<void> {
  const { io } = context;
  const client = await cluster.client();
  await withSession(context, client, sessionTtlSeconds, async (session) => {
    const office = await client.election(name).campaign(proposal, { session, signal: io.interrupted });
    await print(context, rangeAnswer(await cluster.read(Range, RangeRequest.create({ key: office.key }))));
    try {
      await untilEnd(office.signal, io.interrupted);
    } catch (error) {
      throw error instanceof CtlError ? new CtlError(exitCode.error, `elect: ${error.message}`) : error;
    }
    await office.resign({ timeoutMs: resignTimeoutMs }).catch(() => undefined);
  });
}

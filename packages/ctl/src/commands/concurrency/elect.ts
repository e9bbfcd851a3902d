import {
  CampaignRequest,
  LeaderRequest,
  RangeRequest,
  RangeResponse,
  ResignRequest,
  services,
} from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { badArguments, CtlError, exitCode } from '../../ctl-error.ts';
import { print } from '../../printing/print.ts';
import { rangeAnswer } from '../kv/kv-answers.ts';
import { HeldLease } from './held-lease.ts';
import { untilEnd } from './until-end.ts';

/** Seconds after which a candidate that has gone is no candidate any more. */
const sessionTtlSeconds = 60;

const election = services['v3electionpb.Election'];

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

async function observe(context: CommandContext, cluster: Cluster, name: string): Promise<void> {
  const request = LeaderRequest.create({ name: Buffer.from(name) });
  const signal = context.io.interrupted;
  try {
    for await (const { header, kv } of cluster.messages(election.Observe, request, { signal, requireLeader: true })) {
      const kvs = kv === undefined ? [] : [kv];
      await print(context, rangeAnswer(RangeResponse.create({ header, kvs, count: kvs.length })));
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    return;
  }
  throw new CtlError(exitCode.error, 'elect: observer lost');
}

async function campaign(context: CommandContext, cluster: Cluster, name: string, proposal: string): Promise<void> {
  const { io } = context;
  await using lease = await HeldLease.grant(cluster, sessionTtlSeconds);
  const request = CampaignRequest.create({
    name: Buffer.from(name),
    lease: lease.id,
    value: Buffer.from(proposal),
  });
  const signal = AbortSignal.any([io.interrupted, lease.lost]);
  const options = { timeoutMs: Number.POSITIVE_INFINITY, signal };
  const { leader } = await cluster.write(election.Campaign, request, options);
  const key = leader?.key ?? new Uint8Array();
  const { Range } = services['etcdserverpb.KV'];
  await print(context, rangeAnswer(await cluster.read(Range, RangeRequest.create({ key }))));
  try {
    await untilEnd(lease.lost, io.interrupted);
  } catch (error) {
    throw error instanceof CtlError ? new CtlError(exitCode.error, `elect: ${error.message}`) : error;
  }
  const resigning = AbortSignal.timeout(1_000);
  await cluster.write(election.Resign, ResignRequest.create({ leader }), { signal: resigning }).catch(() => undefined);
}

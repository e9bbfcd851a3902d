import { setTimeout as wait } from 'node:timers/promises';
import { LeaseKeepAliveRequest, LeaseKeepAliveResponse, services } from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { CtlError, exitCode } from '../../ctl-error.ts';
import type { Answer } from '../../printing/answer.ts';
import { field, headerFields, messageAnswer } from '../../printing/message-answer.ts';
import { print } from '../../printing/print.ts';
import { hexLease } from '../../text/hex-bytes.ts';
import { headerBytes, headerJson } from './header-json.ts';
import { leaseArgument } from './lease-argument.ts';

/** A lease is renewed when a third of its time is over. */
const renewalsPerTtl = 3;
const millisecondsPerSecond = 1000;

/** After a renewal that failed it is tried again so soon. */
const retryMs = 200;

/** `lease keep-alive <leaseID>` */
export async function keepAlive(context: CommandContext): Promise<void> {
  const { args, flags, io } = context;
  const id = leaseArgument(args, 'lease keep-alive command needs lease ID as argument');
  using cluster = await Cluster.connect(context);
  const timeoutMs = flags.milliseconds('command-timeout');
  const { interrupted } = io;
  const first = await renew(cluster, id, timeoutMs, interrupted);
  if (flags.bool('once')) {
    if (first.ttl <= 0) throw new CtlError(exitCode.badConnection, 'etcdserver: requested lease not found');
    await print(context, keepAliveAnswer(first));
    return;
  }
  for (let answer: LeaseKeepAliveResponse | undefined = first; answer !== undefined && answer.ttl > 0; ) {
    await print(context, keepAliveAnswer(answer));
    const lifeMs = answer.ttl * millisecondsPerSecond;
    const endsMs = performance.now() + lifeMs;
    await pause(lifeMs / renewalsPerTtl, interrupted);
    answer = await renewUntil(endsMs, cluster, id, interrupted);
  }
  io.stdout.write(`lease ${hexLease(id)} expired or revoked.\n`);
}

async function pause(ms: number, interrupted: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal: interrupted }).catch(() => undefined);
  if (interrupted.aborted) throw new CtlError(exitCode.interrupted, '');
}

/** Whoever does not answer may be starting again: it is asked for as long as the lease may live. `undefined` when that is over. */
async function renewUntil(
  endsMs: number,
  cluster: Cluster,
  id: bigint,
  interrupted: AbortSignal,
): Promise<LeaseKeepAliveResponse | undefined> {
  for (let leftMs = endsMs - performance.now(); leftMs > 0; leftMs = endsMs - performance.now()) {
    try {
      return await renew(cluster, id, leftMs, interrupted);
    } catch (error) {
      if (!(error instanceof CtlError)) throw error;
      await pause(retryMs, interrupted);
    }
  }
  return undefined;
}

async function renew(
  cluster: Cluster,
  id: bigint,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<LeaseKeepAliveResponse> {
  const request = LeaseKeepAliveRequest.create({ id });
  const options = { timeoutMs, signal, requireLeader: true };
  for await (const response of cluster.messages(services['etcdserverpb.Lease'].LeaseKeepAlive, request, options)) {
    return response;
  }
  throw new CtlError(exitCode.badConnection, 'the server ended the stream without an answer');
}

function keepAliveAnswer(response: LeaseKeepAliveResponse): Answer {
  const { header, id, ttl } = response;
  return messageAnswer(LeaseKeepAliveResponse, response, {
    simple: (out) => out.line(`lease ${hexLease(id)} keepalived with TTL(${ttl})`),
    fields: (out) => {
      headerFields(out, header);
      field(out, 'ID', id);
      field(out, 'TTL', ttl);
    },
    protobuf: () => headerBytes(header),
    json: () => ({ ...headerJson(header), ID: id, TTL: ttl }),
  });
}

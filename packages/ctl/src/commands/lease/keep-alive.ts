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

/** `lease keep-alive <leaseID>` */
export async function keepAlive(context: CommandContext): Promise<void> {
  const { args, flags, io } = context;
  const id = leaseArgument(args, 'lease keep-alive command needs lease ID as argument');
  using cluster = await Cluster.connect(context);
  if (flags.bool('once')) {
    const response = await renew(cluster, id, flags.milliseconds('command-timeout'));
    if (response.ttl <= 0) {
      throw new CtlError(exitCode.badConnection, 'etcdserver: requested lease not found');
    }
    await print(context, keepAliveAnswer(response));
    return;
  }
  for (;;) {
    const response = await renew(cluster, id, flags.milliseconds('command-timeout'));
    if (response.ttl <= 0) break;
    await print(context, keepAliveAnswer(response));
    const pauseMs = (response.ttl * millisecondsPerSecond) / renewalsPerTtl;
    await wait(pauseMs, undefined, { signal: io.interrupted }).catch(() => undefined);
    if (io.interrupted.aborted) throw new CtlError(exitCode.interrupted, '');
  }
  io.stdout.write(`lease ${hexLease(id)} expired or revoked.\n`);
}

async function renew(cluster: Cluster, id: bigint, timeoutMs: number): Promise<LeaseKeepAliveResponse> {
  const request = LeaseKeepAliveRequest.create({ id });
  for await (const response of cluster.messages(services['etcdserverpb.Lease'].LeaseKeepAlive, request, {
    timeoutMs,
    requireLeader: true,
  })) {
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

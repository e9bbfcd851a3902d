import {
  LeaseGrantRequest,
  LeaseGrantResponse,
  LeaseLeasesRequest,
  LeaseLeasesResponse,
  LeaseRevokeRequest,
  LeaseRevokeResponse,
  LeaseTimeToLiveRequest,
  services,
} from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { badArguments, CtlError } from '../../ctl-error.ts';
import { doneAnswer, field, headerFields, messageAnswer } from '../../printing/message-answer.ts';
import { print } from '../../printing/print.ts';
import { hexLease } from '../../text/hex-bytes.ts';
import { parseInteger } from '../../text/parse-integer.ts';
import { headerBytes, headerJson } from './header-json.ts';
import { leaseArgument } from './lease-argument.ts';
import { timeToLiveAnswer } from './time-to-live-answer.ts';

const leases = services['etcdserverpb.Lease'];

/** `lease grant <ttl>` */
export async function grant(context: CommandContext): Promise<void> {
  const [text] = context.args;
  if (text === undefined || context.args.length > 1) throw badArguments('lease grant command needs TTL argument');
  const ttl = ttlOf(text);
  using cluster = await Cluster.connect(context);
  const request = LeaseGrantRequest.create({ ttl });
  const response = await saying('failed to grant lease', cluster.write(leases.LeaseGrant, request));
  await print(
    context,
    messageAnswer(LeaseGrantResponse, response, {
      simple: (out) => out.line(`lease ${hexLease(response.id)} granted with TTL(${response.ttl}s)`),
      fields: (out) => {
        headerFields(out, response.header);
        field(out, 'ID', response.id);
        field(out, 'TTL', response.ttl);
      },
      protobuf: () => headerBytes(response.header),
      json: () => ({ ...headerJson(response.header), ID: response.id, TTL: response.ttl, Error: response.error }),
    }),
  );
}

/** `lease revoke <leaseID>` */
export async function revoke(context: CommandContext): Promise<void> {
  const id = leaseArgument(context.args, 'lease revoke command needs 1 argument');
  using cluster = await Cluster.connect(context);
  const request = LeaseRevokeRequest.create({ id });
  const response = await saying('failed to revoke lease', cluster.write(leases.LeaseRevoke, request));
  await print(context, doneAnswer(LeaseRevokeResponse, response, `lease ${hexLease(id)} revoked`));
}

/** `lease timetolive <leaseID>` */
export async function timeToLive(context: CommandContext): Promise<void> {
  const id = leaseArgument(context.args, 'lease timetolive command needs lease ID as argument');
  const keys = context.flags.bool('keys');
  using cluster = await Cluster.connect(context);
  const response = await cluster.read(leases.LeaseTimeToLive, LeaseTimeToLiveRequest.create({ id, keys }));
  await print(context, timeToLiveAnswer(response, keys));
}

/** `lease list` */
export async function list(context: CommandContext): Promise<void> {
  using cluster = await Cluster.connect(context);
  const response = await cluster.read(leases.LeaseLeases, LeaseLeasesRequest.create());
  const ids = response.leases.map(({ id }) => id);
  await print(
    context,
    messageAnswer(LeaseLeasesResponse, response, {
      simple: (out) => {
        out.line(`found ${ids.length} leases`);
        for (const id of ids) out.line(hexLease(id));
      },
      fields: (out) => {
        headerFields(out, response.header);
        for (const id of ids) field(out, 'ID', id);
      },
      protobuf: () => headerBytes(response.header),
      json: () => ({ ...headerJson(response.header), leases: ids.map((id) => ({ id })) }),
    }),
  );
}

/** Has an error say what failed. */
async function saying<T>(what: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof CtlError)) throw error;
    throw new CtlError(error.exitCode, `${what} (${error.message})`, error.hint);
  }
}

function ttlOf(text: string): number {
  try {
    return Number(parseInteger(text, 10, 'int64'));
  } catch (error) {
    throw badArguments(`bad TTL (${error instanceof Error ? error.message : String(error)})`);
  }
}

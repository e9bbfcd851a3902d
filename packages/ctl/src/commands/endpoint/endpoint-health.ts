import { formatGoDuration } from '@quorate/go-duration';
import { AlarmAction, AlarmRequest, AlarmTypeTable, RangeRequest, services } from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { CtlError, exitCode } from '../../ctl-error.ts';
import type { Answer } from '../../printing/answer.ts';
import { field } from '../../printing/message-answer.ts';
import { print } from '../../printing/print.ts';
import { goQuote } from '../../text/go-quote.ts';
import { chosenEndpoints } from './endpoints.ts';

interface Health {
  readonly endpoint: string;
  readonly isHealthy: boolean;
  readonly took: string;
  readonly error: string;
}

/** `endpoint health`: every endpoint is to answer a read that needs the quorum. */
export async function endpointHealth(context: CommandContext): Promise<number> {
  using cluster = await Cluster.connect(context);
  const endpoints = await chosenEndpoints(cluster, context.flags.bool('cluster'));
  const healths = await Promise.all(endpoints.map((endpoint) => checkEndpoint(cluster, endpoint)));
  const isSimple = context.flags.string('write-out') === 'simple';
  if (!isSimple) await print(context, healthAnswer(healths));
  else for (const health of healths) context.io[health.isHealthy ? 'stdout' : 'stderr'].write(`${sentence(health)}\n`);
  if (healths.every(({ isHealthy }) => isHealthy)) return exitCode.ok;
  throw new CtlError(exitCode.error, 'unhealthy cluster');
}

async function checkEndpoint(cluster: Cluster, endpoint: string): Promise<Health> {
  const startMs = performance.now();
  const done = (isHealthy: boolean, error = ''): Health => ({
    endpoint,
    isHealthy,
    took: formatGoDuration(performance.now() - startMs),
    error,
  });
  try {
    const request = RangeRequest.create({ key: Buffer.from('health') });
    await cluster.read(services['etcdserverpb.KV'].Range, request, { endpoint });
  } catch (error) {
    if (!(error instanceof CtlError)) throw error;
    // A member that looked up permissions has asked the quorum.
    if (error.message !== 'etcdserver: permission denied') return done(false, error.message);
  }
  const alarms = await alarmsOf(cluster, endpoint);
  return alarms === '' ? done(true) : done(false, alarms);
}

async function alarmsOf(cluster: Cluster, endpoint: string): Promise<string> {
  try {
    const request = AlarmRequest.create({ action: AlarmAction.Get });
    const { alarms } = await cluster.read(services['etcdserverpb.Maintenance'].Alarm, request, { endpoint });
    if (alarms.length === 0) return '';
    // etcd's tools end the list with a space.
    return `Active Alarm(s): ${alarms.map(({ alarm }) => `${AlarmTypeTable.names.get(alarm) ?? 'UNKNOWN'} `).join('')}`;
  } catch (error) {
    if (!(error instanceof CtlError)) throw error;
    return 'Unable to fetch the alarm list';
  }
}

function sentence({ endpoint, isHealthy, took, error }: Health): string {
  return isHealthy
    ? `${endpoint} is healthy: successfully committed proposal: took = ${took}`
    : `${endpoint} is unhealthy: failed to commit proposal: ${error}`;
}

function healthAnswer(healths: readonly Health[]): Answer {
  return {
    simple: (out) => {
      for (const health of healths) out.line(sentence(health));
    },
    fields: (out) => {
      for (const { endpoint, isHealthy, took, error } of healths) {
        field(out, 'Endpoint', goQuote(endpoint));
        field(out, 'Health', isHealthy);
        field(out, 'Took', took);
        field(out, 'Error', error);
        out.line();
      }
    },
    json: () =>
      healths.map(({ endpoint, isHealthy, took, error }) => ({
        endpoint,
        health: isHealthy,
        took,
        ...(error === '' ? {} : { error }),
      })),
    table: () => ({
      headings: ['Endpoint', 'Health', 'Took', 'Error'],
      rows: healths.map(({ endpoint, isHealthy, took, error }) => [endpoint, String(isHealthy), took, error]),
    }),
  };
}

import { services } from '@quorate/protocol';
import { invalidArgument } from '../errors/local-errors.ts';
import { notice } from './call-events.ts';
import type { ClientOptions } from './client-options.ts';
import { EndpointSet } from './endpoint-set.ts';
import { nameOfAddress, TlsSource } from './tls-source.ts';
import { Transport } from './transport.ts';

const callTimeoutMsDefault = 30_000;
const attemptsMaxDefault = 100;

/** etcd refuses clients that ask for a sign of life more often than every 5 s. */
const keepaliveIntervalMsDefault = 10_000;
const keepaliveTimeoutMsDefault = 3_000;

/** As Go's client: a little more than the largest request etcd takes unless told otherwise. */
const sendBytesMaxDefault = 2 * 1024 * 1024;
const receiveBytesMaxDefault = 2 ** 31 - 1;

/** Pauses between attempts to connect: an endpoint that is back is noticed within a second. */
const reconnectMsMin = 50;
const reconnectMsMax = 1_000;

/** Bytes in flight on a connection and on a stream. HTTP/2's 64 KiB would make large answers wait for the round trip again and again. */
const flowControlWindowBytes = 4 * 1024 * 1024;

/** What a client stands on. */
export interface Connection {
  readonly transport: Transport;
  readonly close: () => void;
}

/** Sets up endpoints, TLS and the transport; connecting is left to the first call. */
export function createConnection(options: ClientOptions): Connection {
  const names = typeof options.endpoints === 'string' ? options.endpoints.split(',') : [...options.endpoints];
  if (names.length === 0) throw invalidArgument('a client needs at least one endpoint');
  const tls = new TlsSource(options.tls ?? {}, () => endpoints.renew());
  const endpoints = new EndpointSet(names, options.tls !== undefined, {
    credentials: (address) => tls.credentials(address),
    options: ({ secure, ip }) =>
      channelOptions(options, options.tls?.serverName ?? (secure && ip !== undefined ? nameOfAddress : undefined)),
  });
  const transport = new Transport({
    endpoints,
    credentials: options.credentials,
    callTimeoutMs: options.callTimeoutMs ?? callTimeoutMsDefault,
    attemptsMax: options.attemptsMax ?? attemptsMaxDefault,
    authenticate: async (transport, name, password) => {
      const request = { name, password };
      return (await transport.unary(services['etcdserverpb.Auth'].Authenticate, request, 'read')).token;
    },
  });
  const syncing =
    options.autoSyncIntervalMs === undefined ? undefined : keepInSync(transport, options.autoSyncIntervalMs);
  return {
    transport,
    close: () => {
      clearInterval(syncing);
      tls.close();
      transport.close();
    },
  };
}

/** Replaces the endpoints by the client URLs of the voting members; learners answer next to nothing. */
export async function syncEndpoints(transport: Transport, options = {}): Promise<readonly string[]> {
  const method = services['etcdserverpb.Cluster'].MemberList;
  const { members } = await transport.unary(method, { linearizable: true }, 'read', options);
  const names = members.filter(({ isLearner }) => !isLearner).flatMap(({ clientUrls }) => clientUrls);
  if (names.length > 0) {
    transport.endpoints.replace(names);
    notice({ type: 'endpoints', endpoints: names });
  }
  return transport.endpoints.names;
}

function keepInSync(transport: Transport, intervalMs: number): NodeJS.Timeout {
  // A failure leaves the endpoints as they are; the next turn tries again.
  const timer = setInterval(
    () => void syncEndpoints(transport, { timeoutMs: intervalMs }).catch(() => undefined),
    intervalMs,
  );
  timer.unref();
  return timer;
}

function channelOptions(options: ClientOptions, serverName: string | undefined): Record<string, string | number> {
  return {
    'grpc.keepalive_time_ms': options.keepaliveIntervalMs ?? keepaliveIntervalMsDefault,
    'grpc.keepalive_timeout_ms': options.keepaliveTimeoutMs ?? keepaliveTimeoutMsDefault,
    'grpc.max_send_message_length': options.sendBytesMax ?? sendBytesMaxDefault,
    'grpc.max_receive_message_length': options.receiveBytesMax ?? receiveBytesMaxDefault,
    'grpc.initial_reconnect_backoff_ms': reconnectMsMin,
    'grpc.max_reconnect_backoff_ms': reconnectMsMax,
    'grpc-node.flow_control_window': flowControlWindowBytes,
    // Each client has connections of its own, which end with it.
    'grpc.use_local_subchannel_pool': 1,
    'grpc.service_config_disable_resolution': 1,
    ...(serverName === undefined
      ? {}
      : { 'grpc.ssl_target_name_override': serverName, 'grpc.default_authority': serverName }),
  };
}

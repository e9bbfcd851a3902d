import {
  type CorruptionChecks,
  clusterVersionMin,
  etcdVersion,
  Member,
  type MemberEnd,
  type MemberOptions,
} from '@quorate/member';
import { NodeClock, NodeDisk, NodeRandom } from '@quorate/node-ports';
import { HttpPeerTransport, PeerHttp, type PeerIdentity } from '@quorate/peer';
import type { Clock, Disk, Failpoints } from '@quorate/ports';
import { formatId } from '@quorate/snapshot';
import { hasWal } from '@quorate/wal';
import type { ServerConfig } from '../config/server-config.ts';
import type { RootLogger } from '../logging/root-logger.ts';
import { createEtcdMetrics, type EtcdMetrics } from '../metrics/etcd-metrics.ts';
import { registerGrpcMetrics } from '../metrics/grpc-metrics.ts';
import { MetricRegistry } from '../metrics/metric-registry.ts';
import { registerRuntimeMetrics, runtimeName } from '../metrics/runtime-metrics.ts';
import { scrapeHandler } from '../metrics/scrape-handler.ts';
import type { RunningServer } from '../process/run-program.ts';
import { clientListenerTls, peerDialerTls, peerListenerTls, requireTls } from '../tls/tls-from-config.ts';
import { autoCompactor } from './auto-compaction.ts';
import { createEtcdBackend } from './backend/etcd-backend.ts';
import { bootstrapOf, bootstrapOfRestart } from './bootstrap.ts';
import { ClientSide } from './client-side.ts';
import { collectMetrics } from './collect-metrics.ts';
import { corruptionChecks } from './corruption-checks.ts';
import { endpointsBackend, versionsOf } from './endpoints.ts';
import { memberObserver } from './member-observer.ts';
import { peerRequests } from './peer-requests.ts';
import { PeerSide } from './peer-side.ts';
import { remoteMembers } from './remote-members.ts';
import { reportStart } from './report-start.ts';

/** Unary calls under way may take so long to end when the server stops, in milliseconds. */
const shutdownGraceMs = 1000;

/**
 * Bound of the database's page cache, in bytes. The system caches the file as well, and what is read most (the index, recent values) is
 * in memory anyway; more than this costs memory and gains little.
 */
const databaseCacheBytes = 32 * 1024 * 1024;

/** A status that says: the disk failed, or an invariant broke. Service managers should not simply start it again. */
const endedStatus = 1;

/** Where a member runs, if that is not a process of its own. */
export interface MemberHost {
  /** Where its files lie; the machine's disk unless given. */
  readonly disk?: Disk;
  /** For fault tests; see docs/failpoints.md. */
  readonly failpoints?: Failpoints | undefined;
  /** Called when the member may not go on; a process of its own ends instead. */
  readonly onEnd?: (end: MemberEnd) => void;
}

/** A member with everything that listens for it. */
export interface ServedMember extends RunningServer {
  /** Resolves when clients are served: not before there is a quorum. */
  readonly ready: Promise<void>;
}

/** Starts a member as configured. Resolves as soon as it can be stopped; it may wait for a quorum then. */
export async function serveMember(config: ServerConfig, log: RootLogger, host: MemberHost = {}): Promise<ServedMember> {
  const logger = log.named('compose/start-member.ts');
  const clock = new NodeClock();
  const disk = host.disk ?? new NodeDisk();
  const registry = new MetricRegistry();
  const metrics = createEtcdMetrics(registry);
  const runtime = registerRuntimeMetrics(registry);
  metrics.server.version.with({ server_version: etcdVersion }).set(1);
  metrics.server.goVersion.with({ server_go_version: runtimeName() }).set(1);

  const peerTls = peerListenerTls(config, log.named('tls/peer'));
  const dialerTls = peerDialerTls(config, log.named('tls/peer-dialer'));
  const clientTls = clientListenerTls(config, log.named('tls/client'));
  requireTls(config.listenPeerUrls, peerTls);
  requireTls(config.listenClientUrls, clientTls);

  const isRestart = await hasWal(disk, config.walDir);
  reportStart(config, isRestart, logger);
  const clients = new ClientSide(config, clientTls, log.named('compose/client-side.ts'), host.failpoints);
  const peerSide = new PeerSide(log.named('compose/peer-side.ts'));
  await peerSide.listen(config.listenPeerUrls, peerTls);
  const http = new PeerHttp({ clock, ...(dialerTls ? { tls: () => dialerTls.options() } : {}) });

  const transports: HttpPeerTransport[] = [];
  const createTransport: MemberOptions['createTransport'] = ({ memberId, clusterId }) => {
    const transport = createPeerTransport({ memberId, clusterId }, config, clock, http, log, metrics, host.failpoints);
    transports.push(transport);
    return transport;
  };
  const ended = Promise.withResolvers<MemberEnd>();
  const bootstrap = isRestart ? bootstrapOfRestart(config) : await bootstrapOf(config, http, logger);
  const options = memberOptions(config, {
    ...{ clock, disk, log, http, metrics, bootstrap, createTransport },
    failpoints: host.failpoints,
  });
  const member = await Member.open(options, ended.resolve);
  const [transport] = transports;
  if (!transport) throw new Error('the member made no transport');

  const corruption = corruptionChecks(config, member, clock, http, log.named('member/corruption.ts'));
  if (isRestart && config.featureGates.InitialCorruptCheck) await compareOrClose(corruption, member, peerSide);

  const quotaBytes = options.quotaBytes;
  const backend = createEtcdBackend(member, {
    clock,
    databasePath: `${config.dataDir}/member/snap/db`,
    quotaBytes,
    onDefragmented: (seconds) => metrics.disk.backendDefragSeconds.observe(seconds),
    onDefragmenting: (underWay) => metrics.disk.defragInflight.set(Number(underWay)),
  });
  await clients.listen(backend, endpointsBackend(member, metrics, scrapeHandler(registry)), member.requestTimeoutMs);
  collectMetrics(registry, metrics, member, transport, clients, quotaBytes);
  registerGrpcMetrics(registry, () => clients.grpc?.metrics() ?? { methods: [], receivedBytes: 0, sentBytes: 0 });

  const compactor = autoCompactor(config.autoCompaction, member, clock, log.named('compaction/auto-compactor.ts'));
  const ready = Promise.withResolvers<void>();
  const server = new MemberServer(member, clients, peerSide, ready.promise, () => {
    compactor?.stop();
    corruption.stop();
    runtime.stop();
    for (const tls of [peerTls, dialerTls, clientTls]) tls?.close();
  });
  ended.promise.then((end) => (host.onEnd ? host.onEnd(end) : endProcess(server, end, log)));
  logger.info('starting local etcd server', {
    'local-member-id': formatId(member.id),
    'cluster-id': formatId(member.clusterId),
    'local-server-version': etcdVersion,
  });
  member.start();
  compactor?.start();
  corruption.start();
  peerSide.serve(
    transport,
    peerRequests(member, () => JSON.stringify(versionsOf(member)), host.failpoints),
  );
  void announce(member, clients, log).then(ready.resolve);
  return server;
}

/** Members that answer already must have the same data as this one; otherwise it is closed again, and nobody served. */
async function compareOrClose(corruption: CorruptionChecks, member: Member, peerSide: PeerSide): Promise<void> {
  try {
    await corruption.compareWithPeers();
  } catch (error) {
    await member.stop();
    await peerSide.close();
    throw error;
  }
}

/** Serves clients once the member has published itself, so not before there is a quorum, and the cluster has its version. */
async function announce(member: Member, clients: ClientSide, log: RootLogger): Promise<void> {
  await member.publish();
  await member.version.decided();
  log.named('compose/start-member.ts').info('ready to serve client requests');
  clients.serve();
}

interface MemberParts {
  readonly clock: Clock;
  readonly disk: Disk;
  readonly log: RootLogger;
  readonly http: PeerHttp;
  readonly metrics: EtcdMetrics;
  readonly bootstrap: MemberOptions['bootstrap'];
  readonly createTransport: MemberOptions['createTransport'];
  readonly failpoints: Failpoints | undefined;
}

function memberOptions(config: ServerConfig, parts: MemberParts): MemberOptions {
  return {
    clock: parts.clock,
    random: new NodeRandom(),
    disk: parts.disk,
    logger: parts.log.named('member/member.ts'),
    createTransport: parts.createTransport,
    remote: remoteMembers(parts.http),
    observer: memberObserver(parts.metrics),
    ...(parts.failpoints ? { failpoints: parts.failpoints } : {}),
    name: config.name,
    clientUrls: config.advertiseClientUrls.map((url) => url.text),
    dataDirectory: config.dataDir,
    walDirectory: config.walDir,
    bootstrap: parts.bootstrap,
    forceNewCluster: config.forceNewCluster,
    heartbeatMs: config.heartbeatIntervalMs,
    electionMs: config.electionTimeoutMs,
    preVote: config.preVote,
    electionTickAdvance: config.initialElectionTickAdvance,
    requestBytesMax: config.requestBytesMax,
    quotaBytes: config.quotaBackendBytes ?? Number.POSITIVE_INFINITY,
    snapshotEntries: config.snapshotCount,
    catchUpEntries: config.snapshotCatchupEntries,
    walSegmentsMax: config.walFilesMax,
    snapshotFilesMax: config.snapshotFilesMax,
    learnersMax: config.learnersMax,
    strictReconfigCheck: config.strictReconfigCheck,
    compactionBatchMax: config.compactionBatchLimit,
    compactionPauseMs: config.compactionSleepIntervalMs,
    batchIntervalMs: config.backendBatchIntervalMs,
    batchOperationsMax: config.backendBatchLimit,
    databaseCacheBytes,
    unsafeNoFsync: config.unsafeNoFsync,
  };
}

function createPeerTransport(
  ids: { readonly memberId: bigint; readonly clusterId: bigint },
  config: ServerConfig,
  clock: Clock,
  http: PeerHttp,
  log: RootLogger,
  { network }: EtcdMetrics,
  failpoints: Failpoints | undefined,
): HttpPeerTransport {
  const identity: PeerIdentity = {
    ...ids,
    serverVersion: etcdVersion,
    minClusterVersion: clusterVersionMin,
    peerUrls: config.initialAdvertisePeerUrls.map((url) => url.text),
  };
  return new HttpPeerTransport({
    identity,
    clock,
    http,
    logger: log.named('peer/transport.ts'),
    ...(failpoints ? { failpoints } : {}),
    observer: {
      roundTrip: (id, seconds) => network.peerRoundTripSeconds.with({ To: formatId(id) }).observe(seconds),
      snapshotSent: (id, seconds) => network.snapshotSendSeconds.with({ To: formatId(id) }).observe(seconds),
      snapshotReceived: (id, seconds) => network.snapshotReceiveSeconds.with({ From: formatId(id) }).observe(seconds),
    },
  });
}

/** The member may not go on: says why, and ends the process, leaving the files as they are. */
function endProcess(server: RunningServer, end: MemberEnd, log: RootLogger): void {
  const caller = 'compose/start-member.ts';
  if (end.kind === 'removed') {
    log.named(caller).warn('the member has been permanently removed from the cluster; stopping');
    void server.stop().finally(() => process.exit(0));
    return;
  }
  log.fatal(caller, 'the member cannot go on', {
    error: end.error instanceof Error ? end.error.message : String(end.error),
    stacktrace: end.error instanceof Error ? end.error.stack : undefined,
  });
  process.exit(endedStatus);
}

class MemberServer implements ServedMember {
  readonly ready: Promise<void>;
  readonly #member: Member;
  readonly #clients: ClientSide;
  readonly #peers: PeerSide;
  readonly #release: () => void;
  #stopping: Promise<void> | undefined;

  constructor(member: Member, clients: ClientSide, peers: PeerSide, ready: Promise<void>, release: () => void) {
    this.ready = ready;
    this.#member = member;
    this.#clients = clients;
    this.#peers = peers;
    this.#release = release;
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    this.#clients.health.setServing(false);
    // Leadership goes first: the others go on while this member finishes what clients have under way.
    await this.#member.handOver();
    await this.#clients.shutdown(shutdownGraceMs);
    await this.#member.stop();
    await this.#peers.close();
    this.#release();
  }
}

import type { Logger } from '@quorate/ports';
import type { EtcdUrl } from '../config/etcd-url.ts';
import type { ServerConfig } from '../config/server-config.ts';
import { etcdVersion, platformNames, quorateVersion } from '../version.ts';

const texts = (urls: readonly EtcdUrl[]) => urls.map((url) => url.text);

/** The line that tells the effective configuration, under the names that etcd's has. */
export function reportStart(config: ServerConfig, isRestart: boolean, logger: Logger): void {
  const { os, architecture } = platformNames();
  const initialCluster = [...config.initialCluster].flatMap(([name, urls]) => texts(urls).map((url) => `${name}=${url}`));
  logger.info('starting an etcd server', {
    'etcd-version': etcdVersion,
    'quorate-version': quorateVersion(),
    'go-version': `node-${process.version}`,
    'go-os': os,
    'go-arch': architecture,
    name: config.name,
    'data-dir': config.dataDir,
    'wal-dir': config.walDir,
    'member-initialized': isRestart,
    'force-new-cluster': config.forceNewCluster,
    'heartbeat-interval': `${config.heartbeatIntervalMs}ms`,
    'election-timeout': `${config.electionTimeoutMs}ms`,
    'initial-election-tick-advance': config.initialElectionTickAdvance,
    'snapshot-count': config.snapshotCount,
    'snapshot-catchup-entries': config.snapshotCatchupEntries,
    'max-wals': config.walFilesMax,
    'max-snapshots': config.snapshotFilesMax,
    'initial-advertise-peer-urls': texts(config.initialAdvertisePeerUrls),
    'listen-peer-urls': texts(config.listenPeerUrls),
    'advertise-client-urls': texts(config.advertiseClientUrls),
    'listen-client-urls': texts(config.listenClientUrls),
    'listen-metrics-urls': texts(config.listenMetricsUrls),
    'initial-cluster': initialCluster.join(','),
    'initial-cluster-state': config.initialClusterState,
    'initial-cluster-token': config.initialClusterToken,
    'quota-backend-bytes': config.quotaBackendBytes ?? 0,
    'max-request-bytes': config.requestBytesMax,
    'pre-vote': config.preVote,
    'strict-reconfig-check': config.strictReconfigCheck,
    'auto-compaction-mode': config.autoCompaction.mode,
    'max-learners': config.learnersMax,
  });
}

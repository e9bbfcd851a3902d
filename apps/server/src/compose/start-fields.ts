import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { formatGoDuration } from '@quorate/go-duration';
import type { LogFields } from '@quorate/ports';
import { urlTexts } from '../config/etcd-url.ts';
import { formatInitialCluster } from '../config/initial-cluster.ts';
import type { ServerConfig } from '../config/server-config.ts';
import { etcdVersion, platformNames, quorateVersion } from '../version.ts';

/** The fields of the log line `starting an etcd server`: the configuration in effect, under the names that etcd gives them. */
export function startFields(config: ServerConfig, memberInitialized: boolean): LogFields {
  const { os, architecture } = platformNames();
  const { autoCompaction } = config;
  return {
    'etcd-version': etcdVersion,
    'quorate-version': quorateVersion(),
    'go-version': `node-${process.version}`,
    'go-os': os,
    'go-arch': architecture,
    'max-cpu-available': availableParallelism(),
    'member-initialized': memberInitialized,
    name: config.name,
    'data-dir': config.dataDir,
    'wal-dir': config.dedicatedWalDir,
    'wal-dir-dedicated': config.dedicatedWalDir,
    'member-dir': join(config.dataDir, 'member'),
    'force-new-cluster': config.forceNewCluster,
    'heartbeat-interval': formatGoDuration(config.heartbeatIntervalMs),
    'election-timeout': formatGoDuration(config.electionTimeoutMs),
    'initial-election-tick-advance': config.initialElectionTickAdvance,
    'snapshot-count': config.snapshotCount,
    'max-wals': config.walFilesMax,
    'max-snapshots': config.snapshotFilesMax,
    'snapshot-catchup-entries': config.snapshotCatchupEntries,
    'initial-advertise-peer-urls': urlTexts(config.initialAdvertisePeerUrls),
    'listen-peer-urls': urlTexts(config.listenPeerUrls),
    'advertise-client-urls': urlTexts(config.advertiseClientUrls),
    'listen-client-urls': urlTexts(config.listenClientUrls),
    'listen-client-http-urls': urlTexts(config.listenClientHttpUrls),
    'listen-metrics-urls': urlTexts(config.listenMetricsUrls),
    cors: [...config.corsOrigins],
    'host-whitelist': [...config.hostWhitelist],
    'initial-cluster': formatInitialCluster(config.initialCluster),
    'initial-cluster-state': config.initialClusterState,
    'initial-cluster-token': config.initialClusterToken,
    'quota-backend-bytes': config.quotaBackendBytes ?? -1,
    'max-request-bytes': config.requestBytesMax,
    'max-concurrent-streams': config.concurrentStreamsMax,
    'pre-vote': config.preVote,
    'strict-reconfig-check': config.strictReconfigCheck,
    'feature-gates': Object.entries(config.featureGates)
      .map(([name, open]) => `${name}=${open}`)
      .join(','),
    'initial-corrupt-check': config.featureGates.InitialCorruptCheck,
    'corrupt-check-time-interval': formatGoDuration(config.corruptCheckTimeMs),
    'compact-check-time-interval': formatGoDuration(config.compactHashCheckTimeMs),
    'auto-compaction-mode': autoCompaction.mode === 'revision' ? 'revision' : 'periodic',
    'auto-compaction-retention': retentionText(config),
    'downgrade-check-interval': formatGoDuration(config.downgradeCheckTimeMs),
    'max-learners': config.learnersMax,
  };
}

function retentionText({ autoCompaction }: ServerConfig): string {
  switch (autoCompaction.mode) {
    case 'off':
      return '0s';
    case 'periodic':
      return formatGoDuration(autoCompaction.retentionMs);
    case 'revision':
      return String(autoCompaction.retentionRevisions);
  }
}

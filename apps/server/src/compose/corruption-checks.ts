import { CorruptionChecks, type Member } from '@quorate/member';
import { PeerClient, type PeerHttp } from '@quorate/peer';
import type { Clock, Logger } from '@quorate/ports';
import type { ServerConfig } from '../config/server-config.ts';

/** As etcd's: who hashes longer is not compared, in milliseconds. */
const hashTimeoutMs = 7000;

/** The comparisons between members that the configuration asks for. */
export function corruptionChecks(
  config: ServerConfig,
  member: Member,
  clock: Clock,
  http: PeerHttp,
  logger: Logger,
): CorruptionChecks {
  const client = new PeerClient(http);
  const { corruptCheckTimeMs, compactHashCheckTimeMs, featureGates } = config;
  return new CorruptionChecks(member, {
    clock,
    logger,
    hashOf: (urls, revision) => client.hashKv(urls, member.clusterId, revision, hashTimeoutMs),
    ...(corruptCheckTimeMs > 0 ? { periodicMs: corruptCheckTimeMs } : {}),
    ...(featureGates.CompactHashCheck ? { compactionMs: compactHashCheckTimeMs } : {}),
  });
}

import { lookup } from 'node:dns/promises';
import { type ClusterMember, clusterMember, decodeMembers, type MemberBootstrap } from '@quorate/member';
import { PeerClient, type PeerHttp } from '@quorate/peer';
import type { Logger } from '@quorate/ports';
import type { ServerConfig } from '../config/server-config.ts';
import { foundingCluster } from '../identity/member-id.ts';
import { verifyBootstrap } from '../identity/verify-bootstrap.ts';

/** A member of the cluster to be joined has this long to say who is in it, in milliseconds. */
const membersTimeoutMs = 5000;

const resolveHost = async (host: string) => (await lookup(host, { all: true })).map(({ address }) => address).sort();

/**
 * How a member without data begins: as a founder, with identities that follow from the flags, or as one that was added to a running
 * cluster, which knows its identity. Rejects with a ConfigError or an error that says what does not fit.
 */
export async function bootstrapOf(config: ServerConfig, http: PeerHttp, logger: Logger): Promise<MemberBootstrap> {
  await verifyBootstrap(config, resolveHost);
  return config.initialClusterState === 'existing' ? joining(config, http, logger) : founding(config);
}

/** The same for a member that has data: nothing of it matters, but a founder that crashed early begins again as it was. */
export function bootstrapOfRestart(config: ServerConfig): MemberBootstrap {
  if (config.initialClusterState === 'existing' || !config.initialCluster.has(config.name)) {
    return { state: 'existing', memberId: 0n, clusterId: 0n, members: [] };
  }
  return founding(config);
}

function founding(config: ServerConfig): MemberBootstrap {
  const { clusterId, members } = foundingCluster(config.initialCluster, config.initialClusterToken);
  const self = members.find(({ name }) => name === config.name);
  if (!self) throw new Error(`couldn't find local name "${config.name}" in the initial cluster configuration`);
  return {
    state: 'new',
    memberId: self.id,
    clusterId,
    members: members.map(({ id, name, peerUrls }) => clusterMember({ id, name, peerUrls })),
  };
}

async function joining(config: ServerConfig, http: PeerHttp, logger: Logger): Promise<MemberBootstrap> {
  const own = [...(config.initialCluster.get(config.name) ?? [])].map((url) => url.text);
  const others = [...config.initialCluster].filter(([name]) => name !== config.name);
  const { clusterId, members } = await existingCluster(
    others.map(([, urls]) => urls.map((url) => url.text)),
    http,
    logger,
  );
  requireSameMembers(config, members);
  const self = members.find((member) => member.peerUrls.some((url) => own.includes(url)));
  if (!self) {
    throw new Error(
      `the running cluster has no member with the peer URLs ${own.join(',')}; add this one first with "member add"`,
    );
  }
  return { state: 'existing', memberId: self.id, clusterId, members };
}

async function existingCluster(
  urlLists: readonly (readonly string[])[],
  http: PeerHttp,
  logger: Logger,
): Promise<{ clusterId: bigint; members: ClusterMember[] }> {
  const client = new PeerClient(http);
  for (const urls of urlLists) {
    try {
      const { clusterId, members } = await client.members(urls, membersTimeoutMs);
      return { clusterId, members: decodeMembers(members) };
    } catch (error) {
      logger.warn('failed to get the members of the running cluster', { urls, error: String(error) });
    }
  }
  throw new Error(
    'cannot fetch cluster info from peer urls: could not retrieve cluster information from the given URLs',
  );
}

/** Everybody in the flags must be in the running cluster and the other way round, or the new member would talk to strangers. */
function requireSameMembers(config: ServerConfig, members: readonly ClusterMember[]): void {
  if (members.length !== config.initialCluster.size) {
    throw new Error(
      `error validating peerURLs: member count is unequal (--initial-cluster names ${config.initialCluster.size}, the running ` +
        `cluster has ${members.length})`,
    );
  }
  for (const [name, urls] of config.initialCluster) {
    const known = members.some((member) => urls.every((url) => member.peerUrls.includes(url.text)));
    if (!known)
      throw new Error(`error validating peerURLs: no member of the running cluster has the URLs of "${name}"`);
  }
}

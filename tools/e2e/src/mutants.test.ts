import { expect, it } from 'vitest';
import { ClusterView } from './cluster/cluster-view.ts';
import { forgetfulDisk } from './disk/forgetful-disk.ts';
import { randomOf } from './history/random.ts';
import { mutantMember } from './mutants/mutant-member.ts';
import { askOldLeader } from './network/old-leader.ts';
import { PeerNetwork } from './network/peer-network.ts';
import { Cluster } from './process/cluster.ts';
import { ofOne, ofSeveral } from './torture/misfortunes.ts';
import { playRound } from './torture/round.ts';

/** Each is found in its first round, but for what chance can do. */
const roundsMax = 5;

interface KnownBug {
  readonly mutant: string;
  readonly members: number;
  readonly misfortune: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** What the checks of a round say of it. */
  readonly told: RegExp;
}

const bugs: readonly KnownBug[] = [
  {
    mutant: 'acknowledge-before-sync',
    members: 1,
    misfortune: 'kill',
    environment: forgetfulDisk,
    told: /the log lost its end|no order of operations explains/,
  },
  {
    mutant: 'index-ahead-of-data',
    members: 1,
    misfortune: 'kill',
    told: /no order of operations explains|the watch was told otherwise|acknowledged writes that/,
  },
  {
    mutant: 'stale-read',
    members: 3,
    misfortune: 'delay everything',
    told: /no order of operations explains|a lease ended after/,
  },
  {
    mutant: 'watch-repeats-itself',
    members: 3,
    misfortune: 'move the leader',
    told: /an event was told twice|events are out of order/,
  },
];

// The simulator finds all of its mutants; these few show that the checks of real processes can fail, too.
it.each(bugs)('the checks of a round find $mutant', async ({ mutant, members, misfortune, environment, told }) => {
  const happens = (members === 1 ? ofOne : ofSeveral)[misfortune];
  if (!happens) throw new Error(`there is no misfortune ${misfortune}`);
  const sick = mutantMember(mutant);
  const options = { ...sick, environment: { ...sick.environment, ...environment } };
  const random = randomOf(1);
  await using network = new PeerNetwork(randomOf(2));
  await using cluster = await Cluster.start(
    Array.from({ length: members }, () => options),
    network,
  );
  using view = new ClusterView();
  const failures: string[] = [];
  for (let round = 1; round <= roundsMax && failures.length === 0; round++) {
    await playRound({ cluster, network, view, random }, `round/${round}`, happens).catch((error) =>
      failures.push(String(error)),
    );
  }
  expect(failures.join('\n')).toMatch(told);
});

it('a leader that was frozen answers with an old value when it does not make sure that it leads (read-without-quorum)', async () => {
  const sick = mutantMember('read-without-quorum');
  await using network = new PeerNetwork(randomOf(3));
  await using cluster = await Cluster.start([sick, sick, sick], network);
  using view = new ClusterView();
  expect(await askOldLeader(cluster.members, network, view)).toBe('old');
});

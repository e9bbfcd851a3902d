import type { VirtualClock } from '@quorate/simulated-ports';
import type { AgreedHistory } from '../checks/agreed-history.ts';
import { Violation, type Violations } from '../checks/violation.ts';
import type { Clients } from '../clients/make-clients.ts';
import type { Observed } from '../clients/observed.ts';
import type { SimulatedCluster } from '../cluster/simulated-cluster.ts';
import { hasRoomEverywhere } from '../faults/fill-space.ts';
import type { Operator } from '../faults/operator.ts';
import { passTime } from './pass-time.ts';

/** Once all faults have ended, everything has to be well again within this time of the simulation, in milliseconds. */
const recoveryMsMax = 60_000;
/** A lease that nobody renews is gone after its own time, an election's extension, and some for revoking it. */
const leasesEndMsMax = 30_000;
/** Compactions and commits of the database are over after this time, in milliseconds. */
const settleMs = 3_000;

export interface HealedRun {
  readonly clock: VirtualClock;
  readonly cluster: SimulatedCluster;
  readonly operator: Operator;
  readonly clients: Clients;
  readonly observed: Observed;
  readonly history: AgreedHistory;
  readonly violations: Violations;
}

/** The cluster is live again within a bounded time, all members hold the same, watchers have heard of all, and no lease outlives its time. */
export async function checkHealed(run: HealedRun): Promise<void> {
  const { clients, operator, cluster } = run;
  await until(run, 'live again', recoveryMsMax, () => !operator.isBusy && cluster.leader !== undefined && allRun(run));
  // Who was down when others made room has the full database of before, and may have given it to them as its snapshot.
  if (!hasRoomEverywhere(cluster)) {
    void operator.makeRoom();
    await until(run, 'live again', recoveryMsMax, () => !operator.isBusy);
  }
  // Clients go on for a while on the healed cluster, and have to be served.
  const before = run.observed.acknowledged;
  await until(run, 'clients are served again', recoveryMsMax, () => run.observed.acknowledged >= before + 20);
  for (const client of clients.all) if (!clients.watchers.some((watcher) => watcher === client)) client.stop();
  await until(run, 'every request ends', recoveryMsMax, () =>
    clients.all.every((client) => client.isIdle || clients.watchers.some((watcher) => watcher === client)),
  );
  await until(run, 'every lease ends', leasesEndMsMax, () =>
    cluster.running.every(({ member }) => member?.state.lessor.count === 0),
  );
  await until(run, 'all members catch up', recoveryMsMax, () => allAreEven(run));
  checkNoKeyOutlivesItsLease(run);
  await until(run, 'watchers hear of everything', recoveryMsMax, () =>
    clients.watchers.every((watcher) => watcher.hasHeard(run.history.lastRevision)),
  );
  await checkLastTombstone(run);
  for (const watcher of clients.watchers) watcher.stop();
  if (!run.violations.first) await checkHashes(run);
}

/** All leases have ended, and with them everything that was put under one. */
function checkNoKeyOutlivesItsLease({ history, violations }: HealedRun): void {
  if (violations.first) return;
  for (const key of history.keys()) {
    const left = history.keyAt(key, history.lastRevision);
    if (left && left.lease !== 0n) {
      throw new Violation('no key outlives its lease', `${key} of revision ${left.modRevision}, lease ${left.lease}`);
    }
  }
}

/** The newest revision is a deletion, all before it and itself is compacted, and the power goes: the revision may not go back. */
async function checkLastTombstone(run: HealedRun): Promise<void> {
  const { clock, cluster, history, operator, violations } = run;
  if (violations.first) return;
  const deletion = operator.deleteAndCompact('p/a');
  let isDone = false;
  void deletion.then(() => {
    isDone = true;
  });
  await until(run, 'clients are served again', recoveryMsMax, () => isDone);
  await passTime(clock, settleMs, violations);
  for (const machine of cluster.members) machine.crash('none', 'the power goes everywhere, in the end');
  await until(run, 'live again', recoveryMsMax, () => cluster.leader !== undefined && allRun(run));
  await until(run, 'no revision goes back', recoveryMsMax, () => allAreEven(run));
  await until(run, 'watchers hear of everything', recoveryMsMax, () =>
    run.clients.watchers.every((watcher) => watcher.hasHeard(history.lastRevision)),
  );
}

function allRun({ cluster }: HealedRun): boolean {
  return cluster.members.every((machine) => machine.isGone || machine.isRunning || !cluster.wasTold(machine));
}

function allAreEven({ cluster, history }: HealedRun): boolean {
  const stores = cluster.running.flatMap(({ member }) => (member ? [member.state.store] : []));
  const compactRevision = Math.max(...stores.map((store) => store.compactRevision));
  return stores.every((store) => store.revision === history.lastRevision && store.compactRevision === compactRevision);
}

async function until(run: HealedRun, promise: string, withinMs: number, condition: () => boolean): Promise<void> {
  const { clock, violations } = run;
  const endMs = clock.monotonicMs() + withinMs;
  while (!violations.first && !condition()) {
    if (clock.monotonicMs() >= endMs) {
      violations.add(promise, `not within ${withinMs} ms of simulated time; ${describeMembers(run)}`);
      return;
    }
    await passTime(clock, 100, violations);
  }
}

function describeMembers({ cluster, history, operator }: HealedRun): string {
  const members = cluster.members.map((machine) => {
    const { member, name, isGone, life } = machine;
    if (isGone) return `${name} is gone`;
    if (!member) return `${name} is ${life ? 'starting' : 'down'}`;
    const { term, leaderId, committedIndex, appliedIndex } = member.status();
    const { revision } = member.state.store;
    return `${name} follows m${leaderId} in term ${term}, applied ${appliedIndex} of ${committedIndex}, revision ${revision}, compacted ${member.state.store.compactRevision}`;
  });
  return [...members, `newest revision ${history.lastRevision}`, operator.isBusy ? 'the operator is busy' : ''].join(
    '; ',
  );
}

/** HashKV of all members that stand at the same revision, compacted alike, is the same. */
async function checkHashes({ clock, cluster, history, violations }: HealedRun): Promise<void> {
  const hashes = cluster.running.map(async ({ name, member }) => ({
    name,
    result: await member?.state.store.hashKv(0),
  }));
  let results: Awaited<(typeof hashes)[number]>[] | undefined;
  Promise.all(hashes).then(
    (all) => {
      results = all;
    },
    (error) => violations.addError('HashKV', error),
  );
  await passTime(clock, 1000, violations);
  if (violations.first) return;
  if (!results) throw new Violation('HashKV', 'not answered within a second');
  const texts = results.map(
    ({ name, result }) => `${name}: ${result?.hash} of ${result?.hashRevision}/${result?.compactRevision}`,
  );
  const distinct = new Set(
    results.map(({ result }) => `${result?.hash} ${result?.hashRevision} ${result?.compactRevision}`),
  );
  if (distinct.size !== 1) throw new Violation('equal hashes', `${texts.join(', ')}; newest ${history.lastRevision}`);
}

import { silentLogger } from '@quorate/ports';
import { AlarmAction, AlarmRequest, AlarmType, CompactionRequest } from '@quorate/protocol';
import { describe, expect, it } from 'vitest';
import { memberOf, TestCluster, type TestMember } from '../testdata/test-cluster.ts';
import { CorruptionChecks } from './corruption-checks.ts';

interface Intervals {
  readonly periodicMs?: number;
  readonly compactionMs?: number;
}

/** A cluster of three with five keys; `odd` is a follower. */
async function startedCluster(intervals: Intervals): Promise<{ cluster: TestCluster; odd: TestMember }> {
  const cluster = new TestCluster(3);
  await cluster.start();
  for (const member of cluster.members) checksOf(cluster, member, intervals).start();
  for (let at = 0; at < 5; at++) await cluster.leader.put(`k${at}`, 'value');
  await cluster.clock.advance(500);
  return { cluster, odd: cluster.followers[0] as TestMember };
}

function checksOf(cluster: TestCluster, { member, id }: TestMember, intervals: Intervals): CorruptionChecks {
  return new CorruptionChecks(member, {
    clock: cluster.clock,
    logger: silentLogger,
    hashOf: async ([url], revision) => {
      const asked = cluster.running.find((other) => memberOf(other.id).peerUrls[0] === url);
      if (!asked || cluster.isCutOff(id) || cluster.isCutOff(asked.id)) throw new Error(`${url} does not answer`);
      return asked.member.state.store.hashKv(revision);
    },
    ...intervals,
  });
}

/** Changes the last byte of the latest record in a member's database, behind its back. */
function changeRecord({ member }: TestMember): void {
  const { backend } = member.state;
  const cursor = backend.bucket('key').cursor();
  cursor.last();
  const [key, value] = [cursor.key.slice(), cursor.value?.slice() as Uint8Array];
  value[value.length - 1] = (value.at(-1) as number) ^ 1;
  backend.put('key', key, value);
}

const alarmsOf = ({ member }: TestMember) => member.state.alarms.list(AlarmType.None);

async function compact(cluster: TestCluster, revision: number): Promise<void> {
  const request = CompactionRequest.create({ revision });
  const done = cluster.leader.member.propose('compaction', request, CompactionRequest.encode(request));
  await cluster.finish(done.then((compaction) => compaction.done));
}

async function disarm(cluster: TestCluster, memberId: bigint): Promise<void> {
  const request = AlarmRequest.create({ action: AlarmAction.Deactivate, memberId, alarm: AlarmType.Corrupt });
  await cluster.finish(cluster.leader.member.propose('alarm', request, AlarmRequest.encode(request)));
}

describe('the periodic comparison', () => {
  it('raises no alarm while members write, lag, and are compacted', async () => {
    const { cluster, odd } = await startedCluster({ periodicMs: 700, compactionMs: 500 });
    for (let at = 0; at < 30; at++) {
      await cluster.leader.put('k', `${at}`);
      if (at === 5) cluster.network.isolate(odd.id);
      if (at === 15) cluster.network.heal();
      if (at % 7 === 6) await compact(cluster, at);
      await cluster.clock.advance(300);
    }
    expect(alarmsOf(cluster.leader)).toEqual([]);
  });

  it('accuses the member whose data differs, and nobody writes until the alarm is taken back', async () => {
    const { cluster, odd } = await startedCluster({ periodicMs: 60_000 });
    changeRecord(odd);
    expect(alarmsOf(odd)).toEqual([]);
    await cluster.clock.runUntil(() => alarmsOf(odd).length > 0, 70_000);
    await cluster.clock.advance(100);
    for (const member of cluster.members) {
      expect(alarmsOf(member)).toMatchObject([{ memberId: odd.id, alarm: AlarmType.Corrupt }]);
    }
    await expect(cluster.leader.put('k', 'refused')).rejects.toThrow('etcdserver: corrupt cluster');
    expect(await cluster.leader.get('k4')).toBe('value');
    await disarm(cluster, odd.id);
    await cluster.leader.put('k', 'taken');
  });

  it('does not run where it is not asked for', async () => {
    const { cluster, odd } = await startedCluster({});
    changeRecord(odd);
    await compact(cluster, 3);
    await cluster.clock.advance(300_000);
    expect(alarmsOf(cluster.leader)).toEqual([]);
  });
});

describe('the comparison of compaction hashes', () => {
  it('accuses the member whose compaction saw other data, be it the leader', async () => {
    for (const who of ['follower', 'leader'] as const) {
      const { cluster, odd } = await startedCluster({ compactionMs: 10_000 });
      const accused = who === 'leader' ? cluster.leader : odd;
      changeRecord(accused);
      await compact(cluster, cluster.leader.member.state.store.revision);
      await cluster.clock.runUntil(() => alarmsOf(cluster.leader).length > 0, 60_000);
      expect(alarmsOf(cluster.leader)).toMatchObject([{ memberId: accused.id, alarm: AlarmType.Corrupt }]);
    }
  });
});

describe('the comparison at start', () => {
  it('passes among equals and alone, and refuses a member with other data', async () => {
    const { cluster, odd } = await startedCluster({});
    await cluster.finish(checksOf(cluster, odd, {}).compareWithPeers());
    changeRecord(odd);
    await expect(cluster.finish(checksOf(cluster, odd, {}).compareWithPeers())).rejects.toThrow(
      /^[0-9a-f]+ found data inconsistency with peers: at revision 6 the keys of [0-9a-f]+ and [0-9a-f]+ have another hash/,
    );
    for (const other of cluster.members) if (other !== odd) await other.stop();
    await cluster.finish(checksOf(cluster, odd, {}).compareWithPeers());
  });
});

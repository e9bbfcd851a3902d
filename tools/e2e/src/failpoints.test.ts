import { EtcdClient, prefix } from '@quorate/client';
import { describe, expect, it } from 'vitest';
import { KvClient } from './client/kv-client.ts';
import { ClusterView } from './cluster/cluster-view.ts';
import { WriteLoad } from './load/write-load.ts';
import { freePort } from './process/free-ports.ts';
import { MemberProcess } from './process/member-process.ts';

/** Little enough that a few hundred puts bring snapshots of the log, and compactions have many steps. */
const flags = ['--snapshot-count=100', '--snapshot-catchup-entries=10', '--compaction-batch-limit=50'];

const panicStatus = 2;

/** A member with failpoints that are set over HTTP, or, for its next start, in its environment. */
async function prepare(name = 'm1') {
  const address = `127.0.0.1:${await freePort()}`;
  const environment = { GOFAIL_HTTP: address };
  const member = await MemberProcess.prepare({ name, flags, environment });
  member.log.ignore(/^failpoint /);
  const ask = async (method: string, path: string, body?: string): Promise<string> => {
    const response = await fetch(`http://${address}/${path}`, { method, ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text;
  };
  return {
    member,
    set: (point: string, terms: string) => ask('PUT', point, terms),
    clear: (point: string) => ask('DELETE', point),
    list: () => ask('GET', ''),
    count: async (point: string) => Number(await ask('GET', `${point}/count`)),
    /** Restarts it with failpoints set from the first moment on. */
    restartWith: (list: string) => {
      member.setEnvironment('GOFAIL_FAILPOINTS', list);
      member.restart();
      member.setEnvironment('GOFAIL_FAILPOINTS', '');
    },
    /** What etcd's gateway answers; undefined when the member went away meanwhile. */
    post: async (path: string, body: object = {}): Promise<{ ok: boolean; text: string } | undefined> => {
      const request = fetch(`${member.endpoint}${path}`, { method: 'POST', body: JSON.stringify(body) });
      return request
        .then(async (response) => ({ ok: response.ok, text: await response.text() }))
        .catch(() => undefined);
    },
  };
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}

const byPuts = [
  ...['raftBeforeSave', 'raftAfterSave', 'raftBeforeAdvance', 'walBeforeSync', 'walAfterSync'],
  ...['beforeCommit', 'afterCommit', 'beforeApplyOneEntryNormal', 'raftBeforeWALSaveSnaphot', 'raftAfterWALRelease'],
];
const byCompaction = [
  ...['compactBeforeCommitScheduledCompact', 'compactAfterCommitScheduledCompact', 'compactBeforeCommitBatch'],
  ...['compactAfterCommitBatch', 'compactBeforeSetFinishedCompact', 'compactAfterSetFinishedCompact'],
];
const byDefragmentation = ['defragOpenFileError', 'defragBeforeCopy', 'defragdbFail', 'defragBeforeRename'];
const atStart = ['beforePublishing'];
const byRequests = [
  ...['beforeApplyOneConfChange', 'beforeSendWatchResponse', 'beforeRangeStreamChunk'],
  ...['beforeCheckpointInLeaseRenew', 'beforeLookupWhenLeaseTimeToLive'],
];
const bySending = ['raftBeforeLeaderSend', 'raftBeforeFollowerSend', 'raftDropHeartbeat'];
const byForwarding = ['beforeServeHTTPLeaseRenew', 'beforeLookupWhenForwardLeaseTimeToLive'];
const byLeadersSnapshot = [
  ...['raftBeforeSaveSnap', 'raftBeforeWALSaveSnaphot', 'raftAfterSaveSnap'],
  ...['applyBeforeOpenSnapshot', 'applyAfterOpenSnapshot', 'raftBeforeApplySnap', 'raftAfterApplySnap'],
];

/** The gateway's bytes. */
const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');

/** A member alone, under a load of puts: how it is seen to come back from a crash with all of them. */
function underLoad({ member, post }: Awaited<ReturnType<typeof prepare>>, load: WriteLoad) {
  // Over HTTP: gRPC's channels to a member that was away wait before they try again.
  const revision = async () => {
    const status = await post('/v3/maintenance/status');
    return Number(JSON.parse(status?.text ?? '{}').header?.revision);
  };
  const comesBack = async (point: string) => {
    const before = Math.max(0, ...[...load.acknowledged.values()].map((put) => put.revision));
    expect(await member.ended(), point).toEqual({ code: panicStatus, signal: null });
    member.restart();
    await member.ready();
    expect(await revision(), point).toBeGreaterThanOrEqual(before);
    await load.more(20);
    // Puts go on while the member is read: only what was acknowledged before has to be there.
    const acknowledged = new Set(load.acknowledged.keys());
    const lost = (await load.lostAt(member.endpoint)).filter(({ key }) => acknowledged.has(key));
    expect(lost, `lost by a crash at ${point}`).toEqual([]);
  };
  return { revision, comesBack };
}

describe('a member that crashes at a failpoint', () => {
  it('alone, loses nothing that was acknowledged, wherever that is', async () => {
    const alone = await prepare();
    await using member = alone.member;
    member.start([member]);
    await member.ready();
    await using load = new WriteLoad({ endpoints: [member.endpoint], perSecond: 600 });
    const { revision, comesBack } = underLoad(alone, load);
    await load.more(20);
    for (const point of byPuts) {
      await alone.set(point, 'panic');
      await comesBack(point);
    }
    for (const point of byCompaction) {
      await load.more(150);
      await alone.set(point, 'panic');
      void alone.post('/v3/kv/compaction', { revision: await revision() });
      await comesBack(point);
    }
    for (const point of byDefragmentation) {
      await alone.set(point, 'panic');
      void alone.post('/v3/maintenance/defragment');
      await comesBack(point);
    }
    for (const point of atStart) {
      await member.stop('SIGKILL');
      alone.restartWith(`${point}=panic`);
      await comesBack(point);
    }
    member.assertCleanLog();
  }, 120_000);

  it('alone, while it answers a request of a client, loses nothing, and every place has such a test', async () => {
    const alone = await prepare();
    await using member = alone.member;
    member.start([member]);
    await member.ready();
    const named = (await alone.list())
      .trim()
      .split('\n')
      .map((line) => line.replace('=', ''));
    const tested = [
      byPuts,
      byCompaction,
      byDefragmentation,
      atStart,
      byRequests,
      bySending,
      byForwarding,
      byLeadersSnapshot,
    ];
    expect(named).toEqual([...new Set(tested.flat())].sort());

    await using load = new WriteLoad({ endpoints: [member.endpoint], perSecond: 600 });
    const { comesBack } = underLoad(alone, load);
    await using client = new EtcdClient({ endpoints: member.endpoint });
    const lease = JSON.parse((await alone.post('/v3/lease/grant', { TTL: '600' }))?.text ?? '').ID as string;
    const everything = { key: base64('\0'), range_end: base64('\0') };
    const requests: Readonly<Record<string, () => Promise<unknown>>> = {
      beforeApplyOneConfChange: () =>
        alone.post('/v3/cluster/member/add', { peerURLs: ['http://127.0.0.1:1'], isLearner: true }),
      beforeSendWatchResponse: () => alone.post('/v3/watch', { create_request: everything }),
      beforeRangeStreamChunk: async () => {
        // What comes after the first page is streamed.
        for await (const _ of client.kv.scan(prefix('load/'), { pageSize: 10 }));
      },
      beforeCheckpointInLeaseRenew: () => alone.post('/v3/lease/keepalive', { ID: lease }),
      beforeLookupWhenLeaseTimeToLive: () => alone.post('/v3/lease/timetolive', { ID: lease }),
    };
    await load.more(20);
    for (const point of byRequests) {
      await alone.set(point, 'panic');
      const request = requests[point]?.().catch(() => {});
      await comesBack(point);
      await request;
    }
    member.assertCleanLog();
  }, 120_000);

  it('among three, loses nothing and comes to hold what the others hold', async () => {
    const three = await Promise.all(['m1', 'm2', 'm3'].map((name) => prepare(name)));
    await using stack = new AsyncDisposableStack();
    using view = new ClusterView();
    const members = three.map(({ member }) => stack.use(member));
    for (const member of members) member.start(members);
    await Promise.all(members.map((member) => member.ready()));
    const load = stack.use(new WriteLoad({ endpoints: members.map(({ endpoint }) => endpoint), perSecond: 600 }));
    await load.more(20);
    const crash = async (who: (typeof three)[number], point: string) => {
      expect(await who.member.ended(), point).toEqual({ code: panicStatus, signal: null });
      who.member.restart();
      await who.member.ready();
    };
    const leading = async () => {
      const { member } = await view.leader(members);
      return three.find((each) => each.member === member) as (typeof three)[number];
    };
    const leader = await leading();
    await leader.set('raftBeforeLeaderSend', 'panic');
    await crash(leader, 'raftBeforeLeaderSend');
    const next = await leading();
    const follower = three.find((each) => each !== next) as (typeof three)[number];
    await follower.set('raftBeforeFollowerSend', 'panic');
    await crash(follower, 'raftBeforeFollowerSend');
    await follower.set('raftDropHeartbeat', 'panic');
    await crash(follower, 'raftDropHeartbeat');
    // What a member does with the database that the leader sends when the log does not reach back any more.
    for (const point of byLeadersSnapshot) {
      await follower.member.stop('SIGKILL');
      load.target(members.filter((member) => member !== follower.member).map(({ endpoint }) => endpoint));
      await load.more(400);
      follower.restartWith(`${point}=panic`);
      await crash(follower, point);
    }
    await follower.set('raftDropHeartbeat', 'return');
    await load.more(50);
    expect(await follower.count('raftDropHeartbeat')).toBeGreaterThan(0);
    await follower.clear('raftDropHeartbeat');
    // A leader that answers for another member.
    let lease = '';
    // The missing heartbeats may have led to an election, in which a request can be lost.
    const granted = async () => {
      const answer = await follower.post('/v3/lease/grant', { TTL: '600' });
      if (answer?.ok) lease = JSON.parse(answer.text).ID as string;
      return lease;
    };
    await expect.poll(granted, { timeout: 60_000 }).toMatch(/^[1-9]/);
    for (const point of byForwarding) {
      const answering = await leading();
      const asked = three.find((each) => each !== answering) as (typeof three)[number];
      await answering.set(point, 'panic');
      const path = point === 'beforeServeHTTPLeaseRenew' ? '/v3/lease/keepalive' : '/v3/lease/timetolive';
      const request = asked.post(path, { ID: lease });
      await crash(answering, point);
      // The one that takes over answers.
      expect((await request)?.text, point).toMatch(/"(?:TTL|grantedTTL)":"[1-9]/);
    }
    await load.stop();
    await view.expectNothingLost(load, members);
    for (const member of members) member.assertCleanLog();
  }, 240_000);
});

describe('a member with a failpoint', () => {
  it('that sleeps holds up one path and nothing else; one that returns makes one request fail', async () => {
    const alone = await prepare();
    await using member = alone.member;
    member.start([member]);
    await member.ready();
    const client = new KvClient(member.endpoint);
    await client.put('before', 'v');

    await alone.set('defragOpenFileError', 'return("no room for a file")');
    const refused = await alone.post('/v3/maintenance/defragment');
    expect(refused?.ok).toBe(false);
    expect(refused?.text).toContain('no room for a file');
    await alone.clear('defragOpenFileError');
    expect((await alone.post('/v3/maintenance/defragment'))?.ok).toBe(true);

    await alone.set('beforeCommit', 'sleep("1h")');
    await client.put('during', 'v');
    await until(async () => (await alone.count('beforeCommit')) > 0);
    await client.put('after', 'v');
    await alone.set('walBeforeSync', 'sleep("1h")');
    let answered = false;
    const held = client.put('held', 'v').then(
      () => {
        answered = true;
      },
      () => {},
    );
    await until(async () => (await alone.count('walBeforeSync')) > 0);
    // Reads need no log, and go on.
    expect([...(await client.range('during')).keys()]).toEqual(['during']);
    expect(answered).toBe(false);
    await member.stop('SIGKILL');
    client.close();
    await held;
    member.assertCleanLog();
  });
});

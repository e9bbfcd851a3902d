import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type ClientNotice, type ClientOptions, noticeChannelName } from '@quorate/client';
import { describe, expect, it } from 'vitest';
import { KeptLeaseAudit } from './audit/kept-lease-audit.ts';
import { LockAudit } from './audit/lock-audit.ts';
import { byElection } from './audit/turn.ts';
import { WatchAudit } from './audit/watch-audit.ts';
import { ClusterView } from './cluster/cluster-view.ts';
import { expectLinearizable } from './history/expect-linearizable.ts';
import { randomOf, seedFor } from './history/random.ts';
import { RecordedClients } from './history/recorded-clients.ts';
import { SdkConnection } from './history/sdk-connection.ts';
import { ClientNetwork } from './network/client-network.ts';
import { PeerNetwork } from './network/peer-network.ts';
import { Cluster } from './process/cluster.ts';
import { type Misfortune, ofSeveral } from './torture/misfortunes.ts';

const flags = ['--grpc-keepalive-min-time=100ms'];
const three = [{ flags }, { flags }, { flags }];

/** A connection that is dead is noticed within 600 ms. */
const quick: Omit<ClientOptions, 'endpoints'> = { keepaliveIntervalMs: 300, keepaliveTimeoutMs: 300 };

const recordedClients = 6;

/** Answered operations before each misfortune: whatever the one before broke has to work again by then. */
const operationsBetween = 40;

/** Longer than the leases of this test live. */
const cutOffMs = 6_500;

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** What the client tells of its troubles, counted, until it is disposed of. */
function countNotices() {
  const counts = new Map<ClientNotice['type'], number>();
  const count = (message: unknown) => {
    const { type } = message as ClientNotice;
    counts.set(type, (counts.get(type) ?? 0) + 1);
  };
  subscribe(noticeChannelName, count);
  return {
    of: (type: ClientNotice['type']) => counts.get(type) ?? 0,
    [Symbol.dispose]: () => {
      unsubscribe(noticeChannelName, count);
    },
  };
}

describe('the client, while three members are killed, moved and cut off, and the ways to them fail', () => {
  it('keeps what it promises: histories, watches, leases, locks, elections', async () => {
    const seed = seedFor('sdk-faults');
    const random = randomOf(seed);
    using notices = countNotices();
    await using network = new PeerNetwork(random);
    await using cluster = await Cluster.start(three, network);
    using view = new ClusterView();
    const { members } = cluster;
    const ways = await Promise.all(members.map((member) => ClientNetwork.before(member, random)));
    await using _ways = new AsyncDisposableStack();
    for (const way of ways) _ways.use(way);
    const endpoints = ways.map(({ endpoint }) => endpoint);

    await using watch = await WatchAudit.start(endpoints, 'kv/');
    const locks = new LockAudit(endpoints, 'lock', { client: quick });
    const elections = new LockAudit(endpoints, 'office', { client: quick, by: byElection });
    const lease = new KeptLeaseAudit({ ...quick, endpoints }, cluster.endpoints, 'lease/');
    const connections = Array.from({ length: recordedClients }, () => new SdkConnection({ ...quick, endpoints }));
    await using clients = new RecordedClients({ connections, prefix: 'kv/', random, clients: recordedClients });

    const toOne =
      (begin: (way: ClientNetwork) => void): Misfortune =>
      async () => {
        begin(ways[Math.floor(random() * ways.length)] as ClientNetwork);
        await wait(500 + random() * 1000);
        for (const way of ways) way.rule = {};
      };
    const misfortunes: Readonly<Record<string, Misfortune | undefined>> = {
      ...ofSeveral,
      'reset the clients of one': toOne((way) => way.reset()),
      'cut the clients of one off': toOne((way) => {
        way.rule = { cut: true };
      }),
      'delay the clients of one': toOne((way) => {
        way.rule = { delayMs: [20, 100] };
      }),
      'cut all clients off': async () => {
        for (const way of ways) way.rule = { cut: true };
        await wait(cutOffMs);
        for (const way of ways) way.rule = {};
      },
    };
    const happening = [
      'kill the leader',
      'kill one',
      'move the leader',
      'cut the leader off',
      'the leader is not heard',
      'freeze the leader',
      'reset the clients of one',
      'cut the clients of one off',
      'cut the clients of one off',
      'delay the clients of one',
      'cut all clients off',
    ]
      .map((name) => ({ name, order: random() }))
      .sort((one, other) => one.order - other.order);
    for (const { name } of happening) {
      await clients.more(operationsBetween);
      const victims = { members, network, view, random, oldRevision: 0 };
      await misfortunes[name]?.(victims);
      for (const way of ways) way.reset();
    }
    await clients.more(operationsBetween);
    // Each was put to the test.
    const fewest = () => Math.min(locks.acquisitions, elections.acquisitions, lease.looks);
    await expect.poll(fewest, { timeout: 60_000 }).toBeGreaterThan(3);

    await clients.stop();
    await locks.finish();
    await elections.finish();
    await lease.finish();
    await view.leader(members);
    expectLinearizable(clients.observations);
    await watch.expectWhole(members, clients.acknowledged);
    await view.expectSame(members);
    const unknown = clients.observations.filter(({ returned }) => returned === undefined).length;
    console.info(
      `${clients.answered} operations answered, ${clients.failed} not, ${unknown} of unknown outcome;`,
      `${notices.of('retry')} retries, ${notices.of('watch-interrupted')} watches interrupted, ${watch.events} events;`,
      `${locks.acquisitions} locks, ${elections.acquisitions} terms of office;`,
      `${lease.looks} looks at a leased key, ${lease.losses} losses`,
    );
    const troubles = [notices.of('retry'), notices.of('watch-interrupted'), notices.of('lease-lost'), lease.losses];
    expect(Math.min(...troubles)).toBeGreaterThan(0);
  });
});

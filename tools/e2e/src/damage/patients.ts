import assert from 'node:assert/strict';
import { KvClient } from '../client/kv-client.ts';
import { ClusterView } from '../cluster/cluster-view.ts';
import { Etcdctl } from '../etcdctl/etcdctl.ts';
import { WriteLoad } from '../load/write-load.ts';
import { Cluster } from '../process/cluster.ts';
import { MemberProcess } from '../process/member-process.ts';
import { DataCopy } from './data-copy.ts';
import { contentOf, type Patient, prefix } from './trials.ts';

/** So many entries bring several snapshots of the log with few puts. */
const flags = ['--snapshot-count=100', '--snapshot-catchup-entries=20'];

interface Content {
  readonly puts: number;
  /** Different keys; the rest of the puts overwrite them. */
  readonly keys: number;
  readonly valueBytes: number;
}

/** Fits into one segment of the log. */
export const little: Content = { puts: 400, keys: 150, valueBytes: 100 };

/** Takes more than one segment of 64 MB. */
export const much: Content = { puts: 60, keys: 20, valueBytes: 1_400_000 };

/** Puts, overwritten and deleted keys, a lease and a compaction. */
async function fill(endpoints: readonly string[], { puts, keys, valueBytes }: Content): Promise<void> {
  const client = new KvClient(endpoints[0] ?? '');
  let revision = 0;
  for (let number = 0; number < puts; number++) {
    const value = `${number} `.repeat(Math.ceil(valueBytes / `${number} `.length));
    ({ revision } = await client.put(`${prefix}${number % keys}`, value));
  }
  client.close();
  const etcdctl = new Etcdctl('3.5', endpoints);
  await etcdctl.output(['del', `${prefix}10`, `${prefix}15`]);
  const [, id = ''] = /lease (\w+) granted/.exec(await etcdctl.output(['lease', 'grant', '100000'])) ?? [];
  await etcdctl.output(['put', `${prefix}leased`, 'v', `--lease=${id}`]);
  await etcdctl.output(['compact', String(Math.floor(revision / 2))]);
}

/** A member that is alone and was stopped in order. */
export async function single(content: Content): Promise<Patient & AsyncDisposable> {
  const member = await MemberProcess.single({ kind: 'quorate', flags });
  const view = new ClusterView();
  await fill([member.endpoint], content);
  const revision = (await view.status(member)).header?.revision ?? 0;
  const before = await contentOf(member, view, revision);
  await member.stop();
  return {
    member,
    copy: new DataCopy(member),
    hasOthers: false,
    async expectRight() {
      assert.deepEqual(await contentOf(member, view, revision), before);
    },
    async [Symbol.asyncDispose]() {
      view[Symbol.dispose]();
      await member[Symbol.asyncDispose]();
    },
  };
}

/** One of three members, stopped in order, while the others go on; it is right when it has caught up with them. */
export async function oneOfThree(): Promise<Patient & AsyncDisposable> {
  const cluster = await Cluster.start([
    { kind: 'quorate', flags },
    { kind: 'quorate', flags },
    { kind: 'quorate', flags },
  ]);
  const view = new ClusterView();
  const [member] = cluster.members as [MemberProcess];
  await fill(cluster.endpoints, little);
  await member.stop();
  const load = new WriteLoad({ endpoints: cluster.endpoints.slice(1), perSecond: 20, prefix });
  await load.more(10);
  return {
    member,
    copy: new DataCopy(member),
    hasOthers: true,
    async expectRight() {
      await load.more(5);
      await view.expectSame(cluster.members);
    },
    async [Symbol.asyncDispose]() {
      await load.stop();
      view[Symbol.dispose]();
      await cluster[Symbol.asyncDispose]();
    },
  };
}

import assert from 'node:assert/strict';
import { Etcdctl } from '../etcdctl/etcdctl.ts';
import type { MemberProcess } from '../process/member-process.ts';

/** A change of membership is refused while a member has not been connected for five seconds: how long to ask again. */
const changeMsMax = 30_000;

/** Adds a member that was prepared to a running cluster, starts it and waits until it serves. */
export async function addMember(members: readonly MemberProcess[], added: MemberProcess): Promise<void> {
  await retried(members, ['member', 'add', added.name, `--peer-urls=${added.peerUrl}`]);
  added.start([...members, added], 'existing');
  await added.ready();
}

/** Removes a member through the others, in the cluster's books only: its process is the caller's. */
export async function removeMember(members: readonly MemberProcess[], removed: MemberProcess): Promise<void> {
  const etcdctl = new Etcdctl('3.5', [members[0]?.endpoint ?? '']);
  const rows = (await etcdctl.output(['member', 'list']))
    .trim()
    .split('\n')
    .map((row) => row.split(', '));
  const id = rows.find((row) => row[3] === removed.peerUrl)?.[0];
  assert.ok(id, `${removed.name} is no member`);
  await retried(members, ['member', 'remove', id]);
}

async function retried(members: readonly MemberProcess[], words: readonly string[]): Promise<void> {
  const etcdctl = new Etcdctl('3.5', [members[0]?.endpoint ?? '']);
  for (const endMs = performance.now() + changeMsMax; ; ) {
    const { status, stderr } = await etcdctl.run(words);
    if (status === 0) return;
    assert.match(stderr, /unhealthy cluster/, `etcdctl ${words.join(' ')}: ${stderr}`);
    assert.ok(performance.now() < endMs, `the cluster stays unhealthy: ${stderr}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

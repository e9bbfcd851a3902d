import assert from 'node:assert/strict';
import { Etcdctl } from '../etcdctl/etcdctl.ts';
import type { MemberProcess } from '../process/member-process.ts';

/** A change of membership is refused while a member has not been connected for five seconds: how long to ask again. */
const changeMsMax = 30_000;

/** Adds a member that was prepared to a running cluster, starts it and waits until it serves. */
export async function addMember(members: readonly MemberProcess[], added: MemberProcess): Promise<void> {
  await change(members, ['member', 'add', added.name, `--peer-urls=${added.peerUrl}`]);
  added.start([...members, added], 'existing');
  await added.ready();
}

/** Removes a member through the others, in the cluster's books only: its process is the caller's. */
export async function removeMember(members: readonly MemberProcess[], removed: MemberProcess): Promise<void> {
  const [id = ''] = await memberRow(members, removed);
  await change(members, ['member', 'remove', id]);
}

/** What `member list` says of a member: id, state, name, peer URLs, client URLs, and whether it is a learner. */
export async function memberRow(members: readonly MemberProcess[], wanted: MemberProcess): Promise<string[]> {
  const rows = (await ask(members).output(['member', 'list'])).trim().split('\n');
  const row = rows.map((line) => line.split(', ')).find((columns) => columns[3] === wanted.peerUrl);
  assert.ok(row, `${wanted.name} is no member`);
  return row;
}

/** Has the first of the members change the membership, as soon as the cluster counts as healthy. */
export async function change(members: readonly MemberProcess[], words: readonly string[]): Promise<void> {
  for (const endMs = performance.now() + changeMsMax; ; ) {
    const { status, stderr } = await ask(members).run(words);
    if (status === 0) return;
    assert.match(stderr, /unhealthy cluster/, `etcdctl ${words.join(' ')}: ${stderr}`);
    assert.ok(performance.now() < endMs, `the cluster stays unhealthy: ${stderr}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function ask(members: readonly MemberProcess[]): Etcdctl {
  return new Etcdctl('3.5', [members[0]?.endpoint ?? '']);
}

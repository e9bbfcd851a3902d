import { formatId } from '../identity/member-id.ts';
import { goJsonString } from './go-json.ts';
import {
  encodeAttributesJson,
  encodeRaftAttributesJson,
  type StoredMember,
  type StoredMembership,
} from './membership.ts';

/** Events that etcd's old store remembers for its watchers; it cannot be loaded with a queue of another length. */
const eventQueueLength = 1_000;

const counters = [
  'getsSuccess',
  'getsFail',
  'setsSuccess',
  'setsFail',
  'deleteSuccess',
  'deleteFail',
  'updateSuccess',
  'updateFail',
  'createSuccess',
  'createFail',
  'compareAndSwapSuccess',
  'compareAndSwapFail',
  'compareAndDeleteSuccess',
  'compareAndDeleteFail',
  'expireCount',
  'watchers',
];

/**
 * What a `.snap` file holds: the membership as the saved form of etcd's old key tree (its `v2store`). etcd up to 3.6 reads who is
 * in the cluster from it; the keys themselves are in the database.
 */
export function encodeMembershipStore(membership: StoredMembership): Uint8Array {
  const tree = new StoreTree();
  const members = membership.members.map((member) => memberNode(tree, member));
  const folders = [tree.folder('/0/members', 1, members)];
  const removed = (membership.removedIds ?? []).map((id) => tree.leaf(`/0/removed_members/${formatId(id)}`, ''));
  if (removed.length > 0) folders.push(tree.folder('/0/removed_members', 1, removed));
  const { clusterVersion } = membership;
  if (clusterVersion !== undefined) folders.push(tree.leaf('/0/version', clusterVersion));
  const root = tree.folder('/', 0, [tree.folder('/0', 0, folders), tree.folder('/1', 0, [])]);
  return new TextEncoder().encode(
    `{"Root":${root.json},"WatcherHub":${emptyHistory()},"CurrentIndex":${tree.index},` +
      `"Stats":{${counters.map((name) => `"${name}":0`).join(',')}},"CurrentVersion":2}`,
  );
}

interface StoreNode {
  readonly name: string;
  readonly json: string;
}

/** Builds nodes; every leaf gets the next index, as if it had been created by one request after the other. */
class StoreTree {
  index = 0;

  leaf(path: string, value: string): StoreNode {
    this.index++;
    return node(path, this.index, value, 'null');
  }

  folder(path: string, index: number, children: readonly StoreNode[]): StoreNode {
    const sorted = children.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    return node(path, index, '', `{${sorted.map(({ name, json }) => `"${name}":${json}`).join(',')}}`);
  }
}

function node(path: string, index: number, value: string, children: string): StoreNode {
  const fields = [
    `"Path":${goJsonString(path)}`,
    `"CreatedIndex":${index}`,
    `"ModifiedIndex":${index}`,
    '"ExpireTime":"0001-01-01T00:00:00Z"',
    `"Value":${goJsonString(value)}`,
    `"Children":${children}`,
  ];
  return { name: path.slice(path.lastIndexOf('/') + 1), json: `{${fields.join(',')}}` };
}

function memberNode(tree: StoreTree, member: StoredMember): StoreNode {
  const path = `/0/members/${formatId(member.id)}`;
  const leaves = [tree.leaf(`${path}/raftAttributes`, encodeRaftAttributesJson(member))];
  const { index } = tree;
  const attributes = encodeAttributesJson(member);
  if (attributes !== '{}') leaves.push(tree.leaf(`${path}/attributes`, attributes));
  return tree.folder(path, index, leaves);
}

function emptyHistory(): string {
  const events = new Array<string>(eventQueueLength).fill('null').join(',');
  const queue = `{"Events":[${events}],"Size":0,"Front":0,"Back":0,"Capacity":${eventQueueLength}}`;
  return `{"EventHistory":{"Queue":${queue},"StartIndex":0,"LastIndex":0}}`;
}

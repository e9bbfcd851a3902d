import { expect, test } from 'vitest';
import { goJsonString } from './go-json.ts';
import { encodeMemberJson } from './membership.ts';
import { encodeMembershipStore } from './membership-store.ts';

interface StoreJson {
  Root: NodeJson;
  WatcherHub: { EventHistory: { Queue: { Events: unknown[]; Capacity: number } } };
  CurrentIndex: number;
  CurrentVersion: number;
}

interface NodeJson {
  Path: string;
  Value: string;
  Children: Record<string, NodeJson> | null;
}

const member = { id: 0x5a15396356ad462cn, peerUrls: ['http://127.0.0.1:27101'] };
const started = { ...member, name: 'default', clientUrls: ['http://127.0.0.1:27100'] };

function parse(bytes: Uint8Array): StoreJson {
  return JSON.parse(new TextDecoder().decode(bytes)) as StoreJson;
}

/** Path and value of every leaf. */
function leaves({ Path, Value, Children }: NodeJson): string[] {
  return Children === null ? [`${Path} ${Value}`] : Object.values(Children).flatMap(leaves);
}

test('holds members, what they said of themselves, removed ones and the version where etcd looks for them', () => {
  const store = parse(
    encodeMembershipStore({
      members: [started, { id: 0xabn, peerUrls: ['http://b:1'], isLearner: true }],
      removedIds: [0xcdn],
      clusterVersion: '3.7.0',
    }),
  );
  expect(leaves(store.Root)).toEqual([
    '/0/members/5a15396356ad462c/attributes {"name":"default","clientURLs":["http://127.0.0.1:27100"]}',
    '/0/members/5a15396356ad462c/raftAttributes {"peerURLs":["http://127.0.0.1:27101"]}',
    '/0/members/ab/raftAttributes {"peerURLs":["http://b:1"],"isLearner":true}',
    '/0/removed_members/cd ',
    '/0/version 3.7.0',
  ]);
  expect(store.Root.Children?.['1']?.Children).toEqual({});
  expect(store.CurrentIndex).toBe(5);
  expect(store.CurrentVersion).toBe(2);
  const { Events, Capacity } = store.WatcherHub.EventHistory.Queue;
  expect([Events.length, Capacity]).toEqual([1_000, 1_000]);
});

test('writes nodes as etcd does, to the letter', () => {
  const text = new TextDecoder().decode(encodeMembershipStore({ members: [member] }));
  // The member's folder as etcdutl 3.5.30 wrote it into the .snap file of a restored cluster.
  const folder =
    '"5a15396356ad462c":{"Path":"/0/members/5a15396356ad462c","CreatedIndex":1,"ModifiedIndex":1,' +
    '"ExpireTime":"0001-01-01T00:00:00Z","Value":"","Children":{"raftAttributes":{"Path":' +
    '"/0/members/5a15396356ad462c/raftAttributes","CreatedIndex":1,"ModifiedIndex":1,"ExpireTime":' +
    '"0001-01-01T00:00:00Z","Value":"{\\"peerURLs\\":[\\"http://127.0.0.1:27101\\"]}","Children":null}}}';
  expect(text).toContain(folder);
});

test('writes a member as etcd does, all 64 bits of its id included', () => {
  expect(encodeMemberJson(started)).toBe(
    '{"id":6491157536743179820,"peerURLs":["http://127.0.0.1:27101"],"name":"default","clientURLs":["http://127.0.0.1:27100"]}',
  );
  expect(encodeMemberJson({ id: 2n ** 64n - 1n, peerUrls: [], isLearner: true, name: '' })).toBe(
    '{"id":18446744073709551615,"peerURLs":[],"isLearner":true}',
  );
});

test('escapes what Go escapes', () => {
  expect(goJsonString('a<b>&"\\\u2028é')).toBe('"a\\u003cb\\u003e\\u0026\\"\\\\\\u2028é"');
});

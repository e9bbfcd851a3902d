import { expect, test } from 'vitest';
import { findLocalMember, parseInitialCluster, parsePeerUrls } from './initial-cluster.ts';

const parse = (text: string): string[] =>
  parseInitialCluster(text, 'tok').map(({ name, peerUrls }) => `${name}=${peerUrls.join(' ')}`);

test('reads names with one URL or several, in the order of the ids', () => {
  const members = parseInitialCluster('m2=http://127.0.0.1:27132,m1=http://127.0.0.1:27131', 'tok');
  expect(members.map(({ name }) => name)).toEqual(['m1', 'm2']);
  expect(members[0]?.id).toBe(0x86a241ddb1db66ccn);
  expect(parse('a=http://z:1,a=http://b:1')).toEqual(['a=http://b:1 http://z:1']);
  expect(parse('a=https://[::1]:2380,b=unix://local:0')).toHaveLength(2);
});

test.each([
  ['default=http://localhost:2380,x=foo', 'URL scheme must be http, https, unix, or unixs: foo'],
  ['default', 'URL scheme must be http, https, unix, or unixs: '],
  ['a=http://localhost', 'URL address does not have the form "host:port": http://localhost'],
  ['a=http://localhost:1/path', 'URL address does not have the form "host:port": http://localhost:1/path'],
  [
    'default=http://localhost:2380,a=http://localhost:2380',
    'initial cluster a=http://localhost:2380,default=http://localhost:2380 has duplicate url',
  ],
])('refuses %s', (text, message) => {
  expect(() => parseInitialCluster(text, 't')).toThrow(message);
});

test('finds the member to be made, or says as etcdutl does why it cannot', () => {
  const members = parseInitialCluster('default=http://localhost:2380,default=http://localhost:2381', 't');
  expect(findLocalMember(members, 'default', parsePeerUrls('http://localhost:2381,http://localhost:2380'))).toBe(
    members[0],
  );
  expect(() => findLocalMember(members, 'nope', [])).toThrow(
    `couldn't find local name "nope" in the initial cluster configuration`,
  );
  expect(() => findLocalMember(members, 'default', ['http://localhost:2380'])).toThrow(
    '--initial-cluster has default=http://localhost:2381 but missing from --initial-advertise-peer-urls=' +
      'http://localhost:2380 (len(["http://localhost:2380"]) != len(["http://localhost:2380" "http://localhost:2381"]))',
  );
  const single = parseInitialCluster('default=http://localhost:2380', 't');
  expect(() => findLocalMember(single, 'default', ['http://localhost:999'])).toThrow(
    '--initial-cluster has default=http://localhost:2380 but missing from --initial-advertise-peer-urls=' +
      'http://localhost:999 (resolved urls: "http://localhost:999" != "http://localhost:2380")',
  );
});

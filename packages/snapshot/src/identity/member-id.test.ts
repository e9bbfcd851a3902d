import { expect, test } from 'vitest';
import { clusterIdFromMemberIds, formatId, memberIdFromPeerUrls } from './member-id.ts';

test('gives the ids that etcd gives', () => {
  // From members that etcd 3.5.30 and its etcdutl made.
  expect(formatId(memberIdFromPeerUrls(['http://127.0.0.1:27101'], 'etcd-cluster'))).toBe('5a15396356ad462c');
  const ids = [27_131, 27_132].map((port) => memberIdFromPeerUrls([`http://127.0.0.1:${port}`], 'tok'));
  expect(ids.map(formatId)).toEqual(['86a241ddb1db66cc', '89874ae1110ca9cb']);
  expect(formatId(clusterIdFromMemberIds(ids))).toBe('9770983a534aa736');
});

test('does not depend on the order of URLs or members, but on the token and the time', () => {
  const urls = ['http://a:1', 'http://b:1'];
  const id = memberIdFromPeerUrls(urls, 't');
  expect(memberIdFromPeerUrls(urls.toReversed(), 't')).toBe(id);
  expect(memberIdFromPeerUrls(urls, 'u')).not.toBe(id);
  expect(memberIdFromPeerUrls(urls, '', 1_700_000_000)).not.toBe(memberIdFromPeerUrls(urls, '', 1_700_000_001));
  expect(clusterIdFromMemberIds([1n, 2n, 2n ** 63n])).toBe(clusterIdFromMemberIds([2n ** 63n, 2n, 1n]));
});

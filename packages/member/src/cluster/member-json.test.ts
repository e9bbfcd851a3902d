import { describe, expect, it } from 'vitest';
import { clusterMember } from './cluster-member.ts';
import {
  ClusterJsonError,
  decodeConfigChangeContext,
  decodeMember,
  decodeMembers,
  encodeConfigChangeContext,
  encodeMember,
  encodeMembers,
} from './member-json.ts';

const full = clusterMember({
  id: 0xffff_ffff_ffff_fffdn,
  peerUrls: ['http://10.0.0.1:2380'],
  name: 'a<b',
  clientUrls: ['http://10.0.0.1:2379?x=1&y=2'],
  isLearner: true,
});

describe('a member as JSON', () => {
  it('keeps all 64 bits of the id and escapes as Go does', () => {
    expect(encodeMember(full)).toBe(
      '{"id":18446744073709551613,"peerURLs":["http://10.0.0.1:2380"],"isLearner":true,"name":"a\\u003cb",' +
        '"clientURLs":["http://10.0.0.1:2379?x=1\\u0026y=2"]}',
    );
    expect(decodeMember(encodeMember(full))).toEqual(full);
  });

  it('leaves out what is not published yet', () => {
    expect(encodeMember(clusterMember({ id: 1n, peerUrls: ['http://h:1'] }))).toBe(
      '{"id":1,"peerURLs":["http://h:1"]}',
    );
  });

  it('marks promotions in the context of a configuration change', () => {
    const text = encodeConfigChangeContext({ member: clusterMember({ id: 7n, peerUrls: [] }), isPromote: true });
    expect(text).toBe('{"id":7,"peerURLs":[],"isPromote":true}');
    expect(decodeConfigChangeContext(text).isPromote).toBe(true);
    expect(decodeConfigChangeContext(encodeMember(full))).toEqual({ member: full, isPromote: false });
  });

  it('reads lists and refuses what is no member', () => {
    expect(decodeMembers(encodeMembers([full]))).toEqual([full]);
    expect(() => decodeMember('{"name":"x"}')).toThrow(ClusterJsonError);
    expect(() => decodeMember('{')).toThrow(ClusterJsonError);
    expect(() => decodeMembers('{}')).toThrow(ClusterJsonError);
  });
});

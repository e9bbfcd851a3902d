import {
  AuthEnableRequest,
  InternalRaftRequest,
  PutRequest,
  RangeRequest,
  RequestHeader,
  V2Request,
} from '@quorate/protocol';
import { describe, expect, it } from 'vitest';
import { requestIdOf, unwrapRequest, wrapRequest } from './request-envelope.ts';

const put = PutRequest.create({ key: Buffer.from('k'), value: Buffer.from('v'.repeat(300)), lease: 7n });
const id = 0xfedc_ba98_7654_3210n;

describe('a request in the log', () => {
  it('is the encoding of an InternalRaftRequest, byte for byte', () => {
    const wrapped = wrapRequest('put', PutRequest.encode(put), id);
    const whole = InternalRaftRequest.create({ put, header: RequestHeader.create({ id }) });
    expect(Buffer.from(wrapped).toString('hex')).toBe(Buffer.from(InternalRaftRequest.encode(whole)).toString('hex'));
  });

  it('comes after the header when its field number is higher', () => {
    const version = { ver: '3.7.0' };
    const whole = InternalRaftRequest.create({ clusterVersionSet: version, header: RequestHeader.create({ id }) });
    const raw = Uint8Array.of(10, 5, ...Buffer.from('3.7.0'));
    expect([...wrapRequest('clusterVersionSet', raw, id)]).toEqual([...InternalRaftRequest.encode(whole)]);
  });

  it('is found again with its id', () => {
    const wrapped = wrapRequest('put', PutRequest.encode(put), id);
    expect(requestIdOf(wrapped)).toBe(id);
    const unwrapped = unwrapRequest(wrapped);
    if (unwrapped.kind !== 'put') throw new Error(unwrapped.kind);
    expect(Buffer.from(unwrapped.request.value).toString()).toBe('v'.repeat(300));
    expect(requestIdOf(InternalRaftRequest.encode(InternalRaftRequest.create({ id: 5n, put })))).toBe(5n);
    expect(requestIdOf(new Uint8Array(0))).toBe(0n);
  });

  it('may change nothing, or be beyond this version', () => {
    const range = RangeRequest.create({ key: Buffer.from('k') });
    expect(unwrapRequest(InternalRaftRequest.encode(InternalRaftRequest.create({ id: 1n, range })))).toEqual({
      kind: 'nothing',
    });
    const enable = InternalRaftRequest.create({ id: 1n, authEnable: AuthEnableRequest.create() });
    expect(unwrapRequest(InternalRaftRequest.encode(enable))).toEqual({ kind: 'unsupported', name: 'authEnable' });
    expect(unwrapRequest(Uint8Array.of(8, 1)).kind).toBe('unsupported');
  });

  it('may be a bare one of etcd 3.5', () => {
    const request = V2Request.create({ id: 9n, method: 'PUT', path: '/0/members/1/attributes', val: '{}' });
    const unwrapped = unwrapRequest(V2Request.encode(request));
    expect(unwrapped.kind).toBe('v2');
  });
});

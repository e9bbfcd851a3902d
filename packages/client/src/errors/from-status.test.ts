import { describe, expect, it } from 'vitest';
import { CompactedError, EtcdError, isEtcdError, LeaseLostError } from './etcd-error.ts';
import { serverErrorCodes } from './etcd-error-code.ts';
import { codeOfReason, codeOfStatus, errorFromStatus } from './from-status.ts';

const write = { method: '/etcdserverpb.KV/Put', endpoint: 'http://127.0.0.1:1', readOnly: false };
const read = { ...write, readOnly: true };

describe('the code of an error', () => {
  it.each(Object.entries(serverErrorCodes))('%s: %s, whatever its status', (details, code) => {
    for (const status of [2, 9, 14]) expect(codeOfStatus({ code: status, details })).toBe(code);
    expect(codeOfReason(`rpc error: code = Unavailable desc = ${details}`)).toBe(code);
    expect(codeOfReason(details)).toBe(code);
  });

  it.each([
    [14, 'No connection established. Last error: connect ECONNREFUSED', 'unreachable'],
    [14, 'transport is closing', 'unavailable'],
    [8, 'Received message larger than max (10 vs. 5)', 'message-too-large'],
    [12, 'unknown service', 'unimplemented'],
    [2, 'something new', 'unknown'],
    [2, 'raft proposal dropped', 'proposal-dropped'],
  ] as const)('of status %i and a text that is not in the list: %s', (code, details, expected) => {
    expect(codeOfStatus({ code, details })).toBe(expected);
  });
});

describe('an error', () => {
  it('says where, and promises that nothing was executed only where that is so', () => {
    const doubtful = errorFromStatus({ code: 14, details: 'etcdserver: request timed out' }, write);
    expect(doubtful).toMatchObject({
      code: 'request-timed-out',
      grpcCode: 14,
      mayHaveExecuted: true,
      ...endpointOf(write),
    });
    expect(doubtful.message).toBe('/etcdserverpb.KV/Put at http://127.0.0.1:1: etcdserver: request timed out');
    expect(errorFromStatus({ code: 14, details: 'etcdserver: request timed out' }, read).mayHaveExecuted).toBe(false);
    expect(errorFromStatus({ code: 14, details: 'etcdserver: no leader' }, write).mayHaveExecuted).toBe(false);
    expect(errorFromStatus({ code: 8, details: 'Received message larger than max' }, write).mayHaveExecuted).toBe(true);
    expect(
      errorFromStatus({ code: 8, details: 'Attempted to send message with a size larger than max' }, write),
    ).toMatchObject({
      code: 'message-too-large',
      mayHaveExecuted: false,
    });
  });

  it('is of a class, and is known as one of another copy of this package too', () => {
    const compacted = errorFromStatus(
      { code: 11, details: 'etcdserver: mvcc: required revision has been compacted' },
      read,
    );
    expect(compacted).toBeInstanceOf(CompactedError);
    const lost = new LeaseLostError(7n, 'gone');
    expect([lost.name, lost.code, lost instanceof EtcdError]).toEqual(['LeaseLostError', 'lease-lost', true]);
    const foreign = Object.defineProperty(new Error('from elsewhere'), Symbol.for('@quorate/client/EtcdError'), {
      value: true,
    });
    expect([isEtcdError(lost), isEtcdError(foreign), isEtcdError(new Error('plain')), isEtcdError(undefined)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

function endpointOf({ endpoint, method }: typeof write) {
  return { endpoint, method };
}

import { expect, test } from 'vitest';
import { isRpcError, RpcError, toRpcError } from './rpc-error.ts';
import { httpStatusOf, StatusCode, statusCodeNames } from './status-code.ts';

test('an error describes itself as Go programs print it', () => {
  const error = new RpcError(StatusCode.PermissionDenied, 'etcdserver: permission denied');
  expect(error.describe()).toBe('rpc error: code = PermissionDenied desc = etcdserver: permission denied');
});

test('any thrown thing becomes an RpcError, and an RpcError stays itself', () => {
  const error = new RpcError(StatusCode.NotFound, 'gone');
  expect(toRpcError(error)).toBe(error);
  expect(toRpcError(new TypeError('bad'))).toMatchObject({ code: StatusCode.Unknown, message: 'bad' });
  expect(toRpcError('text')).toMatchObject({ code: StatusCode.Unknown, message: 'text' });
  expect(isRpcError({ code: 3, message: 'no' })).toBe(false);
});

test('codes have the names and HTTP statuses of the gateway', () => {
  expect(statusCodeNames).toHaveLength(17);
  expect(statusCodeNames[StatusCode.Unauthenticated]).toBe('Unauthenticated');
  const statuses = Object.fromEntries(statusCodeNames.map((name, code) => [name, httpStatusOf(code as StatusCode)]));
  expect(statuses).toMatchObject({
    OK: 200,
    InvalidArgument: 400,
    Unauthenticated: 401,
    PermissionDenied: 403,
    NotFound: 404,
    FailedPrecondition: 400,
    OutOfRange: 400,
    ResourceExhausted: 429,
    Unavailable: 503,
    Unknown: 500,
    Unimplemented: 501,
    DeadlineExceeded: 504,
    Canceled: 499,
  });
});

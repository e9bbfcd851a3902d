import { expect, test } from 'vitest';
import { parseListenUrl } from './listen-address.ts';

test('listen URLs name a port or a unix socket, with TLS or without', () => {
  expect(parseListenUrl('http://127.0.0.1:2379')).toEqual({
    address: { host: '127.0.0.1', port: 2379 },
    secure: false,
  });
  expect(parseListenUrl('https://[::]:2379')).toEqual({ address: { host: '::', port: 2379 }, secure: true });
  expect(parseListenUrl('unix:///run/etcd.sock')).toEqual({ address: { path: '/run/etcd.sock' }, secure: false });
  expect(parseListenUrl('unixs://localhost:m1')).toEqual({ address: { path: 'localhost:m1' }, secure: true });
});

test('anything else is refused with its text', () => {
  for (const url of ['', '127.0.0.1:2379', 'ftp://a:1', 'http://a', 'http://a:99999', 'http://a:1/path', 'unix://']) {
    expect(() => parseListenUrl(url), url).toThrow(TypeError);
  }
});

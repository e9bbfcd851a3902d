import { describe, expect, it } from 'vitest';
import { isBindable, parseEtcdUrl, parseEtcdUrls, urlTexts } from './etcd-url.ts';

describe('URLs', () => {
  it('are split into what a listener needs', () => {
    expect(parseEtcdUrl('http://localhost:2379')).toEqual({
      text: 'http://localhost:2379',
      scheme: 'http',
      host: 'localhost',
      port: 2379,
    });
    expect(parseEtcdUrl('https://[::1]:2380')).toMatchObject({ scheme: 'https', host: '::1', port: 2380 });
    expect(parseEtcdUrl('unix:///run/etcd.sock')).toMatchObject({ scheme: 'unix', host: '/run/etcd.sock', port: 0 });
  });

  // What etcd 3.5 answered to each of these.
  it.each([
    ['127.0.0.1:2379', 'parse "127.0.0.1:2379": first path segment in URL cannot contain colon'],
    ['ftp://1.2.3.4:1', 'URL scheme must be http, https, unix, or unixs: ftp://1.2.3.4:1'],
    ['', 'URL scheme must be http, https, unix, or unixs: '],
    ['http://1.2.3.4', 'URL address does not have the form "host:port": http://1.2.3.4'],
    ['http://1.2.3.4:1/p', 'URL must not contain a path: http://1.2.3.4:1/p'],
    ['http://1.2.3.4:1/', 'URL must not contain a path: http://1.2.3.4:1/'],
    ['http://a b:1', 'parse "http://a b:1": invalid character " " in host name'],
    ['http://127.0.0.1:x', 'parse "http://127.0.0.1:x": invalid port ":x" after host'],
  ])('refuse %j in etcd’s words', (text, message) => {
    expect(() => parseEtcdUrl(text)).toThrow(message);
  });

  it('in a list are sorted and listed once', () => {
    expect(urlTexts(parseEtcdUrls('http://b:1, http://a:1,http://b:1'))).toEqual(['http://a:1', 'http://b:1']);
  });

  it('can be bound when they name an address of this machine', () => {
    expect(isBindable(parseEtcdUrl('http://0.0.0.0:1'))).toBe(true);
    expect(isBindable(parseEtcdUrl('http://localhost:1'))).toBe(true);
    expect(isBindable(parseEtcdUrl('http://:1'))).toBe(true);
    expect(isBindable(parseEtcdUrl('http://foo:1'))).toBe(false);
  });
});

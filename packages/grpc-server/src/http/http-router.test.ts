import { expect, test } from 'vitest';
import type { HttpRequest } from './http-message.ts';
import { BodyTooLargeError, readBody } from './http-message.ts';
import { HttpRouter } from './http-router.ts';
import { parseTarget } from './request-target.ts';

const request = (path: string, chunks: Uint8Array[] = []): HttpRequest => ({
  method: 'GET',
  path,
  query: new URLSearchParams(),
  header: () => undefined,
  headers: () => [],
  body: (async function* () {
    yield* chunks;
  })(),
  peer: { address: '', commonName: undefined, viaGateway: false },
  secure: false,
  signal: new AbortController().signal,
});

test('an exact path wins over what stands above it, and the closest of those over the rest', async () => {
  const answer = (body: string) => () => ({ status: 200, body });
  const router = new HttpRouter()
    .route('/', answer('root'))
    .route('/v3/', answer('gateway'))
    .route('/v3/kv/', answer('keys'))
    .route('/v3/kv/put', answer('put'));
  const body = async (path: string) => (await router.handle(request(path))).body;
  expect(await body('/v3/kv/put')).toBe('put');
  expect(await body('/v3/kv/range')).toBe('keys');
  expect(await body('/v3/watch')).toBe('gateway');
  expect(await body('/elsewhere')).toBe('root');
  expect(await new HttpRouter().handle(request('/'))).toMatchObject({ status: 404 });
});

test('a body is read up to its limit and not a byte further', async () => {
  const chunks = [Buffer.alloc(4), Buffer.alloc(4)];
  expect(await readBody(request('/', chunks), 8)).toHaveLength(8);
  await expect(readBody(request('/', chunks), 7)).rejects.toThrow(BodyTooLargeError);
});

test('targets have a path and a query, and broken ones neither', () => {
  expect(parseTarget('/a%20b?x=1&x=2')).toMatchObject({ path: '/a b' });
  expect(parseTarget('/a?x=1&x=2')?.query.getAll('x')).toEqual(['1', '2']);
  expect(parseTarget('http://host:1/a')?.path).toBe('/a');
  expect(parseTarget('http://host')?.path).toBe('/');
  expect(parseTarget('*')?.path).toBe('*');
  expect(parseTarget('/%zz')).toBeUndefined();
  expect(parseTarget('nonsense')).toBeUndefined();
});

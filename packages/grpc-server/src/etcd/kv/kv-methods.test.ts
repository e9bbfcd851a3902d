import { PutRequest, SortOrder, SortTarget, services, TxnRequest } from '@quorate/protocol';
import { expect, test } from 'vitest';
import { StatusCode } from '../../status/status-code.ts';
import { LocalClient } from '../../testdata/local-client.ts';

const { Range, RangeStream, Put, DeleteRange, Txn, Compact } = services['etcdserverpb.KV'];
const bytes = (text: string) => Buffer.from(text);
const status = (code: number, message: string) => expect.objectContaining({ code, message });

async function withKeys(count: number, valueBytes = 8): Promise<LocalClient> {
  const client = new LocalClient({ maxRequestBytes: 4_000 });
  for (let i = 0; i < count; i++) {
    await client.call(Put, { key: bytes(`k${String(i).padStart(4, '0')}`), value: Buffer.alloc(valueBytes, i) });
  }
  return client;
}

test('put, range and delete answer with the whole header', async () => {
  const client = new LocalClient();
  const header = { clusterId: 0xcdefn, memberId: 0xabcn, revision: 2, raftTerm: 2 };
  expect((await client.call(Put, { key: bytes('a'), value: bytes('1') })).header).toEqual(header);
  const { header: read, kvs, count } = await client.call(Range, { key: bytes('a') });
  expect(read).toEqual(header);
  expect(count).toBe(1);
  expect(kvs[0]).toMatchObject({ createRevision: 2, modRevision: 2, version: 1 });
  expect(await client.call(DeleteRange, { key: bytes('a') })).toMatchObject({ deleted: 1, header: { revision: 3 } });
});

test('requests are checked before the backend sees them', async () => {
  const client = new LocalClient({ maxTxnOps: 1 });
  const emptyKey = status(StatusCode.InvalidArgument, 'etcdserver: key is not provided');
  await expect(client.call(Range)).rejects.toEqual(emptyKey);
  await expect(client.call(Put)).rejects.toEqual(emptyKey);
  await expect(client.call(DeleteRange)).rejects.toEqual(emptyKey);
  await expect(client.stream(RangeStream).rest()).rejects.toEqual(emptyKey);
  const operation = { request: { case: 'requestPut', value: PutRequest.create({ key: bytes('a') }) } } as const;
  await expect(client.call(Txn, { success: [operation, operation] })).rejects.toEqual(
    status(StatusCode.InvalidArgument, 'etcdserver: too many operations in txn request'),
  );
  expect(await client.call(Txn, TxnRequest.create({ success: [operation] }))).toMatchObject({ succeeded: true });
});

test('errors of the backend get the codes that etcd gives them', async () => {
  const client = await withKeys(3);
  await expect(client.call(Range, { key: bytes('a'), revision: 99 })).rejects.toEqual(
    status(StatusCode.OutOfRange, 'etcdserver: mvcc: required revision is a future revision'),
  );
  await client.call(Compact, { revision: 3 });
  await expect(client.call(Compact, { revision: 2 })).rejects.toEqual(
    status(StatusCode.OutOfRange, 'etcdserver: mvcc: required revision has been compacted'),
  );
  await expect(client.call(Put, { key: bytes('a'), lease: 404n })).rejects.toEqual(
    status(StatusCode.NotFound, 'etcdserver: requested lease not found'),
  );
});

test('a streamed range brings every key once, and only its end says more, count and revision', async () => {
  const client = await withKeys(100, 100);
  const pieces = await client.stream(RangeStream, { key: bytes('k'), rangeEnd: bytes('l') }).rest();
  const responses = pieces.map((piece) => piece.rangeResponse);
  const keys = responses.flatMap((response) => response?.kvs.map(({ key }) => Buffer.from(key).toString()) ?? []);
  expect(keys).toEqual(Array.from({ length: 100 }, (_, i) => `k${String(i).padStart(4, '0')}`));
  expect(responses[0]?.kvs).toHaveLength(10);
  expect(responses.length).toBeGreaterThan(3);
  expect(responses.slice(0, -1).every((response) => response?.header === undefined && response?.count === 0)).toBe(
    true,
  );
  expect(responses.at(-1)).toMatchObject({ count: 100, more: false, header: { revision: 101, clusterId: 0xcdefn } });
});

test('pieces grow while they are small and shrink when they are large', async () => {
  const small = await withKeys(100, 1);
  const sizes = (await small.stream(RangeStream, { key: bytes('k'), rangeEnd: bytes('l') }).rest()).map(
    (piece) => piece.rangeResponse?.kvs.length,
  );
  expect(sizes.slice(0, 3)).toEqual([10, 20, 40]);
  const large = await withKeys(20, 2_000);
  const shrinking = (await large.stream(RangeStream, { key: bytes('k'), rangeEnd: bytes('l') }).rest()).map(
    (piece) => piece.rangeResponse?.kvs.length,
  );
  expect(shrinking.slice(0, 2)).toEqual([10, 5]);
});

test('a streamed range keeps to its limit and counts what is beyond it', async () => {
  const client = await withKeys(50);
  const pieces = await client.stream(RangeStream, { key: bytes('k'), rangeEnd: bytes('l'), limit: 15 }).rest();
  expect(pieces.map((piece) => piece.rangeResponse?.kvs.length)).toEqual([10, 5]);
  expect(pieces.at(-1)?.rangeResponse).toMatchObject({ more: true, count: 50 });
});

test('a streamed range sees one revision although writes go on', async () => {
  const client = await withKeys(30);
  const stream = client.stream(RangeStream, { key: bytes('k'), rangeEnd: bytes('l') });
  await client.call(DeleteRange, { key: bytes('k'), rangeEnd: bytes('l') });
  const pieces = await stream.rest();
  expect(pieces.flatMap((piece) => piece.rangeResponse?.kvs ?? [])).toHaveLength(30);
});

test('counting alone, and an empty range, are answered by one message', async () => {
  const client = await withKeys(30);
  const range = { key: bytes('k'), rangeEnd: bytes('l') };
  expect((await client.stream(RangeStream, { ...range, countOnly: true }).rest()).map((p) => p.rangeResponse)).toEqual([
    expect.objectContaining({ count: 30, kvs: [] }),
  ]);
  expect(await client.stream(RangeStream, { key: bytes('x') }).rest()).toHaveLength(1);
});

test('orders and filters that a stream cannot have are refused', async () => {
  const client = await withKeys(1);
  const unimplemented = (what: string) => status(StatusCode.Unimplemented, `RangeStream does not support ${what}`);
  const refused = (fields: object) => client.stream(RangeStream, { key: bytes('k'), ...fields }).rest();
  await expect(refused({ sortTarget: SortTarget.Mod })).rejects.toEqual(unimplemented('custom sort orders'));
  await expect(refused({ sortOrder: SortOrder.Descend })).rejects.toEqual(unimplemented('custom sort orders'));
  await expect(refused({ minModRevision: 1 })).rejects.toEqual(unimplemented('revision filters'));
  await expect(refused({ sortOrder: SortOrder.Ascend })).resolves.toHaveLength(1);
});

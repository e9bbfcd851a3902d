import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EtcdClient } from '../client.ts';
import { text } from '../kv/bytes.ts';
import { compare } from '../kv/compare.ts';
import { allKeys, between, fromKey, prefix } from '../kv/key-range.ts';
import { keep } from '../kv/kv-options.ts';
import { op } from '../kv/op.ts';
import { ServerProcess } from './server-process.ts';
import { serversUnderTest } from './server-program.ts';

describe.each(serversUnderTest())('keys on %s', (kind) => {
  let server: ServerProcess;
  let client: EtcdClient;

  beforeAll(async () => {
    server = await ServerProcess.start(kind);
    client = new EtcdClient({ endpoints: server.endpoint });
  });

  afterAll(async () => {
    await client.close();
    await server[Symbol.asyncDispose]();
  });

  const texts = (kvs: readonly { readonly key: Uint8Array }[]) => kvs.map(({ key }) => text(key));

  it('a key that was put is read, with its revisions and its version', async () => {
    const first = await client.kv.put('greeting', 'hello');
    const second = await client.kv.put('greeting', 'hello again');
    expect(second.revision).toBe(first.revision + 1);
    const kv = await client.kv.get('greeting');
    expect(kv).toMatchObject({ createRevision: first.revision, modRevision: second.revision, version: 2, lease: 0n });
    expect(await client.kv.getText('greeting')).toBe('hello again');
    expect(await client.kv.getText('greeting', { revision: first.revision })).toBe('hello');
  });

  it('a key that is missing is undefined', async () => {
    expect(await client.kv.get('missing')).toBeUndefined();
    expect(await client.kv.getText('missing')).toBeUndefined();
  });

  it('keys and values are any bytes', async () => {
    const key = Uint8Array.of(0xff, 0x00, 0x80);
    const value = Uint8Array.of(0x00, 0xff);
    await client.kv.put(key, value);
    const kv = await client.kv.get(key);
    expect(kv && [...kv.key, ...kv.value]).toEqual([0xff, 0x00, 0x80, 0x00, 0xff]);
    await client.kv.delete(key);
  });

  it('a put tells what was before, if asked', async () => {
    await client.kv.delete('previous');
    expect((await client.kv.put('previous', '1', { prevKv: true })).prevKv).toBeUndefined();
    const { prevKv } = await client.kv.put('previous', '2', { prevKv: true });
    expect(prevKv && text(prevKv.value)).toBe('1');
    expect((await client.kv.put('previous', '3')).prevKv).toBeUndefined();
  });

  it('a put can keep the value or the lease', async () => {
    await using lease = await client.leases.grant(60);
    await client.kv.put('kept', 'value', { lease });
    await client.kv.put('kept', 'other', { lease: keep });
    expect(await client.kv.get('kept')).toMatchObject({ lease: lease.id });
    await client.kv.put('kept', keep);
    expect(await client.kv.get('kept')).toMatchObject({ lease: 0n });
    expect(await client.kv.getText('kept')).toBe('other');
    await expect(client.kv.put('never-there', keep)).rejects.toMatchObject({
      code: 'key-not-found',
      mayHaveExecuted: false,
    });
  });

  it('a deletion counts, and tells what was there', async () => {
    for (const name of ['a', 'b', 'c']) await client.kv.put(`delete/${name}`, name);
    const one = await client.kv.delete('delete/a', { prevKvs: true });
    expect([one.deleted, texts(one.prevKvs)]).toEqual([1, ['delete/a']]);
    expect(await client.kv.delete(prefix('delete/'))).toMatchObject({ deleted: 2, prevKvs: [] });
    expect(await client.kv.delete('delete/a')).toMatchObject({ deleted: 0 });
  });

  describe('a range', () => {
    beforeAll(async () => {
      await client.kv.delete(prefix('range/'));
      for (const [name, value] of [
        ['b', '1'],
        ['c', '3'],
        ['a', '2'],
      ] as const) {
        await client.kv.put(`range/${name}`, value);
      }
    });

    it('is a prefix, an interval, or open-ended', async () => {
      expect(texts((await client.kv.range(prefix('range/'))).kvs)).toEqual(['range/a', 'range/b', 'range/c']);
      expect(texts((await client.kv.range(between('range/a', 'range/c'))).kvs)).toEqual(['range/a', 'range/b']);
      expect(texts((await client.kv.range(fromKey('range/b'))).kvs).slice(0, 2)).toEqual(['range/b', 'range/c']);
      const { count } = await client.kv.range(allKeys(), { countOnly: true });
      expect(count).toBeGreaterThanOrEqual(3);
    });

    it('is cut at a limit, and says so', async () => {
      const { kvs, more, count } = await client.kv.range(prefix('range/'), { limit: 2 });
      expect([texts(kvs), more, count]).toEqual([['range/a', 'range/b'], true, 3]);
    });

    it.each([
      ['key', 'descending', 'cba'],
      ['createRevision', 'ascending', 'bca'],
      ['modRevision', 'descending', 'acb'],
      ['value', 'ascending', 'bac'],
    ] as const)('is sorted by %s, %s', async (sortBy, order, names) => {
      const { kvs } = await client.kv.range(prefix('range/'), { sortBy, order });
      expect(texts(kvs).map((key) => key.slice(6))).toEqual([...names]);
    });

    it('leaves values away, or keys too', async () => {
      const { kvs } = await client.kv.range(prefix('range/'), { keysOnly: true });
      expect(kvs.map(({ value }) => value.length)).toEqual([0, 0, 0]);
      expect(await client.kv.range(prefix('range/'), { countOnly: true })).toMatchObject({ kvs: [], count: 3 });
    });

    it('is filtered by revisions', async () => {
      const { kvs } = await client.kv.range(prefix('range/'), { sortBy: 'modRevision' });
      const [first, , last] = kvs.map(({ modRevision }) => modRevision);
      const names = async (options: object) => texts((await client.kv.range(prefix('range/'), options)).kvs);
      expect(await names({ minModRevision: last })).toEqual(['range/a']);
      expect(await names({ maxModRevision: first })).toEqual(['range/b']);
      expect(await names({ minCreateRevision: last })).toEqual(['range/a']);
      expect(await names({ maxCreateRevision: first })).toEqual(['range/b']);
    });

    it('is read by the member as it stands', async () => {
      expect((await client.kv.range(prefix('range/'), { serializable: true })).count).toBe(3);
    });
  });

  describe('a scan', () => {
    const names = Array.from({ length: 25 }, (_, index) => `scan/${String(index).padStart(2, '0')}`);

    beforeAll(async () => {
      for (const name of names) await client.kv.put(name, name);
    });

    it('reads a range in pages of one revision, whatever is written meanwhile', async () => {
      const seen: string[] = [];
      const revisions = new Set<number>();
      for await (const { kvs, revision, count } of client.kv.pages(prefix('scan/'), { pageSize: 10 })) {
        seen.push(...texts(kvs));
        revisions.add(revision);
        expect(count).toBe(25);
        await client.kv.delete('scan/24');
        await client.kv.put('scan/241', 'late');
      }
      expect(seen).toEqual(names);
      expect(revisions.size).toBe(1);
      await client.kv.put('scan/24', 'back');
      await client.kv.delete('scan/241');
    });

    it('streams all but the first page where the server can', async () => {
      const streamed = async () => {
        const metrics = await (await fetch(`${server.endpoint}/metrics`)).text();
        const line = /^grpc_server_started_total\{.*grpc_method="RangeStream".*\} (\d+)$/m.exec(metrics);
        return Number(line?.[1] ?? 0);
      };
      const before = await streamed();
      const seen: string[] = [];
      for await (const { key } of client.kv.scan(prefix('scan/'), { pageSize: 10 })) seen.push(text(key));
      expect(seen).toEqual(names);
      expect((await streamed()) - before).toBe(kind === 'quorate' ? 1 : 0);
    });

    it('yields keys, up to a limit', async () => {
      const seen: string[] = [];
      for await (const { key } of client.kv.scan(prefix('scan/'), { pageSize: 4, limit: 9 })) seen.push(text(key));
      expect(seen).toEqual(names.slice(0, 9));
    });

    it('of an empty range is empty, of one key that key', async () => {
      const count = async (selector: Parameters<typeof client.kv.scan>[0]) => {
        let keys = 0;
        for await (const _kv of client.kv.scan(selector)) keys++;
        return keys;
      };
      expect(await count(prefix('nothing/'))).toBe(0);
      expect(await count('scan/00')).toBe(1);
    });
  });

  describe('a transaction', () => {
    it('runs one branch or the other, and types its answers', async () => {
      await client.kv.delete('txn');
      const put = client.kv.txn().if(compare.missing('txn')).do(op.put('txn', '1')).else(op.get('txn'));
      const first = await put.commit();
      expect(first.succeeded && first.responses[0].revision).toBe(first.revision);
      const second = await put.commit();
      expect(second.succeeded ? undefined : text(second.responses[0]?.value ?? new Uint8Array())).toBe('1');
    });

    it('compares version, revisions, value, lease and ranges', async () => {
      await using lease = await client.leases.grant(60);
      const { revision } = await client.kv.put('compared/1', 'b', { lease });
      const holds = async (condition: ReturnType<typeof compare.value>) =>
        (await client.kv.txn().if(condition).commit()).succeeded;
      expect(await holds(compare.version('compared/1', '=', 1))).toBe(true);
      expect(await holds(compare.version('compared/1', '!=', 1))).toBe(false);
      expect(await holds(compare.createRevision('compared/1', '<', revision))).toBe(false);
      expect(await holds(compare.modRevision('compared/1', '>', revision - 1))).toBe(true);
      expect(await holds(compare.value('compared/1', '>', 'a'))).toBe(true);
      expect(await holds(compare.lease('compared/1', '=', lease))).toBe(true);
      expect(await holds(compare.lease('compared/1', '=', 0n))).toBe(false);
      expect(await holds(compare.exists('compared/1'))).toBe(true);
      expect(await holds(compare.missing(prefix('compared/')))).toBe(false);
      expect(await holds(compare.missing(prefix('compared/2')))).toBe(true);
      expect(await holds(compare.value('nothing', '=', ''))).toBe(false);
    });

    it('nests', async () => {
      await client.kv.put('nested', 'outer');
      const inner = client.kv
        .txn()
        .if(compare.value('nested', '=', 'outer'))
        .do(op.put('nested', 'inner', { prevKv: true }), op.range(prefix('nested')), op.delete(prefix('none/')))
        .else(op.get('nested'));
      const result = await client.kv.txn().do(op.txn(inner)).commit();
      if (!result.succeeded) throw new Error('a transaction without conditions did not succeed');
      const [nested] = result.responses;
      if (!nested.succeeded) throw new Error('the inner condition did not hold');
      const [put, range, deletion] = nested.responses;
      expect(put.prevKv && text(put.prevKv.value)).toBe('outer');
      expect(range.kvs.map(({ value }) => text(value))).toEqual(['inner']);
      expect(deletion.deleted).toBe(0);
      expect(put.revision).toBe(result.revision);
    });

    it('that writes a key twice is refused', async () => {
      const twice = client.kv.txn().do(op.put('twice', '1'), op.put('twice', '2')).commit();
      await expect(twice).rejects.toMatchObject({ code: 'duplicate-key', mayHaveExecuted: false });
    });
  });

  it('a transaction with too many steps is refused', async () => {
    const steps = Array.from({ length: 129 }, (_, index) => op.put(`many/${index}`, 'x'));
    const many = client.kv
      .txn()
      .do(...steps)
      .commit();
    await expect(many).rejects.toMatchObject({ code: 'too-many-ops', mayHaveExecuted: false });
  });

  it('a compaction forgets, and the error says so', async () => {
    const { revision } = await client.kv.put('compacted', '1');
    await client.kv.put('compacted', '2');
    await client.kv.compact(revision + 1, { physical: true });
    await expect(client.kv.get('compacted', { revision })).rejects.toMatchObject({ code: 'compacted', grpcCode: 11 });
    await expect(client.kv.get('compacted', { revision: revision + 1000 })).rejects.toMatchObject({
      code: 'future-revision',
    });
  });

  it('what the server refuses is an error with a code, and was not executed', async () => {
    await expect(client.kv.put('', 'x')).rejects.toMatchObject({
      name: 'EtcdError',
      code: 'empty-key',
      grpcCode: 3,
      mayHaveExecuted: false,
      endpoint: server.endpoint,
      method: '/etcdserverpb.KV/Put',
    });
    await expect(client.kv.put('k', 'x', { lease: 4711n })).rejects.toMatchObject({ code: 'lease-not-found' });
    const large = new Uint8Array(1_600_000);
    await expect(client.kv.put('k', large)).rejects.toMatchObject({
      code: 'request-too-large',
      mayHaveExecuted: false,
    });
    await expect(client.kv.put('k', new Uint8Array(4_000_000))).rejects.toMatchObject({
      code: 'message-too-large',
      mayHaveExecuted: false,
    });
  });

  it('a call ends with its signal, or with its time', async () => {
    const aborted = AbortSignal.abort();
    await expect(client.kv.get('k', { signal: aborted })).rejects.toMatchObject({ code: 'aborted' });
    const controller = new AbortController();
    const pending = client.kv.put('k', 'v', { signal: controller.signal });
    controller.abort();
    await expect(pending).rejects.toMatchObject({ code: 'aborted' });
    await expect(client.kv.get('k', { timeoutMs: 0 })).rejects.toMatchObject({
      code: 'timeout',
      mayHaveExecuted: false,
    });
  });

  it('large answers pass', async () => {
    const value = new Uint8Array(1_000_000).fill(7);
    for (let index = 0; index < 12; index++) await client.kv.put(`large/${index}`, value);
    const { kvs } = await client.kv.range(prefix('large/'));
    expect(kvs.reduce((bytes, kv) => bytes + kv.value.length, 0)).toBe(12_000_000);
    await client.kv.delete(prefix('large/'));
  });
});

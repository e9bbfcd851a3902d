import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EtcdClient } from '../client.ts';
import { text } from '../kv/bytes.ts';
import { prefix } from '../kv/key-range.ts';
import { op } from '../kv/op.ts';
import type { Isolation, StmTransaction } from '../stm/stm.ts';
import { ServerProcess } from './server-process.ts';
import { serversUnderTest } from './server-program.ts';

/** What may happen to a transaction under each level; every level differs from the next. */
const levels: readonly {
  isolation: Isolation;
  tears: boolean;
  skews: boolean;
  overwrites: boolean;
  wavers: boolean;
}[] = [
  { isolation: 'serializable-snapshot', overwrites: false, tears: false, skews: false, wavers: false },
  { isolation: 'serializable', overwrites: true, tears: false, skews: false, wavers: false },
  { isolation: 'repeatable-reads', overwrites: true, tears: true, skews: false, wavers: false },
  { isolation: 'read-committed', overwrites: true, tears: true, skews: true, wavers: true },
];

describe.each(serversUnderTest())('software transactions on %s', (kind) => {
  let server: ServerProcess;
  let client: EtcdClient;
  let number = 0;
  let name = '';

  beforeAll(async () => {
    server = await ServerProcess.start(kind);
    client = new EtcdClient({ endpoints: server.endpoint });
  });

  beforeEach(() => {
    name = `name-${number++}`;
  });

  afterAll(async () => {
    await client.close();
    await server[Symbol.asyncDispose]();
  });

  describe('as a whole', () => {
    const isolations: Isolation[] = ['serializable-snapshot', 'serializable', 'repeatable-reads'];

    it.each(isolations)('loses no update under %s', async (isolation) => {
      const key = `${name}/counter`;
      const increments = Array.from({ length: 20 }, () =>
        client.stm(
          async (transaction) => {
            const count = Number((await transaction.getText(key)) ?? '0');
            transaction.put(key, String(count + 1));
          },
          { isolation },
        ),
      );
      await Promise.all(increments);
      expect(await client.kv.getText(key)).toBe('20');
    });

    it('moves money without losing any', async () => {
      const accounts = ['a', 'b', 'c'].map((account) => `${name}/${account}`);
      for (const account of accounts) await client.kv.put(account, '100');
      const transfers = Array.from({ length: 30 }, (_, index) =>
        client.stm(async (transaction) => {
          const from = accounts[index % 3] ?? '';
          const to = accounts[(index + 1) % 3] ?? '';
          const balance = Number(await transaction.getText(from));
          const other = Number(await transaction.getText(to));
          transaction.put(from, String(balance - index));
          transaction.put(to, String(other + index));
        }),
      );
      await Promise.all(transfers);
      const { kvs } = await client.kv.range(prefix(`${name}/`));
      expect(kvs.reduce((sum, { value }) => sum + Number(text(value)), 0)).toBe(300);
    });

    it('reads what it wrote, and reads at one revision', async () => {
      const key = `${name}/own`;
      await client.kv.put(key, 'before');
      await client.kv.put(`${key}2`, 'before');
      let attempts = 0;
      const { value } = await client.stm(async (transaction) => {
        const before = await transaction.getText(key);
        if (++attempts === 1) await client.kv.put(`${key}2`, 'meanwhile');
        const other = await transaction.getText(`${key}2`);
        transaction.put(key, 'own');
        const own = await transaction.getText(key);
        transaction.delete(key);
        return [before, other, own, await transaction.getText(key), await transaction.modRevision('none')];
      });
      // The first attempt saw the snapshot and met the conflict; the second saw what had been written meanwhile.
      expect(attempts).toBe(2);
      expect(value).toEqual(['before', 'meanwhile', 'own', undefined, 0]);
      expect(await client.kv.get(key)).toBeUndefined();
    });

    it('read-committed takes what there is', async () => {
      const key = `${name}/committed`;
      await client.kv.put(key, '1');
      const { value } = await client.stm(
        async (transaction) => {
          const first = await transaction.getText(key);
          await client.kv.put(key, '2');
          const second = await transaction.getText(key);
          transaction.put(key, '3');
          return [first, second];
        },
        { isolation: 'read-committed' },
      );
      expect(value).toEqual(['1', '2']);
    });

    it('gives up after so many conflicts, and passes on what the work throws', async () => {
      const key = `${name}/conflict`;
      const always = client.stm(
        async (transaction) => {
          await transaction.get(key);
          await client.kv.put(key, 'x');
          transaction.put(key, 'y');
        },
        { attemptsMax: 3 },
      );
      await expect(always).rejects.toMatchObject({ code: 'conflict', mayHaveExecuted: false });
      const thrown = client.stm(() => {
        throw new Error('no');
      });
      await expect(thrown).rejects.toThrow('no');
    });
  });

  describe.each(levels)('under $isolation', ({ isolation, overwrites, tears, skews, wavers }) => {
    const key = (name: string) => `${isolation}/${name}`;
    /** Two keys that others always write together. */
    const writePair = (value: string) =>
      client.kv
        .txn()
        .do(op.put(key('one'), value), op.put(key('other'), value))
        .commit();

    /** Runs a transaction; `meanwhile` happens in its first attempt only. Returns how often it ran. */
    const run = async (
      work: (
        transaction: StmTransaction,
        meanwhile: (happens: () => Promise<unknown>) => Promise<void>,
      ) => Promise<void>,
    ) => {
      let attempts = 0;
      await client.stm(
        async (transaction) => {
          attempts++;
          await work(transaction, async (happens) => {
            if (attempts === 1) await happens();
          });
        },
        { isolation },
      );
      return attempts;
    };

    it(`write skew ${skews ? 'happens' : 'does not happen'}: two who each leave because the other stays`, async () => {
      await client.kv.put(key('ada'), 'on call');
      await client.kv.put(key('bob'), 'on call');
      const bothRead = Promise.withResolvers<void>();
      let reading = 0;
      const leave = (me: string, colleague: string) =>
        run(async (transaction, meanwhile) => {
          const stays = (await transaction.getText(key(colleague))) === 'on call';
          await transaction.getText(key(me));
          // Both have read before either writes.
          await meanwhile(async () => {
            if (++reading === 2) bothRead.resolve();
            await bothRead.promise;
          });
          if (stays) transaction.put(key(me), 'gone');
        });
      await Promise.all([leave('ada', 'bob'), leave('bob', 'ada')]);
      const states = [await client.kv.getText(key('ada')), await client.kv.getText(key('bob'))];
      expect(states.filter((state) => state === 'on call')).toHaveLength(skews ? 0 : 1);
    });

    it(`what others wrote meanwhile ${overwrites ? 'may be' : 'is not'} overwritten unread`, async () => {
      const attempts = await run(async (transaction, meanwhile) => {
        await transaction.get(key('read'));
        await meanwhile(() => client.kv.put(key('blind'), 'theirs'));
        transaction.put(key('blind'), 'mine');
      });
      expect(attempts).toBe(overwrites ? 1 : 2);
      expect(await client.kv.getText(key('blind'))).toBe('mine');
    });

    it(`reads ${tears ? 'may be' : 'are all'} of ${tears ? 'several revisions' : 'one revision'}`, async () => {
      await writePair('before');
      const seen: (string | undefined)[] = [];
      const attempts = await run(async (transaction, meanwhile) => {
        seen.push(await transaction.getText(key('one')));
        await meanwhile(() => writePair('after'));
        seen.push(await transaction.getText(key('other')));
        transaction.put(key('unrelated'), 'x');
      });
      const first = ['before', tears ? 'after' : 'before'];
      // All levels but the last notice at the commit, and see it whole the second time.
      expect(seen).toEqual(skews ? first : [...first, 'after', 'after']);
      expect(attempts).toBe(skews ? 1 : 2);
    });

    it(`reading a key again ${wavers ? 'may give' : 'does not give'} another value`, async () => {
      await client.kv.put(key('wavering'), 'before');
      const seen: (string | undefined)[] = [];
      await run(async (transaction, meanwhile) => {
        seen.push(await transaction.getText(key('wavering')));
        await meanwhile(() => client.kv.put(key('wavering'), 'after'));
        seen.push(await transaction.getText(key('wavering')));
        transaction.put(key('unrelated'), 'x');
      });
      expect(seen).toEqual(wavers ? ['before', 'after'] : ['before', 'before', 'after', 'after']);
    });
  });
});

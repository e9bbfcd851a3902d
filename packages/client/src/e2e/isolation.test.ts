import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EtcdClient } from '../client.ts';
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

  beforeAll(async () => {
    server = await ServerProcess.start(kind);
    client = new EtcdClient({ endpoints: server.endpoint });
  });

  afterAll(async () => {
    await client.close();
    await server[Symbol.asyncDispose]();
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

import { describe, expect, it } from 'vitest';
import { type AcknowledgedPut, KvClient } from './client/kv-client.ts';
import { forgetfulDisk } from './disk/forgetful-disk.ts';
import { MemberProcess } from './process/member-process.ts';

/** Puts on their way at any moment. */
const writers = 16;
/** A kill comes at a random moment of this many milliseconds after the member was ready. */
const killAfterMsMax = 150;

describe('a member in the middle of a stream of puts', () => {
  it.each([
    { what: 'killed', kills: 50, environment: {} },
    { what: 'that loses its power', kills: 15, environment: forgetfulDisk },
  ])(
    '$what has every acknowledged put after each of $kills restarts',
    async ({ kills, environment }) => {
      await using member = await MemberProcess.single({ environment });
      const client = new KvClient(member.endpoint);
      const acknowledged = new Map<string, AcknowledgedPut>();
      let issued = 0;
      for (let kill = 1; kill <= kills; kill++) {
        let killed = false;
        const write = async (): Promise<void> => {
          while (!killed) {
            const number = ++issued;
            try {
              const put = await client.put(`put/${number}`, `value ${number}`, { deadline: Date.now() + 10_000 });
              acknowledged.set(put.key, put);
            } catch {
              // Cut off: it was not acknowledged, so it may be there or not.
              if (!killed) await new Promise((resolve) => setTimeout(resolve, 5));
            }
          }
        };
        const writing = Array.from({ length: writers }, write);
        const before = acknowledged.size;
        while (acknowledged.size === before) await new Promise((resolve) => setTimeout(resolve, 1));
        await new Promise((resolve) => setTimeout(resolve, Math.random() * killAfterMsMax));
        const ended = member.stop('SIGKILL');
        killed = true;
        await Promise.all([ended, ...writing]);
        member.restart();
        await member.ready();
        expectAllThere(acknowledged, await client.range('put/'), kill);
      }
      expect(acknowledged.size).toBeGreaterThan(kills);
      client.close();
      member.assertCleanLog();
    },
    300_000,
  );
});

function expectAllThere(
  acknowledged: ReadonlyMap<string, AcknowledgedPut>,
  found: ReadonlyMap<string, { value: string; revision: number }>,
  kill: number,
): void {
  const lost = [...acknowledged.values()].filter((put) => {
    const there = found.get(put.key);
    return there === undefined || there.value !== put.value || there.revision !== put.revision;
  });
  expect(lost, `lost after kill ${kill} of ${acknowledged.size} acknowledged puts`).toEqual([]);
}

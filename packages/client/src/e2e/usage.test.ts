import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Project } from './project.ts';
import { ServerProcess } from './server-process.ts';
import { serversUnderTest } from './server-program.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const examples = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code);

describe.each(serversUnderTest())('in a project of its own, with %s', (kind) => {
  let server: ServerProcess;
  let project: Project;

  beforeAll(async () => {
    server = await ServerProcess.start(kind);
    project = new Project();
    examples.forEach((code, index) => {
      // Where a top-level `await using` is the last thing in a file, its end is the end of the program.
      project.write(`example-${index}.ts`, code.replaceAll('http://127.0.0.1:2379', server.endpoint));
    });
  });

  afterAll(async () => {
    project[Symbol.dispose]();
    await server[Symbol.asyncDispose]();
  });

  it('the examples of the README are there, and have the right types', async () => {
    expect(examples.length).toBeGreaterThan(6);
    expect(await project.check()).toEqual({ exitCode: 0, output: '' });
  });

  it.each(examples.map((_, index) => index))('example %i of the README runs, and ends by itself', async (index) => {
    const { exitCode, output } = await project.run(`example-${index}.ts`);
    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
    if (index === 0) expect(output).toBe('hello\n');
  });

  it('CommonJS requires it, and ends by itself after close(), whatever was going on', async () => {
    project.write(
      'common.cjs',
      `const { EtcdClient, prefix } = require('@quorate/client');
      (async () => {
        const client = new EtcdClient({ endpoints: '${server.endpoint}' });
        const watcher = client.watch(prefix('common/'));
        watcher.on('put', () => {});
        await watcher.created;
        await client.leases.grant(60);
        await client.mutex('common/lock').acquire();
        const cache = client.cache(prefix('common/'));
        await cache.ready;
        const waiting = client.mutex('common/lock').acquire();
        waiting.catch((error) => console.log(error.code));
        client.election('common/office').campaign('me').catch(() => {});
        await client.kv.put('common/key', 'x');
        await client.close();
        await client.kv.get('k').catch((error) => console.log(error.code));
      })();`,
    );
    expect(await project.run('common.cjs')).toEqual({ exitCode: 0, output: 'closed\nclosed\n' });
  });
});

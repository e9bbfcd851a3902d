import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { MemberProcess } from './process/member-process.ts';
import { inRepository } from './programs/repository.ts';
import { asCommonJs, asModule, docstringExamples, type Example, readmeExamples } from './release/examples.ts';
import { type NodeRelease, PackedProject } from './release/packed-project.ts';

/** Programs that run at a time. */
const atATime = 2;

const nodes: readonly NodeRelease[] = ['pinned', 24, 22];
const minutes = 60_000;

let project: PackedProject;

/** The version of somebody else's package that the repository is tested with. */
function pinnedVersion(name: string, manifest: string): string {
  return JSON.parse(readFileSync(inRepository(manifest), 'utf8')).devDependencies[name];
}

beforeAll(async () => {
  project = await PackedProject.create({
    '@types/node': pinnedVersion('@types/node', 'package.json'),
    '@opentelemetry/api': pinnedVersion('@opentelemetry/api', 'packages/client/package.json'),
  });
  await project.addNodes();
}, 5 * minutes);

afterAll(() => project[Symbol.dispose]());

describe.each(nodes)('on Node %s', (node) => {
  test('CommonJS ends by itself after close(), whatever was going on', async () => {
    project.write(
      `busy-${node}.cjs`,
      `const { EtcdClient, prefix } = require('@quorate/client');
const { startTestServer } = require('@quorate/client/testing');
(async () => {
  const server = await startTestServer();
  const client = server.client();
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
  await server.stop();
})();
`,
    );
    expect(await project.run(`busy-${node}.cjs`, node)).toEqual({ exitCode: 0, output: 'closed\nclosed\n' });
  });

  test('the packed client talks to the packed server from an ES module, and the process ends by itself', async () => {
    project.write(
      `esm-${node}.mjs`,
      `import { EtcdClient } from '@quorate/client';
import { startTestServer } from '@quorate/client/testing';
const server = await startTestServer();
const client = new EtcdClient({ endpoints: server.endpoint });
await client.kv.put('greeting', 'hello');
console.log(await client.kv.getText('greeting'));
await client.close();
await server.stop();
`,
    );
    expect(await project.run(`esm-${node}.mjs`, node)).toEqual({ exitCode: 0, output: 'hello\n' });
  });

  test('the same from CommonJS', async () => {
    project.write(
      `cjs-${node}.cjs`,
      `const { EtcdClient } = require('@quorate/client');
const { startMember } = require('@quorate/server');
(async () => {
  const member = await startMember();
  const client = new EtcdClient({ endpoints: member.clientUrl });
  await client.kv.put('greeting', 'hello');
  console.log(await client.kv.getText('greeting'));
  await client.close();
  await member.stop();
})();
`,
    );
    expect(await project.run(`cjs-${node}.cjs`, node)).toEqual({ exitCode: 0, output: 'hello\n' });
  });
});

test('the packed programs start', async () => {
  const run = promisify(execFile);
  const bin = project.path('node_modules', '.bin');
  const env = { PATH: `${dirname(process.execPath)}:/usr/bin:/bin` };
  expect((await run(`${bin}/quorate`, ['--version'], { env })).stdout).toMatch(/^etcd Version: 3\.7\.1\n/);
  expect((await run(`${bin}/quoratectl`, ['version'], { env })).stdout).toMatch(/3\.7\.1\nAPI version: 3\.7\n/);
});

describe('the examples of the README and the docstrings of the packed client', () => {
  let ours: MemberProcess;
  let etcd: MemberProcess;
  let examples: readonly Example[];

  beforeAll(async () => {
    [ours, etcd] = await Promise.all([
      MemberProcess.single({ kind: 'quorate' }),
      MemberProcess.single({ kind: 'etcd' }),
    ]);
    const folder = project.packageFolder('@quorate/client');
    examples = [...readmeExamples(folder), ...docstringExamples(folder)];
    for (const example of examples) {
      project.write(`${example.name}.mts`, asModule(example, ours.endpoint));
      project.write(`${example.name}.cts`, asCommonJs(example, etcd.endpoint));
    }
    const compilerOptions = {
      // What an application for Node 22 sets: `await using` is compiled away.
      target: 'es2023',
      lib: ['es2024', 'esnext.disposable'],
      module: 'nodenext',
      types: ['node'],
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noEmitOnError: true,
    };
    project.write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['*.mts', '*.cts'] }));
  });

  afterAll(async () => {
    await ours[Symbol.asyncDispose]();
    await etcd[Symbol.asyncDispose]();
  });

  it('are there, and have the right types', async () => {
    expect(examples.filter(({ name }) => name.startsWith('README')).length).toBeGreaterThan(7);
    expect(examples.filter(({ name }) => !name.startsWith('README')).length).toBeGreaterThan(15);
    expect(new Set(examples.map(({ name }) => name)).size).toBe(examples.length);
    expect(await project.compile()).toEqual({ exitCode: 0, output: '' });
  });

  /** ES modules speak to our server, CommonJS to etcd 3.5. The pinned Node takes the TypeScript, with `await using`, as it is. */
  it.each([
    ['pinned', 'mts'],
    ['pinned', 'cjs'],
    [24, 'cjs'],
    [22, 'mjs'],
    [22, 'cjs'],
  ] as const)('run, and end by themselves, on Node %s as .%s', async (node, ending) => {
    const waiting = [...examples];
    const failed: string[] = [];
    const work = async () => {
      for (let example = waiting.shift(); example !== undefined; example = waiting.shift()) {
        const { exitCode, output } = await project.run(`${example.name}.${ending}`, node);
        if (exitCode !== 0) failed.push(`${example.name}: exit status ${exitCode}\n${output}`);
      }
    };
    await Promise.all(Array.from({ length: atATime }, work));
    expect(failed).toEqual([]);
  });

  it('print what they say', async () => {
    expect(await project.run('README-1.mts')).toEqual({ exitCode: 0, output: 'hello\n' });
  });
});

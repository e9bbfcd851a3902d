import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const repository = fileURLToPath(new URL('../../../', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'quorate-release-'));
const minutes = 60_000;

/** Folders of the packages that are published. */
function publishedFolders(): string[] {
  return ['packages', 'apps']
    .flatMap((folder) => readdirSync(join(repository, folder)).map((name) => join(repository, folder, name)))
    .filter((folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).private !== true);
}

/** pnpm as the scripts are run by it; by hand it comes through npx, in the version that the root pins. */
function pnpmCommand(): [string, string[]] {
  if (spawnSync('pnpm', ['--version'], { stdio: 'ignore' }).status === 0) return ['pnpm', []];
  const { packageManager } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
    packageManager: string;
  };
  return ['npx', ['-y', packageManager]];
}

/** Packs every package as a release would, and installs the tarballs into an empty project with npm. */
beforeAll(async () => {
  const [pnpm, first] = pnpmCommand();
  const tarballs: Record<string, string> = {};
  for (const folder of publishedFolders()) {
    const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string };
    const { stdout } = await run(pnpm, [...first, 'pack', '--json', '--pack-destination', project], {
      cwd: folder,
      timeout: minutes,
    });
    const { filename } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { filename: string };
    tarballs[name] = `file:${filename}`;
  }
  const manifest = { name: 'empty', version: '1.0.0', private: true, dependencies: tarballs, overrides: tarballs };
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest, null, 2));
  await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: project, timeout: 3 * minutes });
}, 5 * minutes);

afterAll(() => rmSync(project, { recursive: true, force: true }));

/** Runs a script of the project on this Node; resolves what it printed once it has ended by itself. */
async function script(name: string, source: string): Promise<string> {
  writeFileSync(join(project, name), source);
  const { stdout, stderr } = await run(process.execPath, [name], { cwd: project, timeout: 30_000 });
  expect(stderr).toBe('');
  return stdout.trim();
}

test('the packed client talks to the packed server from an ES module, and the process ends by itself', async () => {
  const printed = await script(
    'esm.mjs',
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
  expect(printed).toBe('hello');
});

test('the same from CommonJS', async () => {
  const printed = await script(
    'cjs.cjs',
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
  expect(printed).toBe('hello');
});

test('the packed programs start', async () => {
  const bin = join(project, 'node_modules', '.bin');
  const env = { PATH: `${dirname(process.execPath)}:/usr/bin:/bin` };
  expect((await run(join(bin, 'quorate'), ['--version'], { env })).stdout).toMatch(/^etcd Version: 3\.7\.1\n/);
  expect((await run(join(bin, 'quoratectl'), ['version'], { env })).stdout).toMatch(/3\.7\.1\nAPI version: 3\.7\n/);
});

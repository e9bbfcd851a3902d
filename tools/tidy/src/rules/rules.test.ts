import { describe, expect, it } from 'vitest';
import { type Finding, inventRepository } from '../repository/repository.ts';
import { forbiddenInCore } from './forbidden-in-core.ts';
import { generatedCode } from './generated-code.ts';
import { layersAgree } from './layers-agree.ts';
import { packageHygiene } from './package-hygiene.ts';
import { rootScripts } from './root-scripts.ts';
import { sourceStyle } from './source-style.ts';
import { tracesOfMachines } from './traces-of-machines.ts';

const places = (findings: readonly Finding[]) => findings.map(({ path, line }) => `${path}:${line}`);

describe('the core is not allowed to', () => {
  it.each([
    'const now = Date.now();',
    'const now = new Date();',
    'Math.random();',
    'setTimeout(f, 1);',
    'queueMicrotask(f);',
    'performance.now();',
    "import { open } from 'node:fs/promises';",
    "import net from 'node:net';",
    'process.exit(1);',
    "import { randomBytes } from 'node:crypto';",
  ])('%s', (code) => {
    const repository = inventRepository({ 'packages/wal/src/a.ts': `// first\n${code}\n` });
    expect(places(forbiddenInCore(repository))).toEqual(['packages/wal/src/a.ts:2']);
  });

  it('but may speak of it, hash, and test with what it likes', () => {
    const repository = inventRepository({
      'packages/wal/src/a.ts':
        "// Date.now()\n/* setTimeout */\nconst text = 'Math.random()';\nimport { createHash } from 'node:crypto';\n",
      'packages/wal/src/a.test.ts': 'Date.now();\n',
      'packages/wal/src/bench/a.ts': 'performance.now();\n',
      'packages/http2/src/a.ts': 'setTimeout(f, 1);\n',
    });
    expect(forbiddenInCore(repository)).toEqual([]);
  });
});

it('a package may only depend on what stands below it', () => {
  const repository = inventRepository({
    'packages/a/package.json': JSON.stringify({
      dependencies: { '@quorate/b': 'workspace:*', '@quorate/c': 'workspace:*', other: '1' },
      devDependencies: {
        '@quorate/simulated-ports': 'workspace:*',
        '@quorate/c': 'workspace:*',
        '@quorate/d': 'workspace:*',
      },
      peerDependencies: { '@quorate/d': 'workspace:*' },
    }),
    'packages/b/package.json': '{}',
  });
  expect(layersAgree(repository, { a: ['b'], gone: [] }).map(({ problem }) => problem)).toEqual([
    'has a row for gone, which is no package',
    'depends on c, which is not below a',
    'depends in its tests on c, which is not below a',
    'has no row for packages/b',
  ]);
});

describe('a package', () => {
  const good = {
    LICENSE: 'licence',
    'packages/a/package.json': JSON.stringify({
      name: '@quorate/a',
      version: '1.0.0',
      license: 'Apache-2.0',
      type: 'module',
      description: 'Does what an example of a package does.',
      engines: { node: '>=22' },
      exports: {},
    }),
    'packages/a/README.md': 'word '.repeat(100),
    'packages/a/LICENSE': 'licence',
    'packages/a/src/index.ts': '',
    'packages/a/src/a.test.ts': '',
  };

  it('with everything is fine', () => {
    expect(packageHygiene(inventRepository(good))).toEqual([]);
  });

  it('with nothing is told all', () => {
    const repository = inventRepository({
      ...good,
      'tools/b/package.json': JSON.stringify({ version: '2.0.0', exports: {} }),
    });
    expect(packageHygiene(repository).map(({ problem }) => problem)).toEqual([
      'is not named @quorate/…',
      'does not say that the licence is Apache-2.0',
      'is not of type module',
      'has no description',
      'is published without engines.node >=22',
      'has no README.md',
      'is published without LICENSE',
      'has no src/index.ts',
      'has no tests',
      'has version 2.0.0; the others have 1.0.0',
    ]);
  });

  it('that is only reserved needs neither README nor tests', () => {
    const { 'packages/a/src/a.test.ts': _tests, ...files } = good;
    const reserved = { ...files, 'packages/a/src/index.ts': 'export {};\n', 'packages/a/README.md': '# a' };
    expect(packageHygiene(inventRepository(reserved))).toEqual([]);
    expect(packageHygiene(inventRepository({ ...reserved, 'packages/a/src/index.ts': '' }))).toHaveLength(2);
  });

  it('with a README of one line or another licence is told so', () => {
    const repository = inventRepository({ ...good, 'packages/a/README.md': '# a', 'packages/a/LICENSE': 'mine' });
    expect(packageHygiene(repository)).toHaveLength(2);
  });
});

it('paths of a machine and registries are found', () => {
  const lines = [
    ['/work', 'main/x'],
    ['https://registry', 'npmjs.org'],
  ].map((parts, index) => parts.join(index === 0 ? '/' : '.'));
  const repository = inventRepository({
    'docs/a.md': `fine\n${lines.join('\n')}\n`,
    'pnpm-lock.yaml': lines.join('\n'),
  });
  expect(places(tracesOfMachines(repository))).toEqual(['docs/a.md:2', 'docs/a.md:3']);
});

it('tests that are silenced, unfinished work, long files and loose imports are found', () => {
  const looseImport = ['import { e } from', "'./e';"].join(' ');
  const repository = inventRepository({
    'packages/a/src/a.test.ts': ['it', 'skip("x");\n'].join('.'),
    'packages/a/src/b.ts': `// ${['TO', 'DO'].join('')}: later\nexport * from './c.ts';\nimport './d.ts';\n${looseImport}\n`,
    'packages/a/src/long.ts': 'x;\n'.repeat(451),
    'packages/a/src/long.test.ts': 'x;\n'.repeat(451),
    'packages/a/src/gen/long.ts': 'x;\n'.repeat(451),
  });
  expect(places(sourceStyle(repository))).toEqual([
    'packages/a/src/a.test.ts:1',
    'packages/a/src/b.ts:1',
    'packages/a/src/b.ts:2',
    'packages/a/src/b.ts:4',
    'packages/a/src/long.ts:0',
  ]);
});

it('the promises of the root are checked', () => {
  const files = {
    'package.json': JSON.stringify({ scripts: { start: '', build: '', test: '', check: '', format: '' } }),
    'README.md': 'npm start\nnpm test\netcdctl put a b\netcdctl get a\n',
    'bin/quorate': '',
    'bin/quoratectl': '',
    '.ci/run': '',
  };
  expect(rootScripts(inventRepository(files, ['bin/quorate', 'bin/quoratectl', '.ci/run']))).toEqual([]);
  const broken = inventRepository({ ...files, 'package.json': '{}', 'README.md': '' }, [
    'bin/quorate',
    'bin/quoratectl',
  ]);
  expect(rootScripts(broken)).toHaveLength(5 + 1 + 4);
  const manifest: { scripts: Record<string, string> } = JSON.parse(files['package.json']);
  const wrongNode = { scripts: { ...manifest.scripts, bench: 'node scripts/prepare.mjs && node --conditions=x a.ts' } };
  const rightNode = { scripts: { ...manifest.scripts, bench: 'node a.mjs && node_modules/.bin/node a.ts' } };
  const programs = ['bin/quorate', 'bin/quoratectl', '.ci/run'];
  const findings = (changed: object) =>
    rootScripts(inventRepository({ ...files, 'package.json': JSON.stringify(changed) }, programs));
  expect(findings(wrongNode)).toHaveLength(1);
  expect(findings(rightNode)).toEqual([]);
});

it('generated files are compared with their generator', () => {
  const repository = inventRepository({ 'gen/same.ts': '1', 'gen/changed.ts': '1', 'gen/old.ts': '1' });
  const wanted = new Map([
    ['same.ts', '1'],
    ['changed.ts', '2'],
    ['new.ts', '1'],
  ]);
  expect(places(generatedCode(repository, 'gen', wanted))).toEqual([
    'gen/changed.ts:0',
    'gen/new.ts:0',
    'gen/old.ts:0',
  ]);
});

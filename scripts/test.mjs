// Every check of the repository: install, build, lint, types, layers, unit tests, packaging, end-to-end tests.
// Ends with the plain line `N passed, N failed` that continuous integration reads.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, pnpm, root, run, scriptEnvironment } from './workspace.mjs';

/** Vitest's JSON reports, one a package, written by the `test` and `test:e2e` scripts of the packages. */
function reports() {
  return ['packages', 'apps', 'tools']
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name, 'test-results.json')))
    .filter((path) => existsSync(path));
}

function closingLine() {
  let passed = 0;
  let failed = 0;
  for (const path of reports()) {
    const report = JSON.parse(readFileSync(path, 'utf8'));
    passed += report.numPassedTests;
    failed += report.numFailedTests + (report.numFailedTestSuites > 0 && report.numFailedTests === 0 ? 1 : 0);
  }
  return { passed, failed };
}

ensureInstalled();
for (const path of reports()) rmSync(path);
run('biome', ['check', '--error-on-warnings', '.']);
run('tsc', ['-p', 'tsconfig.check.json']);
run('depcruise', ['--config', '.dependency-cruiser.mjs', 'packages', 'apps', 'tools']);
ensureBuilt();
const steps = [
  ['exec', 'turbo', 'run', 'test', '--concurrency=2', '--continue', '--output-logs=new-only'],
  ['exec', 'turbo', 'run', 'test:e2e', '--concurrency=1', '--output-logs=full'],
];
let status = 0;
for (const step of steps) {
  const result = spawnSync('npx', ['-y', 'pnpm@12', ...step], {
    cwd: root,
    stdio: 'inherit',
    env: scriptEnvironment(),
  });
  status ||= result.status ?? 1;
}
pnpm(['--recursive', '--workspace-concurrency=1', '--if-present', 'run', 'check:package']);
const { passed, failed } = closingLine();
console.log(`${passed} passed, ${failed} failed`);
process.exit(status || (failed > 0 ? 1 : 0));

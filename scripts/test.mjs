// Every check of the repository: install, build, lint, types, layers, unit tests, packaging, end-to-end tests.
// Ends with the plain line `N passed, N failed` that continuous integration reads.

import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, root, run, tryPnpm, tryRun } from './workspace.mjs';

/** Vitest's JSON reports, which the `test` and `test:e2e` scripts of the packages write into their folders. */
function reports() {
  const folders = ['packages', 'apps', 'tools'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(root, folder, name)),
  );
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /^test-results.*\.json$/.test(name))
      .map((name) => join(folder, name)),
  );
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
  ['exec', 'turbo', 'run', 'test:e2e', '--concurrency=1', '--continue', '--output-logs=full'],
  ['--recursive', '--workspace-concurrency=1', '--if-present', 'run', 'check:package'],
];
/**
 * Checks that search, for as long as they are given. The simulator gets the same seeds each time, about two minutes of them, so that a change is told
 * apart from luck; `npm run simulate -- --budget 2h` looks for more.
 */
const budgeted = [
  ['packages/http2/src/fuzz/main.ts', '--budget', '60s'],
  ['tools/simulator/src/main.ts', '--seed', '700000', '--seeds', '300', '--jobs', '2'],
];
const statuses = [
  ...steps.map(tryPnpm),
  ...budgeted.map((args) => tryRun('node', ['--conditions=@quorate/source', ...args])),
];
const { passed, failed } = closingLine();
console.log(`${passed} passed, ${failed} failed`);
process.exit(statuses.every((status) => status === 0) && failed === 0 ? 0 : 1);

import type { Finding, Repository } from '../repository/repository.ts';

const scripts = ['start', 'build', 'test', 'check', 'format'] as const;
const programs = ['bin/quorate', 'bin/quoratectl', '.ci/run'] as const;

/** A TypeScript source run by whatever `node` the shell finds, or remembers from before the pinned one was installed. */
const runsSourceOnAnyNode = /(?<!\S)node\s[^&|;]*\.ts\b/;

/** Checks what the first page of the README promises: the scripts are there, the programs can be run, and the page shows both. */
export function rootScripts(repository: Repository): Finding[] {
  const tracked = new Set(repository.paths);
  const manifest: { scripts?: Record<string, string> } = JSON.parse(repository.text('package.json'));
  const findings: Finding[] = [];
  for (const name of scripts) {
    if (manifest.scripts?.[name] === undefined) {
      findings.push({ path: 'package.json', line: 0, problem: `has no script ${name}` });
    }
  }
  for (const [name, command] of Object.entries(manifest.scripts ?? {})) {
    if (runsSourceOnAnyNode.test(command)) {
      findings.push({
        path: 'package.json',
        line: 0,
        problem: `script ${name} must call node_modules/.bin/node: in a clean clone the shell still has the machine's own node in mind`,
      });
    }
  }
  for (const path of programs) {
    if (!tracked.has(path)) findings.push({ path, line: 0, problem: 'is missing' });
    else if (!repository.isExecutable(path)) findings.push({ path, line: 0, problem: 'cannot be run' });
  }
  const firstScreen = repository.text('README.md').split('\n').slice(0, 40).join('\n');
  for (const promise of ['npm start', 'npm test', 'put ', 'get ']) {
    if (!firstScreen.includes(promise)) {
      findings.push({
        path: 'README.md',
        line: 0,
        problem: `does not show ${JSON.stringify(promise.trim())} in its first screen`,
      });
    }
  }
  return findings;
}

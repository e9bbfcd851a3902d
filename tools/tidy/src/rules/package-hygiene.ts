import type { Finding, Repository } from '../repository/repository.ts';

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  readonly type?: string;
  readonly private?: boolean;
  readonly exports?: unknown;
  readonly description?: string;
  readonly engines?: { readonly node?: string };
}

/** A README shorter than this says no more than the package's name. */
const readmeCharactersMin = 300;

/** Checks what every package has: README, licence, tests, an index, the common version, and the fields of its manifest. */
export function packageHygiene(repository: Repository): Finding[] {
  const tracked = new Set(repository.paths);
  const folders = repository.paths.flatMap(
    (path) => /^((?:packages|apps|tools)\/[^/]+)\/package\.json$/.exec(path)?.[1] ?? [],
  );
  const versions = new Map<string, string>();
  const findings: Finding[] = [];
  for (const folder of folders) {
    const path = `${folder}/package.json`;
    const manifest: Manifest = JSON.parse(repository.text(path));
    versions.set(path, manifest.version ?? '');
    for (const problem of manifestProblems(manifest)) findings.push({ path, line: 0, problem });
    for (const problem of fileProblems(repository, tracked, folder, manifest)) {
      findings.push({ path: folder, line: 0, problem });
    }
  }
  const [common] = [...versions.values()];
  for (const [path, version] of versions) {
    if (version !== common)
      findings.push({ path, line: 0, problem: `has version ${version}; the others have ${common}` });
  }
  return findings;
}

function manifestProblems(manifest: Manifest): string[] {
  const problems: string[] = [];
  if (manifest.name?.startsWith('@quorate/') !== true) problems.push('is not named @quorate/…');
  if (manifest.license !== 'Apache-2.0') problems.push('does not say that the licence is Apache-2.0');
  if (manifest.type !== 'module') problems.push('is not of type module');
  if ((manifest.description ?? '').length < 20) problems.push('has no description');
  if (manifest.private !== true && manifest.engines?.node !== '>=22')
    problems.push('is published without engines.node >=22');
  return problems;
}

function fileProblems(
  repository: Repository,
  tracked: ReadonlySet<string>,
  folder: string,
  manifest: Manifest,
): string[] {
  const problems: string[] = [];
  const index = `${folder}/src/index.ts`;
  // A place that is kept for a package to come has nothing to describe or to test.
  const isReserved = tracked.has(index) && repository.text(index).trim() === 'export {};';
  const readme = `${folder}/README.md`;
  if (!tracked.has(readme)) problems.push('has no README.md');
  else if (!isReserved && repository.text(readme).length < readmeCharactersMin)
    problems.push('has a README.md that says next to nothing');
  const licence = `${folder}/LICENSE`;
  if (manifest.private !== true) {
    if (!tracked.has(licence)) problems.push('is published without LICENSE');
    else if (repository.text(licence) !== repository.text('LICENSE'))
      problems.push('has another LICENSE than the root');
  }
  if (manifest.exports !== undefined && !tracked.has(index)) problems.push('has no src/index.ts');
  const hasTests = repository.paths.some((path) => path.startsWith(`${folder}/src/`) && path.endsWith('.test.ts'));
  if (!isReserved && !hasTests) problems.push('has no tests');
  return problems;
}

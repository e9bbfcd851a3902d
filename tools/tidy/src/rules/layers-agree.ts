import type { Finding, Repository } from '../repository/repository.ts';

/** The rows of the layer table: a package and what it may depend on. */
export type Layers = Readonly<Record<string, readonly string[]>>;

/** What tests of any package may use besides its own row. */
const forTests = new Set(['simulated-ports', 'node-ports', 'ports']);

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Compares the layer table with the packages' manifests: every package has a row and depends on nothing outside of it. */
export function layersAgree(repository: Repository, layers: Layers): Finding[] {
  const table = '.dependency-cruiser.mjs';
  const present = new Set(
    repository.paths.flatMap((path) => /^packages\/([^/]+)\/package\.json$/.exec(path)?.[1] ?? []),
  );
  const findings: Finding[] = [];
  for (const name of Object.keys(layers)) {
    if (!present.has(name))
      findings.push({ path: table, line: 0, problem: `has a row for ${name}, which is no package` });
  }
  for (const name of present) {
    const row = layers[name];
    if (row === undefined) {
      findings.push({ path: table, line: 0, problem: `has no row for packages/${name}` });
      continue;
    }
    const path = `packages/${name}/package.json`;
    const manifest: Manifest = JSON.parse(repository.text(path));
    const allowed = new Set(row);
    for (const dependency of ownDependencies(manifest.dependencies)) {
      if (!allowed.has(dependency)) {
        findings.push({ path, line: 0, problem: `depends on ${dependency}, which is not below ${name}` });
      }
    }
    // What a package uses only if it is installed beside it is no layer below it; its tests still need it.
    const peers = new Set(ownDependencies(manifest.peerDependencies));
    for (const dependency of ownDependencies(manifest.devDependencies)) {
      if (!allowed.has(dependency) && !forTests.has(dependency) && !peers.has(dependency)) {
        findings.push({ path, line: 0, problem: `depends in its tests on ${dependency}, which is not below ${name}` });
      }
    }
  }
  return findings;
}

function ownDependencies(dependencies: Readonly<Record<string, string>> = {}): string[] {
  return Object.keys(dependencies)
    .filter((name) => name.startsWith('@quorate/'))
    .map((name) => name.slice('@quorate/'.length));
}

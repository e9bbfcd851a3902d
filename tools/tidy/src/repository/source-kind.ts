/** TypeScript of ours, tests included, generated code not. */
export function isSource(path: string): boolean {
  return /^(packages|apps|tools)\/.*\.(ts|mts)$/.test(path) && !isGenerated(path);
}

/** Code that a tool wrote. */
export function isGenerated(path: string): boolean {
  return /\/gen\/|\.gen\.ts$/.test(path);
}

/** Code that only runs in tests, benchmarks and tools of a package's authors. */
export function isTestCode(path: string): boolean {
  return /\.(test|bench)\.ts$|\/(testdata|bench|e2e|traces|mutations)\//.test(path) || path.startsWith('tools/e2e/');
}

/** The folder of a package (`packages/raft`), or `undefined` for a file outside all. */
export function packageFolder(path: string): string | undefined {
  return /^(?:packages|apps|tools)\/[^/]+/.exec(path)?.[0];
}

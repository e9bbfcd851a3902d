import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How a folder differs from what protogen would write there. */
export interface Differences {
  /** Files that are missing or hold something else, with what they should hold. */
  readonly stale: ReadonlyMap<string, string>;
  /** Files that protogen would not write. */
  readonly superfluous: readonly string[];
}

/** Compares a folder, which need not exist, with the wanted files. */
export function compareOutput(folder: string, wanted: ReadonlyMap<string, string>): Differences {
  mkdirSync(folder, { recursive: true });
  const present = new Set(readdirSync(folder));
  const isCurrent = (name: string, text: string) =>
    present.has(name) && readFileSync(join(folder, name), 'utf8') === text;
  return {
    stale: new Map([...wanted].filter(([name, text]) => !isCurrent(name, text))),
    superfluous: [...present].filter((name) => !wanted.has(name)).sort(),
  };
}

/** Makes a folder what {@link compareOutput} found that it should be. */
export function writeOutput(folder: string, differences: Differences): void {
  for (const [name, text] of differences.stale) writeFileSync(join(folder, name), text);
  for (const name of differences.superfluous) rmSync(join(folder, name));
}

import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a repository that git tracks; paths are relative to its root, with `/`. */
export interface Repository {
  readonly paths: readonly string[];
  /** A file's text. Throws when it is not tracked. */
  text(path: string): string;
  /** Whether the owner may run the file. */
  isExecutable(path: string): boolean;
}

/** Something that is not as it should be. */
export interface Finding {
  readonly path: string;
  /** From 1; 0 when the whole file is meant. */
  readonly line: number;
  readonly problem: string;
}

/** The repository whose root is given, as it is in the working tree. Files that git tracks and somebody has just deleted are left out. */
export function openRepository(root: string): Repository {
  const listed = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (listed.status !== 0) throw new Error(`git ls-files failed in ${root}: ${listed.stderr}`);
  const paths = listed.stdout
    .split('\0')
    .filter((path) => path !== '' && statSync(join(root, path), { throwIfNoEntry: false })?.isFile() === true);
  const texts = new Map<string, string>();
  return {
    paths,
    text(path) {
      const text = texts.get(path) ?? readFileSync(join(root, path), 'utf8');
      texts.set(path, text);
      return text;
    },
    isExecutable: (path) => (statSync(join(root, path)).mode & 0o100) !== 0,
  };
}

/** A repository that exists only in a test: texts by path. */
export function inventRepository(
  files: Readonly<Record<string, string>>,
  executables: readonly string[] = [],
): Repository {
  return {
    paths: Object.keys(files).sort(),
    text(path) {
      const text = files[path];
      if (text === undefined) throw new Error(`${path} is not tracked`);
      return text;
    },
    isExecutable: (path) => executables.includes(path),
  };
}

/** Every line of a text that a pattern matches, as findings. */
export function findLines(path: string, text: string, pattern: RegExp, problem: (match: string) => string): Finding[] {
  return text.split('\n').flatMap((content, index) => {
    const match = pattern.exec(content);
    return match === null ? [] : [{ path, line: index + 1, problem: problem(match[0]) }];
  });
}

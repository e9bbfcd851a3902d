import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import type { TraceKind } from './run-trace.ts';

/** A trace on disk. */
export interface TraceOnDisk {
  /** Relative to the folder that was searched. */
  readonly name: string;
  readonly kind: TraceKind;
  readonly text: string;
}

/** The kind is that of the nearest folder called so; a trace in none of them is of whole nodes. */
function kindOf(folders: readonly string[]): TraceKind {
  for (const folder of folders.toReversed()) {
    if (folder === 'quorum' || folder === 'confchange' || folder === 'interaction') return folder;
  }
  return 'interaction';
}

/** All `.txt` files below the folder, by name. */
export function findTraces(folder: string): TraceOnDisk[] {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && file.name.endsWith('.txt'))
    .map((file) => join(file.parentPath, file.name))
    .sort();
  return paths.map((path) => {
    const name = relative(folder, path);
    return {
      name,
      kind: kindOf([basename(folder), ...name.split(sep).slice(0, -1)]),
      text: readFileSync(path, 'utf8'),
    };
  });
}

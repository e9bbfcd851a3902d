import { closeSync, fstatSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import type { Dice } from '../bad-input/dice.ts';

/** A disk forgets, or writes elsewhere, whole sectors, in bytes. */
const sectorBytes = 512;

/** What can happen to a file. */
export type DamageKind = 'flipped bit' | 'lost end' | 'zeroed sector' | 'missing file';

export const damageKinds: readonly DamageKind[] = ['flipped bit', 'lost end', 'zeroed sector', 'missing file'];

/** What has happened to a file, and where, in bytes from its start. */
export interface Damage {
  readonly kind: DamageKind;
  readonly path: string;
  readonly offset: number;
}

/** Damages a file somewhere, mostly where it holds something. Undefined when that has changed nothing. */
export function damageFile(path: string, kind: DamageKind, dice: Dice): Damage | undefined {
  if (kind === 'missing file') {
    rmSync(path);
    return { kind, path, offset: 0 };
  }
  const file = openSync(path, 'r+');
  try {
    const { size } = fstatSync(file);
    const used = dice.oneIn(10) ? size : usedBytes(file, size);
    if (used === 0) return undefined;
    const offset = dice.below(used);
    if (kind === 'lost end') {
      ftruncateSync(file, offset);
      return { kind, path, offset };
    }
    const from = kind === 'flipped bit' ? offset : offset - (offset % sectorBytes);
    const before = Buffer.alloc(kind === 'flipped bit' ? 1 : Math.min(sectorBytes, size - from));
    readSync(file, before, 0, before.length, from);
    const after =
      kind === 'flipped bit' ? Buffer.of((before[0] as number) ^ (1 << dice.below(8))) : Buffer.alloc(before.length);
    if (after.equals(before)) return undefined;
    writeSync(file, after, 0, after.length, from);
    return { kind, path, offset: from };
  } finally {
    closeSync(file);
  }
}

/** Where the zeros begin that a file ends in, such as the room in a segment of the log. */
function usedBytes(file: number, size: number): number {
  const piece = Buffer.alloc(1024 * 1024);
  for (let end = size; end > 0; ) {
    const from = Math.max(0, end - piece.length);
    const count = readSync(file, piece, 0, end - from, from);
    for (let at = count - 1; at >= 0; at--) if (piece[at] !== 0) return from + at + 1;
    end = from;
  }
  return 0;
}

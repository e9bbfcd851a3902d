import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mutants } from './mutants.ts';

describe('bugs made on purpose', () => {
  // In a mutated copy of the package the text of its own bug is gone; the check is for the package as it is.
  const isCopy = import.meta.url.includes('raft-mutants-');

  it.each(mutants.map((mutant) => [mutant.bug, mutant] as const))('%s: has its place in the sources', (_, mutant) => {
    const text = readFileSync(new URL(`../${mutant.file}`, import.meta.url), 'utf8');
    const count = text.split(mutant.find).length - 1;
    expect(isCopy || count === 1).toBe(true);
    expect(mutant.replace).not.toBe(mutant.find);
  });

  it('are many', () => {
    expect(mutants.length).toBeGreaterThan(20);
    expect(new Set(mutants.map(({ bug }) => bug)).size).toBe(mutants.length);
  });
});

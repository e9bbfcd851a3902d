import { etcdMutants } from './etcd-mutants.ts';
import type { Mutant } from './mutant.ts';
import { otherMutants } from './other-mutants.ts';

/** The lines of the table of known bugs; the checks have to find each. */
export const mutants: readonly Mutant[] = [...etcdMutants, ...otherMutants];

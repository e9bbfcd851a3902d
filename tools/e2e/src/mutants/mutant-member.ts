import type { MemberOptions } from '../process/member-process.ts';
import { inRepository } from '../programs/repository.ts';

/** A member that runs from its sources, with one of the simulator's bugs put into them as they are loaded. */
export function mutantMember(mutant: string): MemberOptions {
  return {
    kind: 'quorate',
    program: [
      inRepository('node_modules/.bin/node'),
      '--conditions=@quorate/source',
      `--import=${inRepository('tools/simulator/src/mutants/apply-mutant.ts')}`,
      inRepository('apps/server/src/main.ts'),
    ],
    environment: { SIMULATOR_MUTANT: mutant },
  };
}

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Mutant } from './mutant.ts';

/** What a run of a mutated simulator came to. */
export interface Kill {
  readonly seed: number;
  readonly promise: string;
}

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Words of the command line for a mutant's scenario. */
export function scenarioWords({ scenario: { kinds, settings } }: Mutant): string[] {
  const given = Object.entries(settings ?? {}).map(([name, value]) => `${name}=${value}`);
  return [...(kinds ? ['--kinds', kinds.join(',')] : []), ...(given.length > 0 ? ['--with', given.join(',')] : [])];
}

/**
 * Runs the simulator with a bug in it, in a process of its own, from a seed on for so many seeds or so long (`--seeds 1`, `--budget 60s`). The
 * first broken promise; undefined when the bug survived. Rejects when the mutant does not fit the source any more.
 */
export async function runMutant(mutant: Mutant, seed: number, howLong: readonly string[]): Promise<Kill | undefined> {
  const conditions = ['--conditions=@quorate/source', '--import', file('apply-mutant.ts')];
  const words = ['--seed', `${seed}`, ...howLong, '--no-shrink', ...scenarioWords(mutant)];
  const { stdout, stderr, code } = await run([...conditions, file('../main.ts'), ...words], mutant.name);
  if (code === 0) return undefined;
  const [, found, message] = /^seed (\d+) broke a promise: ([^\n]+)/m.exec(stdout) ?? [];
  if (found === undefined || message === undefined) throw new Error(`${mutant.name} did not run: ${stdout}${stderr}`);
  return { seed: Number(found), promise: promiseIn(message) };
}

/** Promises on watches have a colon in them: `watch: reliable: …`. */
function promiseIn(message: string): string {
  return /^((?:watch: )?[^:]+): /.exec(message)?.[1] ?? message;
}

function run(
  words: readonly string[],
  mutant: string,
): Promise<{ readonly stdout: string; readonly stderr: string; readonly code: number }> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, SIMULATOR_MUTANT: mutant, NODE_OPTIONS: '' }, maxBuffer: 16 * 2 ** 20 };
    execFile(process.execPath, [...words], options, (error, stdout, stderr) =>
      resolve({ stdout, stderr, code: error ? Number(error.code ?? 1) : 0 }),
    );
  });
}

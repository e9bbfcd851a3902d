import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mutant } from './mutant.ts';

const packageFolder = new URL('../../', import.meta.url).pathname;
const repository = new URL('../../', `file://${packageFolder}`).pathname;

/** Long enough for all tests on a busy machine; a mutant that takes longer hangs, which is seen as well. */
const timeoutMs = 120_000;

const vitestConfig = `
const conditions = ['@quorate/source', 'node', 'import', 'default'];
export default {
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['node', 'import', 'default'] } },
  test: { environment: 'node', include: ['src/**/*.test.ts'], testTimeout: 60_000 },
};
`;

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/** The files of tests that fail, with how many tests in each; `hangs` when they do not come to an end. */
export type Verdict = ReadonlyMap<string, number> | 'hangs';

/** A copy of the package in which bugs can be made. */
export class Workshop {
  readonly #folder = mkdtempSync(join(tmpdir(), 'raft-mutants-'));
  readonly #copy = join(this.#folder, 'packages', 'raft');

  constructor() {
    mkdirSync(this.#copy, { recursive: true });
    cpSync(join(packageFolder, 'package.json'), join(this.#copy, 'package.json'));
    cpSync(join(packageFolder, 'README.md'), join(this.#copy, 'README.md'));
    writeFileSync(join(this.#copy, 'vitest.config.ts'), vitestConfig);
    symlinkSync(join(packageFolder, 'node_modules'), join(this.#copy, 'node_modules'));
    symlinkSync(join(repository, 'node_modules'), join(this.#folder, 'node_modules'));
  }

  /** Runs the tests, without the recorded traces, on the package with this bug, or as it is. */
  test(mutant: Mutant | undefined, simulationRuns: number): Verdict {
    const sources = join(this.#copy, 'src');
    rmSync(sources, { recursive: true, force: true });
    cpSync(join(packageFolder, 'src'), sources, { recursive: true });
    if (mutant) apply(mutant, sources);
    const report = join(this.#folder, 'report.json');
    rmSync(report, { force: true });
    spawnSync(
      join(repository, 'node_modules', '.bin', 'vitest'),
      ['run', '--root', this.#copy, '--maxWorkers=1', '--reporter=json', `--outputFile=${report}`],
      {
        cwd: this.#copy,
        timeout: timeoutMs,
        killSignal: 'SIGKILL',
        env: { ...process.env, RAFT_SIMULATION_RUNS: String(simulationRuns) },
      },
    );
    return existsSync(report) ? failures(JSON.parse(readFileSync(report, 'utf8')), this.#copy) : 'hangs';
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function apply({ bug, file, find, replace }: Mutant, sources: string): void {
  const path = join(sources, file);
  const text = readFileSync(path, 'utf8');
  const parts = text.split(find);
  if (parts.length !== 2) throw new Error(`"${bug}": the text stands ${parts.length - 1} times in ${file}`);
  writeFileSync(path, parts.join(replace));
}

function failures(report: Report, folder: string): Map<string, number> {
  const failed = new Map<string, number>();
  for (const { name, status, assertionResults } of report.testResults) {
    const count = assertionResults.filter((result) => result.status === 'failed').length;
    if (count > 0 || status === 'failed') {
      failed.set(name.slice(name.indexOf(folder) + folder.length + '/src/'.length), Math.max(count, 1));
    }
  }
  return failed;
}

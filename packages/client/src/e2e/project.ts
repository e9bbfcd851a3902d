import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packageFolder = fileURLToPath(new URL('../../', import.meta.url));
const repository = fileURLToPath(new URL('../../../../', import.meta.url));

/** How a program ended. */
export interface Run {
  /** `null` when it did not end by itself. */
  readonly exitCode: number | null;
  readonly output: string;
}

/** A project of somebody who uses the package, in a folder of its own. */
export class Project implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'quorate-client-project-'));

  constructor() {
    this.#link('@quorate/client', packageFolder);
    this.#link('@opentelemetry/api', join(packageFolder, 'node_modules/@opentelemetry/api'));
    this.#link('@types/node', join(repository, 'node_modules/@types/node'));
    this.write('package.json', '{ "type": "module" }');
    const compilerOptions = {
      target: 'es2024',
      lib: ['es2024', 'esnext.disposable'],
      module: 'nodenext',
      types: ['node'],
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: true,
      noEmit: true,
      allowImportingTsExtensions: true,
      customConditions: ['@quorate/source'],
    };
    this.write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.#folder, name), text);
  }

  /** Checks the types of everything written. */
  check(): Promise<Run> {
    return this.#run(join(repository, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.json']);
  }

  /** Runs a file, and kills it when it does not end by itself. */
  run(name: string): Promise<Run> {
    return this.#run(process.execPath, ['--conditions=@quorate/source', name]);
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }

  async #run(program: string, args: readonly string[]): Promise<Run> {
    const child = spawn(program, args, { cwd: this.#folder, timeout: 20_000, killSignal: 'SIGKILL' });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    await once(child, 'close');
    return { exitCode: child.exitCode, output };
  }

  #link(name: string, target: string): void {
    const path = join(this.#folder, 'node_modules', name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(realpathSync(target), path);
  }
}

import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inRepository } from '../programs/repository.ts';

const execute = promisify(execFile);
const minuteMs = 60_000;

/** A program that has not ended by itself within this time is killed. */
const runMsMax = 60_000;

/** Versions of Node besides the pinned one that the packages are for; the npm packages that hold nothing but the program. */
const otherNodes = { 22: '22.23.3', 24: '24.21.0' } as const;

/** A release of Node. */
export type NodeRelease = keyof typeof otherNodes | 'pinned';

/** How a program ended; `null` when it did not end by itself. */
export interface Run {
  readonly exitCode: number | null;
  readonly output: string;
}

/** An empty project into which npm has installed the packages as a release would pack them. */
export class PackedProject implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'quorate-release-'));

  private constructor() {}

  /** Packs every package that is published, and installs the tarballs with npm, with the given packages of others. */
  static async create(others: Readonly<Record<string, string>> = {}): Promise<PackedProject> {
    const project = new PackedProject();
    const tarballs: Record<string, string> = {};
    const [pnpm, first] = pnpmCommand();
    for (const folder of publishedFolders()) {
      const { stdout } = await execute(pnpm, [...first, 'pack', '--json', '--pack-destination', project.#folder], {
        cwd: folder,
        timeout: minuteMs,
      });
      const { filename } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { filename: string };
      tarballs[manifestOf(folder).name] = `file:${filename}`;
    }
    const dependencies = { ...tarballs, ...others };
    project.write('package.json', JSON.stringify({ name: 'empty', private: true, dependencies, overrides: tarballs }));
    await project.#npmInstall([]);
    return project;
  }

  /** Brings other releases of Node, into a folder of their own: their `.bin/node` must not stand in the project's. */
  async addNodes(): Promise<void> {
    const packages = Object.entries(otherNodes).map(
      ([release, version]) => `node${release}@npm:node-${process.platform}-${process.arch}@${version}`,
    );
    await this.#npmInstall(['--no-save', '--prefix', this.path('nodes'), ...packages]);
  }

  path(...names: readonly string[]): string {
    return join(this.#folder, ...names);
  }

  /** The folder of an installed package. */
  packageFolder(name: string): string {
    return this.path('node_modules', ...name.split('/'));
  }

  write(name: string, text: string): void {
    writeFileSync(this.path(name), text);
  }

  /** Compiles everything written, with its types checked. */
  compile(): Promise<Run> {
    return this.#run(inRepository('node_modules/.bin/tsc'), ['-p', 'tsconfig.json']);
  }

  /** Runs a file on a release of Node, until it ends by itself or {@link runMsMax} are over. */
  run(name: string, node: NodeRelease = 'pinned'): Promise<Run> {
    const program =
      node === 'pinned' ? process.execPath : this.path('nodes', 'node_modules', `node${node}`, 'bin/node');
    return this.#run(program, [name]);
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #npmInstall(args: readonly string[]): Promise<void> {
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
    await execute('npm', ['install', ...quiet, ...args], { cwd: this.#folder, timeout: 3 * minuteMs });
  }

  async #run(program: string, args: readonly string[]): Promise<Run> {
    const child = spawn(program, args, { cwd: this.#folder, timeout: runMsMax, killSignal: 'SIGKILL' });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    await once(child, 'close');
    return { exitCode: child.exitCode, output };
  }
}

function manifestOf(folder: string): { readonly name: string; readonly private?: boolean } {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** Folders of the packages that are published. */
function publishedFolders(): string[] {
  return ['packages', 'apps']
    .flatMap((folder) => readdirSync(inRepository(folder)).map((name) => inRepository(`${folder}/${name}`)))
    .filter((folder) => manifestOf(folder).private !== true);
}

/** pnpm as the scripts are run by it; by hand it comes through npx, in the version that the root pins. */
function pnpmCommand(): [string, string[]] {
  if (spawnSync('pnpm', ['--version'], { stdio: 'ignore' }).status === 0) return ['pnpm', []];
  const { packageManager } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
  return ['npx', ['-y', packageManager]];
}

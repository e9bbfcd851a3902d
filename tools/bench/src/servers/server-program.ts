import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { OptionError } from '../options/option-error.ts';
import { runProcess } from '../process/run-process.ts';

/** Which of the two is measured. */
export type SideName = 'quorate' | 'etcd';

/** A server program to be measured. */
export interface ServerProgram {
  readonly side: SideName;
  /** Its file. */
  readonly program: string;
  /** The first line it prints for `--version`. */
  readonly version: string;
}

/** Looks at a program: it must be there and answer `--version` as etcd does. */
export async function inspectProgram(side: SideName, program: string): Promise<ServerProgram> {
  if (!existsSync(program)) throw new OptionError(`no server program ${program}`);
  const { stdout, stderr, status } = await runProcess(program, ['--version']);
  const version = stdout.split('\n')[0] ?? '';
  if (status !== 0 || !version.startsWith('etcd Version: ')) {
    throw new OptionError(`${program} --version does not name a version: ${stdout}${stderr}`);
  }
  return { side, program, version };
}

/** The etcd in a folder given by `--against`. */
export function etcdIn(folder: string): string {
  const program = join(folder, 'etcd');
  return existsSync(program) ? program : folder;
}

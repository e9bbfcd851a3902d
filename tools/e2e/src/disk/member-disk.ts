import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../programs/repository.ts';

/**
 * How a disk of a member's own can be had here. `namespace`: a real file system in memory, in a mount namespace of its own (as root, or with
 * user namespaces). `injected`: the system allows neither; the member's own calls to its files fail instead.
 */
export type DiskWay = 'namespace' | 'injected';

export interface DiskOptions {
  readonly bytes: number;
  /** Unless told, whatever this machine allows. */
  readonly way?: DiskWay;
}

/** What unshare(1) is given for a namespace in which a disk can be mounted. As root a user namespace is not needed, and may be forbidden. */
let flagsFound: readonly string[] | undefined | 'unknown' = 'unknown';

function namespaceFlags(): readonly string[] | undefined {
  if (flagsFound === 'unknown') {
    flagsFound = [['-m'], ['-U', '-r', '-m']].find(
      (flags) => spawnSync('unshare', [...flags, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0,
    );
  }
  return flagsFound;
}

/** How it is done on this machine. */
export function diskWay(): DiskWay {
  return namespaceFlags() === undefined ? 'injected' : 'namespace';
}

const fillerBytes = 64 * 1024;

/** A small disk that holds nothing but a member's directory: it can be full, and read-only. */
export abstract class MemberDisk implements AsyncDisposable {
  /** Puts a disk of so many bytes under an empty folder. */
  static async under(folder: string, { bytes, way = diskWay() }: DiskOptions): Promise<MemberDisk> {
    return way === 'namespace' ? MountedDisk.mount(folder, bytes) : new InjectedDisk(folder);
  }

  /** The program, with its arguments, that a process has to be started through to find the disk. */
  abstract readonly through: readonly string[];
  /** What the environment of such a process has to hold. */
  abstract readonly environment: Readonly<Record<string, string>>;
  /** Leaves no room. */
  abstract fill(): void;
  /** Takes away what filled it. */
  abstract free(): void;
  /** Whether anything may be written. A real disk that a member has files open on for writing cannot be made read-only. */
  abstract setReadOnly(isReadOnly: boolean): void;
  abstract [Symbol.asyncDispose](): Promise<void>;
}

/** A file system in memory that only the processes of one mount namespace see. It is gone when the last of them has ended. */
class MountedDisk extends MemberDisk {
  readonly through: readonly string[];
  readonly environment = {};
  readonly #folder: string;
  readonly #filler: string;
  readonly #release: () => Promise<void>;

  private constructor(folder: string, holderPid: number, release: () => Promise<void>) {
    super();
    this.#folder = folder;
    const user = namespaceFlags()?.includes('-U') === true ? ['-U', '--preserve-credentials'] : [];
    this.through = ['nsenter', '-t', String(holderPid), ...user, '-m', '--'];
    this.#filler = join(`/proc/${holderPid}/root`, folder, 'filler');
    this.#release = release;
  }

  static async mount(folder: string, bytes: number): Promise<MountedDisk> {
    // The holder ends with its standard input, so it outlives nobody.
    const script = `mount -t tmpfs -o size=${bytes},mode=700 tmpfs "$1" && echo mounted && exec cat`;
    const holder = spawn('unshare', [...(namespaceFlags() ?? []), 'sh', '-c', script, 'sh', folder], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    return new MountedDisk(folder, holder.pid ?? 0, async () => {
      holder.stdin.end();
      if (holder.exitCode === null) await once(holder, 'exit');
    });
  }

  fill(): void {
    const file = openSync(this.#filler, 'w');
    try {
      for (;;) writeSync(file, Buffer.alloc(fillerBytes));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(this.#filler, { force: true });
  }

  setReadOnly(isReadOnly: boolean): void {
    const [program = '', ...words] = this.through;
    const options = `remount,${isReadOnly ? 'ro' : 'rw'}`;
    // With a source: without one, mount(8) would repeat options that a user namespace does not allow.
    execFileSync(program, [...words, 'mount', '-t', 'tmpfs', '-o', options, 'tmpfs', this.#folder]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#release();
  }
}

/** The machine's disk, whose errors are made inside the member. */
class InjectedDisk extends MemberDisk {
  readonly through = [];
  readonly environment: Readonly<Record<string, string>>;
  readonly #control: string;

  constructor(folder: string) {
    super();
    this.#control = join(folder, 'disk-fault');
    this.environment = {
      NODE_OPTIONS: `--import=${inRepository('tools/e2e/src/disk/failing-calls.ts')}`,
      QUORATE_E2E_DISK_FAULT: this.#control,
    };
    this.#fail('');
  }

  fill(): void {
    this.#fail('ENOSPC');
  }

  free(): void {
    this.#fail('');
  }

  setReadOnly(isReadOnly: boolean): void {
    this.#fail(isReadOnly ? 'EROFS' : '');
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  #fail(code: string): void {
    writeFileSync(this.#control, code);
  }
}

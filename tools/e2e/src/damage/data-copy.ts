import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { MemberProcess } from '../process/member-process.ts';

/** A copy of the data directory of a member that does not run, to begin from again and again. */
export class DataCopy {
  readonly #member: MemberProcess;
  readonly #path: string;

  constructor(member: MemberProcess) {
    this.#member = member;
    this.#path = join(member.folder, 'copy');
    this.take();
  }

  /** Makes the copy anew; the member must not run. */
  take(): void {
    rmSync(this.#path, { recursive: true, force: true });
    copy(this.#member.dataDir, this.#path);
  }

  /** All files of the data directory, by their paths in it, together with those of the same kind. */
  get files(): readonly (readonly string[])[] {
    const names = readdirSync(this.#path, { recursive: true, encoding: 'utf8' }).sort();
    const files = names.filter((name) => statSync(join(this.#path, name)).isFile());
    return Object.values(Object.groupBy(files, extname)).map((group = []) => group);
  }

  /** Puts the data directory back as it was; the member must not run. */
  restore(): void {
    rmSync(this.#member.dataDir, { recursive: true, force: true });
    copy(this.#path, this.#member.dataDir);
  }
}

/** Segments of the log are 64 MB of mostly nothing, which takes no time and no room as a hole. */
function copy(from: string, to: string): void {
  execFileSync('cp', ['-a', '--sparse=always', from, to]);
}

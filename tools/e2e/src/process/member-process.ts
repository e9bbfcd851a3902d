import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DiskOptions, MemberDisk } from '../disk/member-disk.ts';
import { type ServerKind, serverProgram, serverUnderTest } from '../programs/server-program.ts';
import { freePort } from './free-ports.ts';
import { LogCollector } from './log-collector.ts';

/** A member elects itself in about a second; a machine under load may need many times that. */
const readyMsMax = 30_000;

/** etcd lets warnings of its gRPC library through to standard error. */
const grpcGoLine = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d WARNING: /;

/** What a member is started with. */
export interface MemberOptions {
  readonly kind?: ServerKind;
  readonly name?: string;
  /** How clients reach it; the flags for TLS are the caller's. */
  readonly scheme?: 'http' | 'https';
  /** How the others reach it; likewise. */
  readonly peerScheme?: 'http' | 'https';
  /** The program with its first arguments, instead of that of the kind. */
  readonly program?: readonly string[];
  /** Further flags. */
  readonly flags?: readonly string[];
  /** A disk of its own, which can fail. */
  readonly disk?: DiskOptions;
  /** Environment besides PATH; nothing else is passed on. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** How a process ended. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const existing = new Set<MemberProcess>();

// A program, or a test, that ends before it is through leaves neither processes nor directories behind.
process.on('exit', () => {
  for (const member of existing) member.abandon();
});

/** One member as a process of its own, on loopback ports and a temporary directory. */
export class MemberProcess {
  #kind: ServerKind;
  readonly name: string;
  readonly folder: string;
  readonly clientPort: number;
  readonly peerPort: number;
  readonly log = new LogCollector();
  #stdout = '';
  #child: ChildProcess | undefined;
  #ended: Promise<ProcessEnd> = Promise.resolve({ code: null, signal: null });
  #logFrom = 0;
  #arguments: readonly string[] = [];
  #advertisedPeerPort: number | undefined;
  #isKept = false;
  #starts = 0;
  #through: readonly string[] = [];
  readonly #environment: Record<string, string>;
  readonly #options: MemberOptions;
  readonly #disk: MemberDisk | undefined;

  private constructor(
    options: MemberOptions,
    folder: string,
    disk: MemberDisk | undefined,
    clientPort: number,
    peerPort: number,
  ) {
    this.#options = options;
    this.#disk = disk;
    this.#environment = { ...options.environment };
    this.#kind = options.kind ?? serverUnderTest();
    this.name = options.name ?? 'm1';
    this.folder = folder;
    this.clientPort = clientPort;
    this.peerPort = peerPort;
    existing.add(this);
  }

  /** Reserves ports and a directory; nothing runs yet. */
  static async prepare(options: MemberOptions = {}): Promise<MemberProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'quorate-e2e-'));
    const disk = options.disk && (await MemberDisk.under(folder, options.disk));
    return new MemberProcess(options, folder, disk, await freePort(), await freePort());
  }

  /** A member that is a cluster of its own, ready for clients. */
  static async single(options: MemberOptions = {}): Promise<MemberProcess> {
    const member = await MemberProcess.prepare(options);
    member.start([member]);
    await member.ready();
    return member;
  }

  /** Which server it runs (or ran last) as. */
  get kind(): ServerKind {
    return this.#kind;
  }

  get endpoint(): string {
    return `${this.#options.scheme ?? 'http'}://127.0.0.1:${this.clientPort}`;
  }

  /** Where the others reach it. */
  get peerUrl(): string {
    return this.#peerUrlAt(this.#advertisedPeerPort ?? this.peerPort);
  }

  /** From the next start on another program starts it, and has to become it, such as a shell that sets a limit first. */
  startThrough(words: readonly string[]): void {
    this.#through = words;
  }

  /** Sets a variable of its environment from the next start on. */
  setEnvironment(name: string, value: string): void {
    this.#environment[name] = value;
  }

  /** Has the others reach it through another port, behind which somebody passes on to its own. Before its first start. */
  advertisePeerPort(port: number): void {
    this.#advertisedPeerPort = port;
  }

  /** How often it was started. */
  get starts(): number {
    return this.#starts;
  }

  get isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  get dataDir(): string {
    return join(this.folder, 'data');
  }

  /** What was printed on standard output; a server prints nothing there. */
  get stdout(): string {
    return this.#stdout;
  }

  /** The disk that it was given. */
  get disk(): MemberDisk {
    if (!this.#disk) throw new Error(`${this.name} has no disk of its own`);
    return this.#disk;
  }

  get pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error(`${this.name} does not run`);
    return pid;
  }

  /** Starts the process as one of the cluster's members. */
  start(cluster: readonly MemberProcess[], state: 'new' | 'existing' = 'new'): void {
    this.#arguments = [
      `--name=${this.name}`,
      `--data-dir=${this.dataDir}`,
      `--listen-client-urls=${this.endpoint}`,
      `--advertise-client-urls=${this.endpoint}`,
      `--listen-peer-urls=${this.#peerUrlAt(this.peerPort)}`,
      `--initial-advertise-peer-urls=${this.peerUrl}`,
      `--initial-cluster=${cluster.map((member) => `${member.name}=${member.peerUrl}`).join(',')}`,
      `--initial-cluster-state=${state}`,
      ...(this.#options.flags ?? []),
    ];
    this.restart();
  }

  /** Starts the process again with the arguments of the last start, if need be as another server or with further flags. */
  restart(as: ServerKind = this.#kind, flags: readonly string[] = []): void {
    this.#kind = as;
    this.#starts++;
    if (as === 'etcd') this.log.ignore(grpcGoLine);
    this.#logFrom = this.log.raw.length;
    const [program = '', ...words] = [
      ...(this.#disk?.through ?? []),
      ...this.#through,
      ...(this.#options.program ?? [serverProgram(this.#kind)]),
      ...this.#arguments,
      ...flags,
    ];
    const child = spawn(program, words, {
      cwd: this.folder,
      env: { PATH: process.env.PATH ?? '', ...this.#disk?.environment, ...this.#environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => this.log.append(text));
    this.#child = child;
    this.#ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve({ code, signal }));
    });
    this.#ended.catch(() => {});
  }

  /** Resolves once the member serves clients. Rejects when it ends before that. */
  async ready(): Promise<void> {
    const early = this.#ended.then(({ code, signal }) => {
      throw new Error(`${this.name} ended (${signal ?? code}) before it was ready:\n${this.log.tail()}`);
    });
    await Promise.race([this.log.waitFor('ready to serve client requests', readyMsMax, this.#logFrom), early]);
    early.catch(() => {});
  }

  /** Sends a signal and does not wait. */
  signal(name: NodeJS.Signals): void {
    this.#child?.kill(name);
  }

  /** Sends a signal that ends the process, and waits for the end. */
  async stop(name: NodeJS.Signals = 'SIGTERM'): Promise<ProcessEnd> {
    this.signal(name);
    return this.#ended;
  }

  /** Resolves when the process ends by itself. */
  ended(): Promise<ProcessEnd> {
    return this.#ended;
  }

  /** Leaves the directory behind at the end, for who looks into a failure. */
  keep(): void {
    this.#isKept = true;
  }

  /** Loses the member's disk: it must not be running. */
  async wipe(): Promise<void> {
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** Throws when the log has a line of level error or above, or one that is not JSON, or something stands on standard output. */
  assertCleanLog(): void {
    const bad = this.log.parsed().filter((line) => ['error', 'panic', 'fatal'].includes(line.level));
    if (bad.length > 0)
      throw new Error(`${this.name} logged errors: ${bad.map((line) => JSON.stringify(line)).join('\n')}`);
    if (this.#stdout !== '') throw new Error(`${this.name} printed on standard output: ${this.#stdout}`);
  }

  /** Ends the process and removes the directory without waiting. */
  abandon(): void {
    this.signal('SIGKILL');
    if (!this.#isKept) rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Ends the process if it runs, and removes the directory. */
  async [Symbol.asyncDispose](): Promise<void> {
    existing.delete(this);
    if (this.isRunning) await this.stop('SIGKILL');
    await this.#disk?.[Symbol.asyncDispose]();
    if (!this.#isKept) await rm(this.folder, { recursive: true, force: true });
  }

  #peerUrlAt(port: number): string {
    return `${this.#options.peerScheme ?? 'http'}://127.0.0.1:${port}`;
  }
}

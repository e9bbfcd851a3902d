import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StatusRequest, type StatusResponse, services } from '@quorate/protocol';
import { removeAtEnd } from '../process/clean-up.ts';
import { type ProcSample, sampleProcesses } from '../process/proc-sample.ts';
import { startProcess } from '../process/run-process.ts';
import { CallError, callOnce, type Endpoint } from './etcd-call.ts';
import type { ServerProgram } from './server-program.ts';

/** A member alone elects itself in about a second; a machine under load needs longer. */
const READY_TIMEOUT_MS = 30_000;

/** SIGTERM lets a server finish; one that does not end by then is killed. */
const STOP_TIMEOUT_MS = 5_000;

/** The last characters of a server's log that an error shows. */
const LOG_TAIL_CHARACTERS = 2_000;

/** Room for every load's history, so that no run ends with "database space exceeded". */
const QUOTA_BYTES = 8 * 1024 ** 3;

export interface ClusterOptions {
  readonly members: number;
  readonly tls: boolean;
  readonly cpus: string | undefined;
  /** Under which data directories are made. */
  readonly directory: string;
  /** The first of two ports a member. */
  readonly firstPort: number;
}

interface Member {
  readonly endpoint: Endpoint;
  readonly child: ChildProcess;
  readonly logTail: () => string;
}

/** One server or a cluster of them, started on empty data directories, each a process of its own on loopback ports. */
export class Cluster {
  readonly program: ServerProgram;
  readonly #members: Member[];
  readonly #removeDirectory: () => void;

  private constructor(program: ServerProgram, members: Member[], removeDirectory: () => void) {
    this.program = program;
    this.#members = members;
    this.#removeDirectory = removeDirectory;
  }

  /** Starts the members and waits until every one of them knows the leader. */
  static async start(program: ServerProgram, options: ClusterOptions): Promise<Cluster> {
    const directory = mkdtempSync(join(options.directory, `quorate-bench-${program.side}-`));
    const removeDirectory = removeAtEnd(directory);
    const members = Array.from({ length: options.members }, (_, index) =>
      startMember(program, directory, options, index),
    );
    const cluster = new Cluster(program, members, removeDirectory);
    try {
      await cluster.leader(READY_TIMEOUT_MS);
    } catch (error) {
      const tails = members.map(({ logTail }) => logTail()).join('\n');
      await cluster.stop();
      throw new Error(`${program.program} does not get ready: ${(error as Error).message}\n${tails}`);
    }
    return cluster;
  }

  /** Where the members that run listen for clients. */
  get endpoints(): Endpoint[] {
    return this.#members.filter(isRunning).map(({ endpoint }) => endpoint);
  }

  get pids(): number[] {
    return this.#members.filter(isRunning).flatMap(({ child }) => child.pid ?? []);
  }

  /** What all running members have used so far, added up. */
  sample(): ProcSample {
    return sampleProcesses(this.pids);
  }

  /** The leader's endpoint, once every running member agrees on it. */
  async leader(timeoutMs: number): Promise<Endpoint> {
    const untilMs = performance.now() + timeoutMs;
    let problem = 'no leader';
    while (performance.now() < untilMs) {
      if (this.endpoints.length === 0) throw new Error('no member runs');
      try {
        const statuses = await Promise.all(
          this.endpoints.map(async (endpoint) => ({ endpoint, ...(await statusOf(endpoint)) })),
        );
        const leaders = new Set(statuses.map(({ leader }) => leader));
        const found = statuses.find(({ header, leader }) => header?.memberId === leader);
        if (leaders.size === 1 && found !== undefined) return found.endpoint;
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        problem = error.message;
      }
      await sleep(20);
    }
    throw new Error(`${problem} (after ${timeoutMs} ms)`);
  }

  /** Kills one member at once (SIGKILL). */
  async kill(endpoint: Endpoint): Promise<void> {
    const member = this.#members.find((candidate) => candidate.endpoint === endpoint);
    if (member === undefined) throw new Error(`no member listens on ${endpoint}`);
    const ended = once(member.child, 'exit');
    member.child.kill('SIGKILL');
    await ended;
  }

  /** Stops the members and deletes their data. */
  async stop(): Promise<void> {
    await Promise.all(this.#members.filter(isRunning).map(({ child }) => stopProcess(child)));
    this.#removeDirectory();
  }
}

/** What a member says of itself. */
export function statusOf(endpoint: Endpoint): Promise<StatusResponse> {
  return callOnce(endpoint, services['etcdserverpb.Maintenance'].Status, StatusRequest.create());
}

/** The flags of one member: the same for either program. */
export function memberFlags(directory: string, options: ClusterOptions, index: number): string[] {
  const peerUrl = (of: number) => `http://127.0.0.1:${options.firstPort + 2 * of + 1}`;
  const clientUrl = clientUrlOf(options, index);
  const initialCluster = Array.from({ length: options.members }, (_, of) => `m${of}=${peerUrl(of)}`).join(',');
  return [
    `--name=m${index}`,
    `--data-dir=${join(directory, `m${index}`)}`,
    `--listen-client-urls=${clientUrl}`,
    `--advertise-client-urls=${clientUrl}`,
    `--listen-peer-urls=${peerUrl(index)}`,
    `--initial-advertise-peer-urls=${peerUrl(index)}`,
    `--initial-cluster=${initialCluster}`,
    `--quota-backend-bytes=${QUOTA_BYTES}`,
    '--log-level=error',
    ...(options.tls ? ['--auto-tls'] : []),
  ];
}

function clientUrlOf(options: ClusterOptions, index: number): Endpoint {
  return `${options.tls ? 'https' : 'http'}://127.0.0.1:${options.firstPort + 2 * index}`;
}

function startMember(program: ServerProgram, directory: string, options: ClusterOptions, index: number): Member {
  const child = startProcess(program.program, memberFlags(directory, options, index), { cpus: options.cpus });
  let log = '';
  const keepTail = (part: string) => {
    log = (log + part).slice(-LOG_TAIL_CHARACTERS);
  };
  child.stdout?.setEncoding('utf8').on('data', keepTail);
  child.stderr?.setEncoding('utf8').on('data', keepTail);
  child.on('error', (error) => keepTail(error.message));
  return { endpoint: clientUrlOf(options, index), child, logTail: () => log };
}

function isRunning({ child }: Member): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

async function stopProcess(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const killing = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(killing);
}

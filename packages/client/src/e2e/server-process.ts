import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EtcdClient } from '../client.ts';
import type { ClientOptions } from '../connection/client-options.ts';
import { isEtcdError } from '../errors/etcd-error.ts';
import { freePort } from './free-port.ts';
import { type ServerKind, serverProgram } from './server-program.ts';

/** A server that does not answer within this time has failed to start. */
const startMsMax = 20_000;

/** Servers that run. A test that fails halfway leaves its own behind: they end with the tests' process. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** How a server is started. */
export interface ServerOptions {
  readonly name?: string;
  readonly clientPort?: number;
  readonly peerPort?: number;
  /** `name=url,…` of a cluster; itself alone unless given. */
  readonly initialCluster?: string;
  /** `https` when `args` set TLS up. */
  readonly scheme?: 'http' | 'https';
  readonly args?: readonly string[];
  /** How the client that waits for the server connects, where that takes more than the endpoint. */
  readonly client?: Omit<ClientOptions, 'endpoints'>;
}

/** A server in a process of its own, with a data directory that outlives its deaths. */
export class ServerProcess implements AsyncDisposable {
  readonly endpoint: string;
  readonly port: number;
  readonly #kind: ServerKind;
  readonly #args: readonly string[];
  readonly #folder: string;
  readonly #client: Omit<ClientOptions, 'endpoints'>;
  #child: ChildProcess | undefined;
  #output = '';

  private constructor(
    kind: ServerKind,
    port: number,
    endpoint: string,
    folder: string,
    args: readonly string[],
    client: Omit<ClientOptions, 'endpoints'>,
  ) {
    this.#kind = kind;
    this.port = port;
    this.endpoint = endpoint;
    this.#folder = folder;
    this.#args = args;
    this.#client = client;
  }

  /** A server that has not been started. */
  static async prepare(kind: ServerKind, options: ServerOptions = {}): Promise<ServerProcess> {
    const { name = 'default', scheme = 'http' } = options;
    const port = options.clientPort ?? (await freePort());
    const peerUrl = `http://127.0.0.1:${options.peerPort ?? (await freePort())}`;
    const endpoint = `${scheme}://127.0.0.1:${port}`;
    const folder = mkdtempSync(join(tmpdir(), 'quorate-client-'));
    const args = [
      ['--name', name],
      ['--data-dir', join(folder, 'data')],
      ['--listen-client-urls', endpoint],
      ['--advertise-client-urls', endpoint],
      ['--listen-peer-urls', peerUrl],
      ['--initial-advertise-peer-urls', peerUrl],
      ['--initial-cluster', options.initialCluster ?? `${name}=${peerUrl}`],
      ['--heartbeat-interval', '50'],
      ['--election-timeout', '500'],
      options.args ?? [],
    ].flat();
    return new ServerProcess(kind, port, endpoint, folder, args, options.client ?? {});
  }

  /** A server that answers. */
  static async start(kind: ServerKind, options: ServerOptions = {}): Promise<ServerProcess> {
    const server = await ServerProcess.prepare(kind, options);
    server.spawn();
    try {
      await server.ready();
    } catch (error) {
      await server[Symbol.asyncDispose]();
      throw error;
    }
    return server;
  }

  spawn(): void {
    this.#output = '';
    const child = spawn(serverProgram(this.#kind), this.#args, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.#output = (this.#output + chunk.toString()).slice(-8192);
      });
    }
    running.add(child);
    child.once('exit', () => running.delete(child));
    this.#child = child;
  }

  /** Resolves when a linearizable read is answered. */
  async ready(): Promise<void> {
    await using client = new EtcdClient({ ...this.#client, endpoints: this.endpoint });
    try {
      await client.kv.get('is-ready', { timeoutMs: startMsMax });
    } catch (error) {
      if (isEtcdError(error) && (error.code === 'permission-denied' || error.code === 'user-empty')) return;
      throw new Error(`${this.#kind} did not start; the end of its output:\n${this.#output}`, { cause: error });
    }
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  /** Holds the process, so that its connections stay open and nothing is answered. */
  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
  }

  async restart(downMs = 0): Promise<void> {
    await this.kill();
    await delay(downMs);
    this.spawn();
    await this.ready();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.thaw();
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Three members that are up. */
export async function startCluster(kind: ServerKind): Promise<readonly ServerProcess[]> {
  const names = ['one', 'two', 'three'];
  const ports: number[] = [];
  for (const _name of names) {
    // The ports are not bound before the servers start, so none may be given out twice.
    let port = await freePort();
    while (ports.includes(port)) port = await freePort();
    ports.push(port);
  }
  const initialCluster = names.map((name, index) => `${name}=http://127.0.0.1:${ports[index]}`).join(',');
  const members = await Promise.all(
    names.map((name, index) => {
      const peerPort = ports[index];
      return ServerProcess.prepare(kind, { name, initialCluster, ...(peerPort === undefined ? {} : { peerPort }) });
    }),
  );
  for (const member of members) member.spawn();
  await Promise.all(members.map((member) => member.ready()));
  return members;
}

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const locator = fileURLToPath(new URL('../../../../../shared/tools/real-etcd', import.meta.url));

/** The folder of the real etcd's programs; undefined, with a word on why, where it cannot be had. */
export function findRealEtcd(): string | undefined {
  if (!existsSync(locator)) {
    console.warn('the real etcd is not here: its half of these tests says nothing');
    return undefined;
  }
  return execFileSync(locator, { encoding: 'utf8' }).trim();
}

/** Runs etcdutl or etcdctl; throws with its words when it fails. */
export function runTool(folder: string, tool: 'etcdutl' | 'etcdctl', args: readonly string[]): string {
  return execFileSync(`${folder}/${tool}`, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The fields of answers that the tests look at. */
export interface GatewayAnswer {
  readonly kvs?: unknown[];
  readonly ID?: string;
}

export interface EtcdOptions {
  readonly dataDirectory: string;
  readonly port: number;
  readonly name?: string;
  readonly more?: readonly string[];
}

/** A running etcd of one member, spoken to through its JSON gateway. */
export class RealEtcd {
  readonly endpoint: string;
  readonly #process: ChildProcess;
  readonly #output: string[] = [];

  private constructor(process: ChildProcess, endpoint: string) {
    this.#process = process;
    this.endpoint = endpoint;
    const keep = (chunk: Buffer): void => {
      this.#output.push(chunk.toString());
    };
    process.stderr?.on('data', keep);
    process.stdout?.on('data', keep);
  }

  static async start(folder: string, options: EtcdOptions): Promise<RealEtcd> {
    const { dataDirectory, port, name = 'default', more = [] } = options;
    const client = `http://127.0.0.1:${port}`;
    const peer = `http://127.0.0.1:${port + 1}`;
    const flags = ['--name', name, '--data-dir', dataDirectory, '--initial-cluster', `${name}=${peer}`];
    flags.push('--listen-client-urls', client, '--advertise-client-urls', client);
    flags.push('--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer);
    flags.push('--heartbeat-interval', '10', '--election-timeout', '100', '--unsafe-no-fsync');
    const etcd = new RealEtcd(spawn(`${folder}/etcd`, [...flags, ...more], { stdio: 'pipe' }), client);
    await etcd.#ready();
    return etcd;
  }

  /** One call of the gateway, such as `kv/put`. */
  async call(method: string, request: object): Promise<GatewayAnswer> {
    const answer = await fetch(`${this.endpoint}/v3/${method}`, { method: 'POST', body: JSON.stringify(request) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method}: ${text}`);
    return JSON.parse(text) as GatewayAnswer;
  }

  put(key: string, value: string): Promise<GatewayAnswer> {
    return this.call('kv/put', { key: base64(key), value: base64(value) });
  }

  /** All keys with their values and revisions, as etcd gives them. */
  async everything(): Promise<unknown[]> {
    const answer = await this.call('kv/range', { key: base64('\0'), range_end: base64('\0') });
    return answer.kvs ?? [];
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => {
      this.#process.once('exit', resolve);
    });
    this.#process.kill('SIGTERM');
    await ended;
  }

  async #ready(): Promise<void> {
    for (let attempt = 0; attempt < 400; attempt++) {
      if (this.#process.exitCode !== null) throw new Error(`etcd ended:\n${this.#output.join('')}`);
      const healthy = await fetch(`${this.endpoint}/health`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (healthy) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    await this.stop();
    throw new Error(`etcd did not become healthy:\n${this.#output.join('')}`);
  }
}

export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

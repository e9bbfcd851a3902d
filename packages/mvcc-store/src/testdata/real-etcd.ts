import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type ClientHttp2Session, connect } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Event,
  type MethodDescriptor,
  services,
  WatchCreateRequest,
  WatchRequest,
  WatchResponse,
} from '@quorate/protocol';

const tool = join(import.meta.dirname, '../../../../../shared/tools/real-etcd');

/** Folder of etcd's own programs; undefined where they cannot be had. */
export function realEtcdFolder(): string | undefined {
  if (!existsSync(tool)) return undefined;
  try {
    return execFileSync(tool, { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** An answer of etcd's, or why there was none. */
export type EtcdAnswer<T> = { readonly value: T } | { readonly error: string };

/** A single etcd member on a port of its own, for one test. */
export class RealEtcd {
  readonly #folder: string;
  readonly #port: number;
  readonly #directory = mkdtempSync(join(tmpdir(), 'real-etcd-'));
  #process: ChildProcess | undefined;
  #session: ClientHttp2Session | undefined;

  constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
  }

  async start(): Promise<void> {
    const client = `http://127.0.0.1:${this.#port}`;
    const peer = `http://127.0.0.1:${this.#port + 1}`;
    this.#process = spawn(
      join(this.#folder, 'etcd'),
      [
        ...['--name', 'm', '--data-dir', this.#directory, '--log-level', 'error', '--unsafe-no-fsync'],
        ...['--listen-client-urls', client, '--advertise-client-urls', client],
        ...['--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer, '--initial-cluster', `m=${peer}`],
      ],
      { stdio: 'ignore' },
    );
    for (let attempt = 0; ; attempt++) {
      const answer = await fetch(`${client}/health`).catch(() => undefined);
      if (answer?.ok === true) break;
      if (attempt > 200) throw new Error(`etcd does not answer on port ${this.#port}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    this.#session = connect(client);
  }

  /** Ends the process and starts it again on the same data. */
  async restart(): Promise<void> {
    await this.#end();
    await this.start();
  }

  /** Ends the process and removes its data. */
  async stop(): Promise<void> {
    await this.#end();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  async #end(): Promise<void> {
    this.#session?.destroy();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#process?.once('exit', () => resolve());
    this.#process?.kill('SIGTERM');
    await promise;
  }

  /** One unary call. */
  call<Request, Response>(
    method: MethodDescriptor<Request, Response>,
    request: Request,
  ): Promise<EtcdAnswer<Response>> {
    const body = method.request.encode(request);
    const message = Buffer.alloc(5 + body.length);
    message.writeUInt32BE(body.length, 1);
    message.set(body, 5);
    return new Promise((resolve, reject) => {
      const stream = (this.#session as ClientHttp2Session).request({
        ':method': 'POST',
        ':path': method.path,
        'content-type': 'application/grpc',
        te: 'trailers',
      });
      const chunks: Buffer[] = [];
      let status = 0;
      let text = '';
      const look = (headers: Record<string, unknown>): void => {
        status = Number(headers['grpc-status'] ?? status);
        text = decodeURIComponent(String(headers['grpc-message'] ?? text));
      };
      stream.on('response', look);
      stream.on('trailers', look);
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', reject);
      stream.on('end', () => {
        const bytes = Buffer.concat(chunks);
        resolve(status === 0 ? { value: method.response.decode(bytes.subarray(5)) } : { error: text });
      });
      stream.end(message);
    });
  }

  /** All events of a watch, up to those of a revision. */
  watch(options: Partial<WatchCreateRequest>, untilRevision: number): Promise<Event[]> {
    const create = WatchCreateRequest.create(options);
    const body = WatchRequest.encode({ requestUnion: { case: 'createRequest', value: create } });
    const message = Buffer.alloc(5 + body.length);
    message.writeUInt32BE(body.length, 1);
    message.set(body, 5);
    const stream = (this.#session as ClientHttp2Session).request({
      ':method': 'POST',
      ':path': services['etcdserverpb.Watch'].Watch.path,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    stream.write(message);
    return new Promise((resolve, reject) => {
      const events: Event[] = [];
      let waiting = Buffer.alloc(0);
      stream.on('error', reject);
      stream.on('data', (chunk: Buffer) => {
        waiting = Buffer.concat([waiting, chunk]);
        while (waiting.length >= 5 && waiting.length >= 5 + waiting.readUInt32BE(1)) {
          const end = 5 + waiting.readUInt32BE(1);
          events.push(...WatchResponse.decode(waiting.subarray(5, end)).events);
          waiting = waiting.subarray(end);
        }
        if ((events.at(-1)?.kv?.modRevision ?? 0) < untilRevision) return;
        stream.close();
        resolve(events);
      });
    });
  }
}

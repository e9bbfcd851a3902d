import type { Client, ServiceError } from '@grpc/grpc-js';
import { callUnary, MemberProcess, openChannel, type ServerKind } from '@quorate/e2e';
import { type MethodDescriptor, services } from '@quorate/protocol';
import { requestBytesMax } from '../requests/keys.ts';
import { watchStreams } from '../requests/step.ts';
import { txnOperationsMax } from '../requests/txn-request.ts';
import type { Answer } from './answer.ts';
import { KeepAliveStream } from './keep-alive-stream.ts';
import { answerMsMax } from './waiting.ts';
import { WatchStream } from './watch-stream.ts';

/** Nothing here is about power cuts; small limits make it cheap to exceed them. */
const flags = ['--unsafe-no-fsync', `--max-txn-ops=${txnOperationsMax}`, `--max-request-bytes=${requestBytesMax}`];

/** A server as a process of its own, and one client of it: its channel, its watch streams and its keep-alive stream. */
export class TestedServer {
  readonly #member: MemberProcess;
  #channel: Client;
  #watches: readonly WatchStream[] = [];
  #keepAlives: KeepAliveStream;

  private constructor(member: MemberProcess) {
    this.#member = member;
    this.#channel = openChannel(member.endpoint);
    this.#keepAlives = this.#openStreams();
  }

  /** Starts a server with empty data. */
  static async start(kind: ServerKind): Promise<TestedServer> {
    return new TestedServer(await MemberProcess.single({ kind, flags }));
  }

  /** The streams on which this server's client watches. */
  get watches(): readonly WatchStream[] {
    return this.#watches;
  }

  /** The last lines of the server's log. */
  get logTail(): string {
    return this.#member.log.tail(3);
  }

  call(method: MethodDescriptor, request: object): Promise<Answer> {
    return answered(callUnary(this.#channel, method, request, { deadline: Date.now() + answerMsMax }));
  }

  keepAlive(lease: bigint): Promise<Answer> {
    return answered(this.#keepAlives.keepAlive(lease));
  }

  createWatch(stream: number, request: Parameters<WatchStream['create']>[0]): Promise<Answer> {
    return answered(this.#watch(stream).create(request));
  }

  async cancelWatch(stream: number, watchId: bigint): Promise<Answer> {
    const nothing = services['etcdserverpb.Watch'].Watch.response.create();
    return answered(
      this.#watch(stream)
        .cancel(watchId)
        .then((response) => response ?? nothing),
    );
  }

  /** Stops the server in order and starts it again; the streams are new ones. */
  async restart(): Promise<void> {
    this.#close();
    await this.#member.stop();
    this.#member.restart();
    await this.#member.ready();
    this.#channel = openChannel(this.#member.endpoint);
    this.#keepAlives = this.#openStreams();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#close();
    await this.#member[Symbol.asyncDispose]();
  }

  #watch(stream: number): WatchStream {
    const found = this.#watches[stream];
    if (found === undefined) throw new RangeError(`there are ${watchStreams} watch streams, and no number ${stream}`);
    return found;
  }

  #openStreams(): KeepAliveStream {
    this.#watches = Array.from({ length: watchStreams }, () => new WatchStream(this.#channel));
    return new KeepAliveStream(this.#channel);
  }

  #close(): void {
    for (const watch of this.#watches) watch.close();
    this.#keepAlives.close();
    this.#channel.close();
  }
}

async function answered(response: Promise<object>): Promise<Answer> {
  try {
    return { kind: 'message', message: await response };
  } catch (error) {
    const { code = -1, details, message } = error as Partial<ServiceError>;
    return { kind: 'error', code, text: details ?? message ?? String(error) };
  }
}

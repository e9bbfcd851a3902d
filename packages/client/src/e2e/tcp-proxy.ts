import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port.ts';

/** A TCP proxy in front of a server, with a network that can be cut, slowed and partitioned. */
export class TcpProxy implements AsyncDisposable {
  readonly endpoint: string;
  readonly #server: Server;
  readonly #target: number;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #delayMs = 0;
  #isPartitioned = false;
  #refuses = false;

  private constructor(server: Server, port: number, target: number) {
    this.#server = server;
    this.#target = target;
    this.endpoint = `http://127.0.0.1:${port}`;
    server.on('connection', (socket) => this.#accept(socket));
  }

  static async start(targetPort: number): Promise<TcpProxy> {
    const port = await freePort();
    const server = createServer();
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server, port, targetPort);
  }

  /** Resets all connections; new ones are welcome. */
  cut(): void {
    for (const [one, other] of this.#pairs) {
      one.resetAndDestroy();
      other.destroy();
    }
    this.#pairs.clear();
  }

  /** Resets all connections, and refuses new ones until it is called with `false`. */
  refuse(refuses = true): void {
    this.#refuses = refuses;
    if (refuses) this.cut();
  }

  /** Swallows everything: connections stay open and nothing passes, until {@link heal}. What was swallowed is lost with its connection. */
  partition(): void {
    this.#isPartitioned = true;
  }

  heal(): void {
    this.#isPartitioned = false;
    this.cut();
  }

  /** Holds what passes for so long. */
  delay(ms: number): void {
    this.#delayMs = ms;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #accept(socket: Socket): void {
    if (this.#refuses) {
      socket.resetAndDestroy();
      return;
    }
    const upstream = connect(this.#target, '127.0.0.1');
    const pair = [socket, upstream] as const;
    this.#pairs.add(pair);
    this.#forward(socket, upstream);
    this.#forward(upstream, socket);
    const drop = () => {
      this.#pairs.delete(pair);
      socket.destroy();
      upstream.destroy();
    };
    for (const end of pair) end.on('error', drop).on('close', drop);
  }

  #forward(from: Socket, to: Socket): void {
    // What was held must not be overtaken by what comes after it.
    let last = Promise.resolve();
    let held = 0;
    from.on('data', (chunk) => {
      if (this.#isPartitioned) return;
      if (this.#delayMs === 0 && held === 0) {
        to.write(chunk);
        return;
      }
      held++;
      const due = delay(this.#delayMs);
      last = Promise.all([last, due]).then(() => {
        held--;
        if (!to.destroyed && !this.#isPartitioned) to.write(chunk);
      });
    });
  }
}

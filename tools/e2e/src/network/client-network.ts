import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from '../process/free-ports.ts';
import type { MemberProcess } from '../process/member-process.ts';
import { type LinkRule, OneWay } from './one-way.ts';

interface Connection {
  readonly sockets: readonly [Socket, Socket];
  readonly ways: readonly [OneWay, OneWay];
}

/** The way from clients to one member: a proxy before its client port, under a rule for both directions. */
export class ClientNetwork implements AsyncDisposable {
  readonly endpoint: string;
  readonly #server: Server;
  readonly #connections = new Set<Connection>();
  readonly #random: () => number;
  #rule: LinkRule = {};

  private constructor(server: Server, port: number, target: MemberProcess, random: () => number) {
    this.endpoint = `http://127.0.0.1:${port}`;
    this.#server = server;
    this.#random = random;
    server.on('connection', (socket) => this.#accept(socket, target));
  }

  /** @param random in [0, 1), for delays */
  static async before(target: MemberProcess, random: () => number): Promise<ClientNetwork> {
    const port = await freePort();
    const server = createServer({ allowHalfOpen: true });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return new ClientNetwork(server, port, target, random);
  }

  /** Sets what happens to all that passes; what was held passes when the rule no longer holds it. */
  set rule(rule: LinkRule) {
    this.#rule = rule;
    for (const { ways } of this.#connections) for (const way of ways) way.rule = rule;
  }

  /** Resets all connections; new ones are welcome. */
  reset(): void {
    for (const { sockets } of this.#connections) for (const socket of sockets) socket.resetAndDestroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { sockets } of this.#connections) for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(socket: Socket, target: MemberProcess): void {
    socket.setNoDelay();
    const onward = connect({ port: target.clientPort, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    const connection: Connection = {
      sockets: [socket, onward],
      ways: [
        new OneWay(socket, onward, this.#rule, this.#random),
        new OneWay(onward, socket, this.#rule, this.#random),
      ],
    };
    this.#connections.add(connection);
    const forget = () => {
      if (socket.destroyed && onward.destroyed) this.#connections.delete(connection);
    };
    socket.on('close', forget);
    onward.on('close', forget);
  }
}

import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from '../process/free-ports.ts';
import type { MemberProcess } from '../process/member-process.ts';
import { type LinkRule, OneWay } from './one-way.ts';
import { ownerOfConnection } from './owner-of-connection.ts';

interface Connection {
  readonly source: MemberProcess;
  readonly target: MemberProcess;
  readonly sockets: readonly [Socket, Socket];
  readonly there: OneWay;
  readonly back: OneWay;
}

/**
 * The network between the members of a cluster: each member's advertised peer URL is that of a proxy here, which knows which member
 * a connection comes from. What goes from one member to another obeys the rule for that direction, whoever opened the connection.
 */
export class PeerNetwork implements AsyncDisposable {
  #members: readonly MemberProcess[] = [];
  readonly #servers: Server[] = [];
  readonly #connections = new Set<Connection>();
  readonly #rules = new Map<string, LinkRule>();
  readonly #random: () => number;

  /** @param random in [0, 1), for delays */
  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** Puts a proxy before each of the members, none of which has been started. */
  async join(members: readonly MemberProcess[]): Promise<void> {
    this.#members = members;
    for (const target of members) {
      const port = await freePort();
      const server = createServer({ allowHalfOpen: true }, (socket) => this.#accept(socket, target));
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
      this.#servers.push(server);
      target.advertisePeerPort(port);
    }
  }

  /** Sets what happens to all that goes from some members to others. */
  rule(from: readonly MemberProcess[], to: readonly MemberProcess[], rule: LinkRule): void {
    for (const source of from) {
      for (const target of to) if (source !== target) this.#rules.set(linkName(source, target), rule);
    }
    for (const connection of this.#connections) {
      connection.there.rule = this.#ruleOf(connection.source, connection.target);
      connection.back.rule = this.#ruleOf(connection.target, connection.source);
    }
  }

  /** Lets nothing pass between some members and all others, in both directions. */
  isolate(some: readonly MemberProcess[]): void {
    const rest = this.#members.filter((member) => !some.includes(member));
    this.rule(some, rest, { cut: true });
    this.rule(rest, some, { cut: true });
  }

  /** Sets one rule for all links. */
  everywhere(rule: LinkRule): void {
    this.rule(this.#members, this.#members, rule);
  }

  /** Everything passes again, what was held too. */
  heal(): void {
    this.everywhere({});
  }

  /** Resets the connections of some members; new ones are welcome. */
  reset(members: readonly MemberProcess[] = this.#members): void {
    for (const { source, target, sockets } of this.#connections) {
      if (!members.includes(source) && !members.includes(target)) continue;
      for (const socket of sockets) socket.resetAndDestroy();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { sockets } of this.#connections) for (const socket of sockets) socket.destroy();
    await Promise.all(this.#servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }

  #accept(socket: Socket, target: MemberProcess): void {
    const running = this.#members.filter((member) => member.isRunning);
    const pid = ownerOfConnection(
      socket.remotePort ?? 0,
      running.map((member) => member.pid),
    );
    const source = running.find((member) => member.pid === pid);
    if (source === undefined) {
      socket.on('error', () => {});
      socket.destroy();
      return;
    }
    socket.setNoDelay();
    const onward = connect({ port: target.peerPort, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    const connection: Connection = {
      source,
      target,
      sockets: [socket, onward],
      there: new OneWay(socket, onward, this.#ruleOf(source, target), this.#random),
      back: new OneWay(onward, socket, this.#ruleOf(target, source), this.#random),
    };
    this.#connections.add(connection);
    const forget = () => {
      if (socket.destroyed && onward.destroyed) this.#connections.delete(connection);
    };
    socket.on('close', forget);
    onward.on('close', forget);
  }

  #ruleOf(source: MemberProcess, target: MemberProcess): LinkRule {
    return this.#rules.get(linkName(source, target)) ?? {};
  }
}

function linkName(source: MemberProcess, target: MemberProcess): string {
  return `${source.name} ${target.name}`;
}

import { TestedServer } from './tested-server.ts';

/** The real etcd and ours, which get the same requests in the same order, each at its own pace between two requests. */
export class ServerPair {
  readonly etcd: TestedServer;
  readonly quorate: TestedServer;

  private constructor(etcd: TestedServer, quorate: TestedServer) {
    this.etcd = etcd;
    this.quorate = quorate;
  }

  /** Starts both with empty data. */
  static async start(): Promise<ServerPair> {
    const started = await Promise.allSettled([TestedServer.start('etcd'), TestedServer.start('quorate')]);
    const [etcd, quorate] = started;
    if (etcd.status === 'fulfilled' && quorate.status === 'fulfilled') return new ServerPair(etcd.value, quorate.value);
    for (const each of started) if (each.status === 'fulfilled') await each.value[Symbol.asyncDispose]();
    throw started.find((each) => each.status === 'rejected')?.reason;
  }

  /** Has both do the same at the same time. */
  both<T>(action: (server: TestedServer) => Promise<T>): Promise<[etcd: T, quorate: T]> {
    return Promise.all([action(this.etcd), action(this.quorate)]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.both((server) => server[Symbol.asyncDispose]());
  }
}

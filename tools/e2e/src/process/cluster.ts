import type { PeerNetwork } from '../network/peer-network.ts';
import { type MemberOptions, MemberProcess } from './member-process.ts';

/** Several members that found a cluster together. */
export class Cluster {
  readonly members: readonly MemberProcess[];

  private constructor(members: readonly MemberProcess[]) {
    this.members = members;
  }

  /**
   * Starts one member for each of the options (named m1, m2, …), through a network if one is given, and waits until all are ready.
   */
  static async start(options: readonly MemberOptions[], network?: PeerNetwork): Promise<Cluster> {
    const members = await Promise.all(
      options.map((each, index) => MemberProcess.prepare({ name: `m${index + 1}`, ...each })),
    );
    const cluster = new Cluster(members);
    await network?.join(members);
    for (const member of members) member.start(members);
    try {
      await Promise.all(members.map((member) => member.ready()));
    } catch (error) {
      await cluster[Symbol.asyncDispose]();
      throw error;
    }
    return cluster;
  }

  /** All client endpoints. */
  get endpoints(): readonly string[] {
    return this.members.map((member) => member.endpoint);
  }

  assertCleanLogs(): void {
    for (const member of this.members) member.assertCleanLog();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.members.map((member) => member[Symbol.asyncDispose]()));
  }
}

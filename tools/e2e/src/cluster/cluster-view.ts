import assert from 'node:assert/strict';
import type { HashKVResponse, StatusResponse } from '@quorate/protocol';
import { MaintenanceClient } from '../client/maintenance-client.ts';
import type { ClientCertificates } from '../client/unary-call.ts';
import type { WriteLoad } from '../load/write-load.ts';
import type { MemberProcess } from '../process/member-process.ts';

/** Between two looks, in milliseconds. */
const lookMs = 20;

/** The members of a cluster by their own word. */
export class ClusterView implements Disposable {
  readonly #clients = new Map<MemberProcess, MaintenanceClient>();
  readonly #certificates: ClientCertificates | undefined;

  constructor(certificates?: ClientCertificates) {
    this.#certificates = certificates;
  }

  status(member: MemberProcess, timeoutMs?: number): Promise<StatusResponse> {
    return this.#client(member).status(timeoutMs);
  }

  /** Waits until one of the members leads by its own word and the others agree. */
  async leader(members: readonly MemberProcess[], msMax = 20_000): Promise<{ member: MemberProcess; term: number }> {
    for (const endMs = performance.now() + msMax; performance.now() < endMs; ) {
      const statuses = await Promise.all(members.map((member) => this.status(member, 1000).catch(() => undefined)));
      const [first] = statuses;
      const agreed = statuses.every((status) => status && status.leader !== 0n && status.leader === first?.leader);
      const at = statuses.findIndex((status) => status && status.header?.memberId === status.leader);
      const member = members[at];
      if (agreed && member && first) return { member, term: first.raftTerm };
      await new Promise((resolve) => setTimeout(resolve, lookMs));
    }
    throw new Error(`no leader of ${members.map(({ name }) => name).join(', ')} in ${msMax} ms`);
  }

  /** Waits until a member says that another one than `old` leads; resolves how long that took, in milliseconds. */
  async newLeader(asked: MemberProcess, old: bigint, msMax = 20_000): Promise<number> {
    const beganMs = performance.now();
    while (performance.now() - beganMs < msMax) {
      const status = await this.status(asked, 1000).catch(() => undefined);
      if (status && status.leader !== 0n && status.leader !== old) return performance.now() - beganMs;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`${asked.name} saw no other leader in ${msMax} ms`);
  }

  /** Gives leadership to a member. */
  async moveLeader(members: readonly MemberProcess[], target: MemberProcess): Promise<void> {
    const { member } = await this.leader(members);
    const id = (await this.status(target)).header?.memberId ?? 0n;
    if (member !== target) await this.#client(member).moveLeader(id);
    assert.equal((await this.leader(members)).member.name, target.name);
  }

  /** What each of the members answers for the hash of all it holds up to a revision, which must be on record. */
  hashes(members: readonly MemberProcess[], revision: number): Promise<HashKVResponse[]> {
    return Promise.all(members.map((member) => this.#client(member).hashKv(revision)));
  }

  /** Waits until all members are at one revision, and expects that they hold the same. */
  async expectSame(members: readonly MemberProcess[]): Promise<void> {
    const statuses = await Promise.all(members.map((member) => this.status(member)));
    const revision = Math.max(...statuses.map((status) => status.header?.revision ?? 0));
    await this.#caughtUp(members, revision);
    const hashes = await this.hashes(members, revision);
    const said = hashes.map(
      ({ hash, compactRevision }, at) => `${members[at]?.name}: ${hash} since ${compactRevision}`,
    );
    assert.equal(new Set(hashes.map(({ hash }) => hash)).size, 1, `hashes at ${revision}: ${said.join(', ')}`);
  }

  /** Expects that the members hold the same, and each of them every put that was acknowledged. */
  async expectNothingLost(load: WriteLoad, members: readonly MemberProcess[]): Promise<void> {
    await this.expectSame(members);
    for (const { endpoint, name } of members) {
      const lost = await load.lostAt(endpoint);
      const of = `of ${load.acknowledged.size} acknowledged puts lost at ${name}`;
      assert.equal(lost.length, 0, `${lost.length} ${of}: ${JSON.stringify(lost.slice(0, 5))}`);
    }
  }

  /** No more is asked of a member, which may have gone for good. */
  forget(member: MemberProcess): void {
    this.#clients.get(member)?.close();
    this.#clients.delete(member);
  }

  [Symbol.dispose](): void {
    for (const client of this.#clients.values()) client.close();
  }

  async #caughtUp(members: readonly MemberProcess[], revision: number): Promise<void> {
    for (const member of members) {
      for (const endMs = performance.now() + 30_000; ; ) {
        const at = (await this.status(member)).header?.revision ?? 0;
        if (at >= revision) break;
        if (performance.now() > endMs) throw new Error(`${member.name} stays at revision ${at} of ${revision}`);
        await new Promise((resolve) => setTimeout(resolve, lookMs));
      }
    }
  }

  #client(member: MemberProcess): MaintenanceClient {
    let client = this.#clients.get(member);
    if (!client) {
      client = new MaintenanceClient(member.endpoint, this.#certificates);
      this.#clients.set(member, client);
    }
    return client;
  }
}

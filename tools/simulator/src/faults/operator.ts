import { clusterMember, type Member } from '@quorate/member';
import { CompactionRequest, DeleteRangeRequest, PutRequest } from '@quorate/protocol';
import type { SeededRandom } from '@quorate/simulated-ports';
import type { SimulatedCluster } from '../cluster/simulated-cluster.ts';
import type { SimulatedMember } from '../cluster/simulated-member.ts';
import { fillSpace, makeRoom, type SpaceTools } from './fill-space.ts';

const retryMs = 500;
/** So many attempts to remove a member that is well; then the operator leaves it. */
const removalsMax = 20;
/** So long does a member that was removed get to notice, in milliseconds. */
const goodbyeMs = 3_000;

/** Does what operators do, with an operator's patience. */
export class Operator {
  readonly #cluster: SimulatedCluster;
  readonly #random: SeededRandom;
  #busy = 0;

  constructor(cluster: SimulatedCluster) {
    this.#cluster = cluster;
    this.#random = cluster.random.fork('operator');
  }

  /** Whether it is in the midst of a task that takes several steps. */
  get isBusy(): boolean {
    return this.#busy > 0;
  }

  /** Removes a member and has a new one, on an empty machine, take its place. */
  async replace(target: SimulatedMember): Promise<void> {
    await this.#work(async () => {
      if (await this.#remove(target)) await this.#add();
    });
  }

  /** One of the tasks that it is busy with until they are done. */
  async #work(task: () => Promise<void>): Promise<void> {
    this.#busy++;
    try {
      await task();
    } catch (error) {
      this.#cluster.violations.addError('an operator works', error);
    } finally {
      this.#busy--;
    }
  }

  async compact(): Promise<void> {
    await this.#compactTo((newest) => {
      const recent = Math.max(1, newest - this.#random.below(30));
      // What happens at the very revision of a compaction matters most when it is a deletion.
      return this.#random.below(2) === 0 ? recent : (this.#lastDeletion(newest) ?? recent);
    });
  }

  #compactTo(revisionOf: (newest: number) => number): Promise<boolean> {
    const { history } = this.#cluster;
    return this.#attempt(async (member) => {
      const revision = revisionOf(member.state.store.revision);
      history.compactRevision = Math.max(history.compactRevision, revision);
      const request = CompactionRequest.create({ revision });
      await member.propose('compaction', request, CompactionRequest.encode(request));
      history.compactedFloor = Math.max(history.compactedFloor, revision);
    });
  }

  /** Fills the database up to its quota, and makes room again after a while. */
  async fillSpace(restMs: number): Promise<void> {
    await this.#work(() => fillSpace(this.#spaceTools(), restMs));
  }

  /** Makes room everywhere. */
  async makeRoom(): Promise<void> {
    await this.#work(() => makeRoom(this.#spaceTools()));
  }

  #spaceTools(): SpaceTools {
    const cluster = this.#cluster;
    return {
      cluster,
      attempt: (action: (member: Member) => Promise<unknown>) => this.#attempt(action),
      sleep: (ms: number) => this.#sleep(ms),
      compact: () => this.#compactTo(() => cluster.history.lastRevision),
      defragmentAll: async () => void (await Promise.all(cluster.running.map((machine) => this.defragment(machine)))),
    };
  }

  /** Writes and deletes a key, and compacts everything including that, on a cluster that is well. */
  async deleteAndCompact(key: string): Promise<void> {
    const { history } = this.#cluster;
    const put = PutRequest.create({ key: Buffer.from(key), value: Buffer.from('last') });
    const remove = DeleteRangeRequest.create({ key: Buffer.from(key) });
    const isDone = () =>
      this.#attempt(async (member) => {
        await member.propose('put', put, PutRequest.encode(put));
        const { revision } = await member.propose('deleteRange', remove, DeleteRangeRequest.encode(remove));
        history.compactRevision = revision;
        const request = CompactionRequest.create({ revision });
        await member.propose('compaction', request, CompactionRequest.encode(request));
      });
    while (!(await isDone())) await this.#sleep(retryMs);
  }

  #lastDeletion(newest: number): number | undefined {
    const { history } = this.#cluster;
    for (let revision = newest; revision > newest - 100; revision--) {
      if (history.at(revision)?.changes.some(({ isDelete }) => isDelete)) return revision;
    }
    return undefined;
  }

  async moveLeader(): Promise<void> {
    const leader = this.#cluster.leader;
    if (!leader) return;
    await leader
      .call(async (member) => {
        const others = member.state.membership.voters().filter(({ id }) => id !== member.id);
        const target = others[this.#random.below(Math.max(1, others.length))];
        if (target) await member.moveLeader(target.id);
      })
      .catch((error) => this.#cluster.trace.tell('operator', () => `cannot move the leader: ${String(error)}`));
  }

  async defragment(machine: SimulatedMember): Promise<void> {
    const { life } = machine;
    if (!life) return;
    const tempPath = '/data/member/snap/db.tmp.defragmentation';
    await machine
      .call(async (member) => {
        await member.state.backend.database.defragment({ clock: life.clock, tempPath });
      })
      .catch((error) =>
        this.#cluster.trace.tell('operator', () => `cannot defragment ${machine.name}: ${String(error)}`),
      );
  }

  async #remove(target: SimulatedMember): Promise<boolean> {
    for (let attempt = 0; attempt < removalsMax || target.isGone; attempt++) {
      const removed = await this.#attempt((member) => member.membershipRequests.remove(target.id), 'member-not-found');
      if (removed) {
        await this.#sleep(goodbyeMs);
        target.isGone = true;
        target.crash('all', 'it was removed');
        return true;
      }
      await this.#sleep(retryMs);
    }
    return false;
  }

  /** Has a machine join as a learner, follow for a while, and leave again. */
  async visitAsLearner(staysMs: number): Promise<void> {
    await this.#work(async () => {
      const machine = await this.#join(true);
      await this.#sleep(staysMs);
      while (!(await this.#remove(machine))) await this.#sleep(retryMs);
    });
  }

  async #add(): Promise<void> {
    // As an operator should: a learner first, and a voter when it has caught up.
    const isLearner = this.#random.below(4) !== 0;
    const { id } = await this.#join(isLearner);
    if (!isLearner) return;
    while (!(await this.#attempt(({ membershipRequests }) => membershipRequests.promote(id), 'member-not-learner'))) {
      await this.#sleep(retryMs);
    }
  }

  async #join(isLearner: boolean): Promise<SimulatedMember> {
    const machine = this.#cluster.newMember();
    const { id, url } = machine;
    const member = clusterMember({ id, peerUrls: [url], isLearner });
    while (!(await this.#attempt(({ membershipRequests }) => membershipRequests.add(member), 'member-id-exists'))) {
      await this.#sleep(retryMs);
    }
    let members = this.#membersWith(id);
    for (; !members; members = this.#membersWith(id)) await this.#sleep(retryMs);
    this.#cluster.join(machine, members);
    return machine;
  }

  #membersWith(id: bigint) {
    for (const { member } of this.#cluster.running) {
      const members = member?.state.membership.list() ?? [];
      if (members.some((each) => each.id === id)) return members;
    }
    return undefined;
  }

  /** Asks one member that runs; true when it did, or when its answer is that it was done before. */
  async #attempt(action: (member: Member) => Promise<unknown>, doneCode?: string): Promise<boolean> {
    const { running, trace } = this.#cluster;
    const machine = running[this.#random.below(Math.max(1, running.length))];
    if (!machine) return false;
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = this.#cluster.clock.setTimer(10_000, () => reject(new Error('the operator waited long enough')));
    try {
      await Promise.race([machine.call(action), late]);
      return true;
    } catch (error) {
      trace.tell('operator', () => `hears from ${machine.name}: ${String(error)}`);
      return doneCode !== undefined && (error as { code?: string }).code === doneCode;
    } finally {
      timer.cancel();
    }
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.#cluster.clock.setTimer(ms, resolve));
  }
}

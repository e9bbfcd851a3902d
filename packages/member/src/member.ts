import { LeaseCheckpointRequest, LeaseRevokeRequest, type RaftMessage } from '@quorate/protocol';
import type { RawNode } from '@quorate/raft';
import { formatId } from '@quorate/snapshot';
import type { AppliedResults } from './apply/applied-results.ts';
import { Applier } from './apply/applier.ts';
import { EntryApplier } from './apply/entry-applier.ts';
import type { LoggedRequests, RequestKind } from './apply/request-envelope.ts';
import { type BootedMember, bootMember } from './boot/boot-member.ts';
import { createNode, isOnlyVoter } from './boot/create-node.ts';
import type { ClusterMember } from './cluster/cluster-member.ts';
import type { MembershipChange } from './cluster/membership.ts';
import { MembershipRequests } from './cluster/membership-requests.ts';
import { PeerDirectory } from './cluster/peer-directory.ts';
import { publish } from './cluster/publish.ts';
import { successorOf } from './leadership/hand-over.ts';
import { Leadership } from './leadership/leadership.ts';
import { LeaseRequests } from './lease/lease-requests.ts';
import { RaftLoop } from './loop/raft-loop.ts';
import { explained } from './lost-data.ts';
import { type MemberEnd, MemberEnds } from './member-end.ts';
import { MemberError } from './member-error.ts';
import type { MemberOptions } from './member-options.ts';
import type { MemberStatus } from './member-status.ts';
import { Proposer } from './proposal/proposer.ts';
import { timeoutReason } from './proposal/timeout-reason.ts';
import { LinearizableReads } from './read/linearizable-reads.ts';
import { contextBytes, contextOf } from './read/read-context.ts';
import { LogSnapshots } from './snapshots/log-snapshots.ts';
import { SnapshotExchange } from './snapshots/snapshot-exchange.ts';
import type { MemberState } from './state/member-state.ts';
import { PeerReceiver } from './transport/peer-receiver.ts';
import type { PeerTransport } from './transport/peer-transport.ts';
import { ClusterVersion } from './version/cluster-version.ts';

/**
 * A member of the cluster: raft, its log on disk, the replicated state, and what joins them. Everything real is given to it, so it
 * runs the same under a virtual clock, on a simulated disk and network.
 */
export class Member {
  readonly id: bigint;
  readonly clusterId: bigint;
  readonly state: MemberState;
  readonly leadership: Leadership;
  readonly leases: LeaseRequests;
  readonly membershipRequests: MembershipRequests;
  readonly version: ClusterVersion;
  readonly #options: MemberOptions;
  readonly #booted: BootedMember;
  readonly #transport: PeerTransport;
  readonly #node: RawNode;
  readonly #loop: RaftLoop;
  readonly #proposer: Proposer;
  readonly #reads: LinearizableReads;
  readonly #entryApplier: EntryApplier;
  readonly #snapshots: LogSnapshots;
  readonly #exchange: SnapshotExchange;
  readonly #peers: PeerDirectory;
  readonly #onEnd: (end: MemberEnd) => void;
  #committedIndex: number;
  #term: number;
  #stopped = false;

  private constructor(options: MemberOptions, booted: BootedMember, ends: MemberEnds) {
    const { clock, logger, observer = {} } = options;
    this.#options = options;
    this.#booted = booted;
    this.#onEnd = ends.tell;
    this.state = booted.state;
    this.id = booted.log.memberId;
    this.clusterId = booted.log.clusterId;
    const transport = options.createTransport({ memberId: this.id, clusterId: this.clusterId });
    this.#transport = transport;
    this.#peers = new PeerDirectory(this.id, transport);
    this.#node = createNode(this.id, booted, options);
    const { commit, term } = this.#node.basicStatus().hardState;
    this.#committedIndex = commit;
    this.#term = term;
    this.leadership = new Leadership({
      memberId: this.id,
      clock,
      logger,
      electionMs: options.electionMs,
      onLeader: (leaderId) => this.#leaderChanged(leaderId),
      onStepDown: () => this.state.lessor.demote(),
    });
    this.#proposer = new Proposer({
      memberId: this.id,
      clock,
      requestBytesMax: options.requestBytesMax,
      timeoutMs: this.requestTimeoutMs,
      timeoutError: (startedMs) => this.#timeoutError(startedMs),
      unappliedEntries: () => this.#committedIndex - this.state.consistentIndex.index,
      onQueued: () => this.#loop.schedule(),
    });
    this.#loop = this.#createLoop();
    this.#reads = new LinearizableReads(
      clock,
      {
        nextContext: () => this.#proposer.nextId(),
        requestReadIndex: (context) => this.#node.readIndex(contextBytes(context)),
        scheduleFlush: () => this.#loop.schedule(),
      },
      this.requestTimeoutMs,
    );
    this.#reads.applied(this.state.consistentIndex.index);
    this.#entryApplier = new EntryApplier({
      memberId: this.id,
      node: this.#node,
      state: this.state,
      applier: this.#createApplier(),
      pending: this.#proposer.pending,
      clock,
      logger,
      observer,
      onTermBegun: () => this.#termBegun(),
      onMemberChanged: (change, member) => this.#memberChanged(change, member),
      onClusterVersion: (version) => this.version.applied(version),
    });
    const { layout, log, storage } = booted;
    this.#exchange = new SnapshotExchange({
      disk: options.disk,
      layout,
      wal: log.wal,
      state: this.state,
      transport,
      logger,
      failpoints: options.failpoints,
    });
    this.#snapshots = new LogSnapshots(
      {
        storage,
        wal: log.wal,
        logger,
        snapshotEntries: options.snapshotEntries,
        catchUpEntries: options.catchUpEntries,
        walSegmentsMax: options.walSegmentsMax,
        flushState: () => this.state.flush(),
        writeSnapFile: (snapshot) => this.#exchange.writeSnapFile(snapshot),
        purgeSnapFiles: () => this.#exchange.purgeSnapFiles(options.snapshotFilesMax),
        confState: () => this.#node.status().confState,
        isSendingSnapshot: () => this.#exchange.isSending,
        failpoints: options.failpoints,
      },
      log.snapshot.index,
    );
    this.leases = this.#createLeaseRequests();
    this.membershipRequests = this.#createMembershipRequests();
    this.version = this.#createVersion();
    ends.attach({
      expired: (leaseIds) => this.leases.expired(leaseIds),
      checkpoint: (checkpoints) => this.#checkpointLeases(checkpoints),
    });
  }

  /**
   * Opens or creates a member's files. Nothing runs before `start`. Rejects with a FatalMemberError, or the error of a file, when
   * the member cannot be trusted to start.
   *
   * `onEnd` is called at most once, when the member can or may not go on: its caller should then `stop` it.
   */
  static async open(options: MemberOptions, onEnd: (end: MemberEnd) => void): Promise<Member> {
    const ends = new MemberEnds(onEnd);
    const booted = await bootMember(options, ends);
    return new Member(options, booted, ends);
  }

  /** How long a request may take before its caller is told that it timed out, in milliseconds. */
  get requestTimeoutMs(): number {
    return 5000 + 2 * this.#options.electionMs;
  }

  /** Begins to take part in the cluster. */
  start(): void {
    const { bootstrap } = this.#options;
    const { membership } = this.state;
    this.#transport.setHandler(
      new PeerReceiver({
        node: this.#node,
        loop: this.#loop,
        exchange: this.#exchange,
        membership,
        isStopped: () => this.#stopped,
        onRemoved: () => this.#onEnd({ kind: 'removed' }),
      }),
    );
    // Before the first snapshot or entry of the cluster arrives, the founders' or the others' word is all there is.
    const members = membership.list();
    this.#peers.addAll(members.length > 0 ? members : bootstrap.members);
    this.version.start();
    this.#loop.start();
    if (this.#options.electionTickAdvance && isOnlyVoter(this.id, this.#node, bootstrap)) {
      // A founder's own membership is among its first entries; nobody campaigns before those are applied.
      this.#loop.turn();
      this.#node.campaign();
      this.#loop.schedule();
    }
  }

  /** Publishes name and client URLs to the cluster; resolves when that went through the log, however long it takes. */
  publish(): Promise<void> {
    const { name, clientUrls, logger, failpoints } = this.#options;
    return publish({
      memberId: this.id,
      clusterId: this.clusterId,
      name,
      clientUrls,
      logger,
      failpoints,
      isStopped: () => this.#stopped,
      propose: (request, raw) => this.propose('clusterMemberAttrSet', request, raw),
    });
  }

  /**
   * Puts a request through the log and resolves what applying it came to. `raw` are the request's encoded bytes; they are copied.
   * Rejects with a MemberError (timeout, too large, too many requests, stopped) or with the error of applying it.
   */
  propose<K extends RequestKind>(kind: K, request: LoggedRequests[K], raw: Uint8Array): Promise<AppliedResults[K]> {
    return this.#proposer.propose(kind, request, raw);
  }

  /** Resolves when a linearizable read may be answered from this member's state. All calls of a turn share one answer. */
  linearizableBarrier(): Promise<void> {
    return this.#stopped ? Promise.reject(new MemberError('stopped')) : this.#reads.barrier();
  }

  /** An id that no other request of the cluster has. */
  nextRequestId(): bigint {
    return this.#proposer.nextId();
  }

  status(): MemberStatus {
    const { term, commit } = this.#node.basicStatus().hardState;
    return {
      memberId: this.id,
      clusterId: this.clusterId,
      leaderId: this.leadership.leaderId,
      isLeader: this.leadership.isLeader,
      isLearner: this.state.membership.get(this.id)?.isLearner ?? false,
      term,
      committedIndex: commit,
      appliedIndex: this.state.consistentIndex.index,
      pendingProposals: this.#proposer.pending.size,
      leaderChangesSeen: this.leadership.changesSeen,
    };
  }

  /** The raft term this member is in. */
  get term(): number {
    return this.#term;
  }

  /** Raft's own view, for observers. */
  raftStatus(): ReturnType<RawNode['status']> {
    return this.#node.status();
  }

  /** Hands leadership to another voter; resolves when it leads. */
  async moveLeader(targetId: bigint): Promise<void> {
    if (!this.leadership.isLeader) throw new MemberError('not-leader');
    const target = this.state.membership.get(targetId);
    if (!target || target.isLearner) throw new MemberError('bad-leader-transferee');
    this.#options.logger.info('leadership transfer starting', {
      'local-member-id': formatId(this.id),
      'transferee-member-id': formatId(targetId),
    });
    this.#node.transferLeader(targetId);
    this.#loop.schedule();
    const moved = await this.leadership.until(() => this.leadership.leaderId === targetId, this.requestTimeoutMs);
    if (!moved) throw new MemberError('timeout-leader-transfer');
  }

  /** Stops taking part: hands leadership over if it can, answers who still waits, and closes the files. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    await this.handOver();
    this.#stopped = true;
    this.version.stop();
    this.leadership.stop();
    await this.#loop.stop();
    this.#proposer.stop();
    this.#reads.stop();
    await this.#transport.stop();
    await this.#snapshots.idle();
    await this.#booted.log.wal.close();
    await this.state.close();
  }

  #createLoop(): RaftLoop {
    const { clock, heartbeatMs, failpoints } = this.#options;
    return new RaftLoop({
      node: this.#node,
      storage: this.#booted.storage,
      log: this.#booted.log.wal,
      clock,
      tickMs: heartbeatMs,
      failpoints,
      delegate: {
        gather: (node) => {
          this.#reads.flush();
          this.#proposer.flush(node);
        },
        hardState: ({ term, commit }) => {
          this.#term = term;
          this.#committedIndex = commit;
        },
        applyEntries: (entries) => this.#apply(entries),
        recordSnapshot: (snapshot) => this.#exchange.record(snapshot),
        installSnapshot: (snapshot) => this.#install(snapshot),
        readState: (context, index) => this.#reads.confirm(contextOf(context), index),
        softStateChanged: (state) => this.leadership.update(state),
        send: (messages) => this.#transport.send(messages),
        sendSnapshot: (message) => this.#sendSnapshot(message),
        fail: (error) => this.#onEnd({ kind: 'failed', error: explained(error, this.#booted.layout) }),
      },
    });
  }

  #createApplier(): Applier {
    const { store, lessor, alarms, membership, clusterStore } = this.state;
    return new Applier({
      ...{ store, lessor, alarms, membership, clusterStore },
      hasRoomFor: (bytes) => this.hasRoomFor(bytes),
      onClusterVersion: (version) => this.version.applied(version),
    });
  }

  /** Whether the database would stay within its quota with so many bytes more. */
  hasRoomFor(bytes: number): boolean {
    return this.state.sizeBytes + bytes < this.#options.quotaBytes;
  }

  #createLeaseRequests(): LeaseRequests {
    return new LeaseRequests({
      clock: this.#options.clock,
      lessor: this.state.lessor,
      leadership: this.leadership,
      remote: this.#options.remote,
      requestTimeoutMs: this.requestTimeoutMs,
      electionMs: this.#options.electionMs,
      leaderUrls: () => this.state.membership.get(this.leadership.leaderId)?.peerUrls ?? [],
      confirmLeadership: () => this.linearizableBarrier(),
      failpoints: this.#options.failpoints,
      revoke: (id) => {
        this.#options.observer?.leaseExpired?.();
        const request = LeaseRevokeRequest.create({ id });
        return this.#proposer.propose('leaseRevoke', request, LeaseRevokeRequest.encode(request), this.#term);
      },
    });
  }

  #createMembershipRequests(): MembershipRequests {
    const { remote, clock, strictReconfigCheck } = this.#options;
    return new MembershipRequests({
      memberId: this.id,
      membership: this.state.membership,
      node: this.#node,
      transport: this.#transport,
      remote,
      leadership: this.leadership,
      clock,
      strictReconfigCheck,
      propose: (change) => this.#proposer.proposeConfChange(change),
    });
  }

  #createVersion(): ClusterVersion {
    const { clock, logger, remote } = this.#options;
    return new ClusterVersion({
      memberId: this.id,
      clock,
      logger,
      membership: this.state.membership,
      clusterStore: this.state.clusterStore,
      remote,
      isLeader: () => this.leadership.isLeader,
      proposer: this.#proposer,
    });
  }

  #apply(entries: Parameters<EntryApplier['apply']>[0]): void {
    this.#entryApplier.apply(entries);
    const { index } = this.state.consistentIndex;
    this.#reads.applied(index);
    this.state.watchHub.flush();
    this.#snapshots.applied(index, (error) => this.#onEnd({ kind: 'failed', error }));
  }

  async #install(snapshot: NonNullable<RaftMessage['snapshot']>): Promise<void> {
    await this.#exchange.install(snapshot);
    this.#snapshots.installed(snapshot.metadata.index);
    this.#peers.addAll(this.state.membership.list());
    this.#reads.applied(snapshot.metadata.index);
  }

  #sendSnapshot(message: RaftMessage): void {
    this.#exchange.send(message).catch(() => {
      if (this.#stopped) return;
      this.#node.reportSnapshot(message.to, 'failed');
      this.#loop.schedule();
    });
  }

  #leaderChanged(leaderId: bigint): void {
    this.#options.observer?.leaderChanged?.(leaderId, this.leadership.isLeader);
    this.#reads.leaderChanged();
    this.#loop.schedule();
  }

  /** The first entry of a term is applied: a leader has seen everything of the terms before, and may decide over leases. */
  #termBegun(): void {
    if (!this.leadership.isLeader) return;
    this.state.lessor.promote(this.#options.electionMs);
    this.version.check();
  }

  #memberChanged(change: MembershipChange, member: ClusterMember): void {
    this.#peers.follow(change, member);
    if (change.kind !== 'remove' || member.id !== this.id) return;
    const { logger, clock, electionMs } = this.#options;
    logger.warn('server has been removed from the cluster', { 'local-member-id': formatId(this.id) });
    // Time for the others to hear that the removal is committed.
    clock.setTimer(electionMs, () => this.#onEnd({ kind: 'removed' }));
  }

  #checkpointLeases(checkpoints: readonly { readonly id: bigint; readonly remainingTtl: number }[]): void {
    if (!this.version.keepsRemainingTtl) return;
    const request = LeaseCheckpointRequest.create({ checkpoints: [...checkpoints] });
    this.propose('leaseCheckpoint', request, LeaseCheckpointRequest.encode(request)).catch(() => {
      // The next one is as good.
    });
  }

  /** Hands leadership to another voter, if there is one, so that the others need not wait for an election. */
  async handOver(): Promise<void> {
    if (!this.leadership.isLeader) return;
    const successor = successorOf(this.id, this.state.membership, this.#transport);
    if (successor === undefined) return;
    this.#node.transferLeader(successor);
    this.#loop.schedule();
    await this.leadership.until(() => this.leadership.leaderId === successor, this.#options.electionMs);
  }

  #timeoutError(startedMs: number): MemberError {
    this.#options.observer?.proposalFailed?.();
    const { id: memberId, leadership } = this;
    const circumstances = { memberId, leadership, transport: this.#transport, membership: this.state.membership };
    return new MemberError(timeoutReason(startedMs, { ...circumstances, electionMs: this.#options.electionMs }));
  }
}

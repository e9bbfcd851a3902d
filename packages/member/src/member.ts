import {
  ClusterMemberAttrSetRequest,
  ClusterVersionSetRequest,
  ConfChange,
  LeaseCheckpointRequest,
  LeaseRevokeRequest,
  MemberAttributes,
  MessageType,
  type RaftMessage,
} from '@quorate/protocol';
import { none, RawNode } from '@quorate/raft';
import type { AppliedResults } from './apply/applied-results.ts';
import { Applier } from './apply/applier.ts';
import { EntryApplier } from './apply/entry-applier.ts';
import { type LoggedRequest, type LoggedRequests, type RequestKind, wrapRequest } from './apply/request-envelope.ts';
import { type BootedMember, bootMember } from './boot/boot-member.ts';
import { type ClusterMember, idToHex } from './cluster/cluster-member.ts';
import type { MembershipChange } from './cluster/membership.ts';
import { MembershipRequests } from './cluster/membership-requests.ts';
import { Leadership } from './leadership/leadership.ts';
import { LeaseRequests } from './lease/lease-requests.ts';
import { RaftLoop } from './loop/raft-loop.ts';
import { MemberError } from './member-error.ts';
import type { MemberOptions } from './member-options.ts';
import { PendingProposals } from './proposal/pending-proposals.ts';
import { ProposalQueue } from './proposal/proposal-queue.ts';
import { RequestIdGenerator } from './proposal/request-id.ts';
import { LinearizableReads } from './read/linearizable-reads.ts';
import { LogSnapshots } from './snapshots/log-snapshots.ts';
import { SnapshotExchange } from './snapshots/snapshot-exchange.ts';
import type { MemberState } from './state/member-state.ts';
import type { PeerHandler, PeerTransport } from './transport/peer-transport.ts';
import { ClusterVersionMonitor } from './version/cluster-version-monitor.ts';
import { compareVersions, etcdVersion, parseVersion } from './version/semantic-version.ts';

/** Entries that may be committed and not applied before new requests are refused, as in etcd. */
const unappliedEntriesMax = 5000;

/** Bytes of entries in one append message, as in etcd. */
const appendBytesMax = 1024 * 1024;

/** Appends on the way to one follower, as in etcd: more than that overflow the streams' buffers. */
const inflightAppendsMax = 512;

/** Remaining times of leases are persisted from this cluster version on; older members would not. */
const checkpointVersion = { major: 3, minor: 6, patch: 0 };

/** What a member says of itself at a moment. */
export interface MemberStatus {
  readonly memberId: bigint;
  readonly clusterId: bigint;
  readonly leaderId: bigint;
  readonly isLeader: boolean;
  readonly isLearner: boolean;
  readonly term: number;
  readonly committedIndex: number;
  readonly appliedIndex: number;
  readonly pendingProposals: number;
  readonly leaderChangesSeen: number;
}

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
  readonly #options: MemberOptions;
  readonly #booted: BootedMember;
  readonly #transport: PeerTransport;
  readonly #node: RawNode;
  readonly #loop: RaftLoop;
  readonly #ids: RequestIdGenerator;
  readonly #pending: PendingProposals<LoggedRequest | undefined, unknown>;
  readonly #queue: ProposalQueue;
  readonly #reads: LinearizableReads;
  readonly #entryApplier: EntryApplier;
  readonly #snapshots: LogSnapshots;
  readonly #exchange: SnapshotExchange;
  readonly #versions: ClusterVersionMonitor;
  readonly #onEnd: (reason: MemberEnd) => void;
  readonly #versionDecided = Promise.withResolvers<void>();
  #committedIndex = 0;
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
    this.#ids = new RequestIdGenerator(this.id, clock.wallMs());
    this.#node = this.#createNode();
    this.leadership = new Leadership({
      memberId: this.id,
      clock,
      logger,
      electionMs: options.electionMs,
      onLeader: (leaderId) => this.#leaderChanged(leaderId),
      onStepDown: () => this.state.lessor.demote(),
    });
    this.#pending = new PendingProposals(clock, this.requestTimeoutMs, (startedMs) => this.#timeoutError(startedMs));
    this.#queue = new ProposalQueue((id) => this.#pending.has(id));
    this.#loop = this.#createLoop();
    this.#reads = new LinearizableReads(
      clock,
      {
        nextContext: () => this.#ids.next(),
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
      pending: this.#pending,
      clock,
      logger,
      observer,
      onTermBegun: () => this.#termBegun(),
      onMemberChanged: (change, member) => this.#memberChanged(change, member),
      onClusterVersion: (version) => this.#clusterVersionSet(version),
    });
    const { layout, log, storage } = booted;
    this.#exchange = new SnapshotExchange({
      disk: options.disk,
      layout,
      wal: log.wal,
      state: this.state,
      transport,
      logger,
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
      },
      log.snapshot.index,
    );
    this.leases = this.#createLeaseRequests();
    this.membershipRequests = this.#createMembershipRequests();
    this.#versions = this.#createVersionMonitor();
    ends.attach(this);
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
    this.#transport.setHandler(this.#peerHandler());
    for (const member of this.state.membership.list()) this.#addPeer(member);
    // Before the first snapshot or entry of the cluster arrives, the founders or the others' word is all there is.
    if (this.state.membership.list().length === 0) for (const member of bootstrap.members) this.#addPeer(member);
    this.#versions.start();
    this.#loop.start();
    if (this.#options.electionTickAdvance && this.#isOnlyVoter()) {
      // A founder's own membership is among its first entries; nobody campaigns before those are applied.
      this.#loop.turn();
      this.#node.campaign();
      this.#loop.schedule();
    }
  }

  /** Publishes name and client URLs to the cluster; resolves when that went through the log, however long it takes. */
  async publish(): Promise<void> {
    const { name, clientUrls } = this.#options;
    const request = ClusterMemberAttrSetRequest.create({
      memberId: this.id,
      memberAttributes: MemberAttributes.create({ name, clientUrls: [...clientUrls] }),
    });
    while (!this.#stopped) {
      try {
        await this.propose('clusterMemberAttrSet', request, ClusterMemberAttrSetRequest.encode(request));
        this.#options.logger.info('published local member to cluster through raft', {
          'local-member-id': idToHex(this.id),
          'cluster-id': idToHex(this.clusterId),
        });
        return;
      } catch (error) {
        if (this.#stopped) return;
        this.#options.logger.warn('failed to publish local member to cluster through raft', { error: String(error) });
      }
    }
  }

  /**
   * Puts a request through the log and resolves what applying it came to. `raw` are the request's encoded bytes; they are copied.
   * Rejects with a MemberError (timeout, too large, too many requests, stopped) or with the error of applying it.
   */
  propose<K extends RequestKind>(kind: K, request: LoggedRequests[K], raw: Uint8Array): Promise<AppliedResults[K]> {
    if (this.#stopped) return Promise.reject(new MemberError('stopped'));
    if (this.#committedIndex - this.state.consistentIndex.index > unappliedEntriesMax) {
      return Promise.reject(new MemberError('too-many-requests'));
    }
    const id = this.#ids.next();
    const data = wrapRequest(kind, raw, id);
    if (data.length > this.#options.requestBytesMax) return Promise.reject(new MemberError('request-too-large'));
    const applied = this.#pending.add(id, { kind, request } as unknown as LoggedRequest);
    this.#queue.add(id, data);
    this.#loop.schedule();
    return applied as Promise<AppliedResults[K]>;
  }

  /** Resolves when a linearizable read may be answered from this member's state. All calls of a turn share one answer. */
  linearizableBarrier(): Promise<void> {
    return this.#stopped ? Promise.reject(new MemberError('stopped')) : this.#reads.barrier();
  }

  /** Resolves when the cluster has decided on its version: before, it serves nobody. */
  clusterVersionDecided(): Promise<void> {
    return this.state.clusterStore.clusterVersion === undefined ? this.#versionDecided.promise : Promise.resolve();
  }

  /** An id that no other request of the cluster has. */
  nextRequestId(): bigint {
    return this.#ids.next();
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
      pendingProposals: this.#pending.size,
      leaderChangesSeen: this.leadership.changesSeen,
    };
  }

  /** The raft term this member is in. */
  get term(): number {
    return this.#term;
  }
  #term = 0;

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
      'local-member-id': idToHex(this.id),
      'transferee-member-id': idToHex(targetId),
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
    this.#versions.stop();
    this.leadership.stop();
    await this.#loop.stop();
    this.#pending.rejectAll(new MemberError('stopped'));
    this.#reads.stop();
    await this.#transport.stop();
    await this.#snapshots.idle();
    await this.#booted.log.wal.close();
    await this.state.close();
  }

  #createNode(): RawNode {
    const { heartbeatMs, electionMs, preVote, random } = this.#options;
    const node = new RawNode({
      id: this.id,
      electionTicks: Math.max(2, Math.round(electionMs / heartbeatMs)),
      heartbeatTicks: 1,
      storage: this.#booted.storage,
      random,
      appliedIndex: this.state.consistentIndex.index,
      asyncStorageWrites: true,
      messageBytesMax: appendBytesMax,
      inflightMessagesMax: inflightAppendsMax,
      checkQuorum: true,
      preVote,
    });
    this.#committedIndex = node.basicStatus().hardState.commit;
    this.#term = node.basicStatus().hardState.term;
    return node;
  }

  #createLoop(): RaftLoop {
    const { clock, heartbeatMs } = this.#options;
    return new RaftLoop({
      node: this.#node,
      storage: this.#booted.storage,
      log: this.#booted.log.wal,
      clock,
      tickMs: heartbeatMs,
      delegate: {
        gather: (node) => {
          this.#reads.flush();
          this.#queue.flush(node);
        },
        hardState: ({ term, commit }) => {
          this.#term = term;
          this.#committedIndex = commit;
        },
        applyEntries: (entries) => this.#apply(entries),
        installSnapshot: (snapshot) => this.#install(snapshot),
        readState: (context, index) => this.#reads.confirm(contextOf(context), index),
        softStateChanged: (state) => this.leadership.update(state),
        send: (messages) => this.#transport.send(messages),
        sendSnapshot: (message) => this.#sendSnapshot(message),
        fail: (error) => this.#onEnd({ kind: 'failed', error }),
      },
    });
  }

  #createApplier(): Applier {
    const { store, lessor, alarms, membership, clusterStore } = this.state;
    return new Applier({
      store,
      lessor,
      alarms,
      membership,
      clusterStore,
      hasRoomFor: (bytes) => this.hasRoomFor(bytes),
      onClusterVersion: (version) => this.#clusterVersionSet(version),
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
      leaderUrls: () => this.state.membership.get(this.leadership.leaderId)?.peerUrls ?? [],
      confirmLeadership: () => this.linearizableBarrier(),
      revoke: (id) => {
        this.#options.observer?.leaseExpired?.();
        const request = LeaseRevokeRequest.create({ id });
        return this.propose('leaseRevoke', request, LeaseRevokeRequest.encode(request));
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
      propose: (change) => this.#proposeConfChange(change),
    });
  }

  #createVersionMonitor(): ClusterVersionMonitor {
    const { clock, logger, remote } = this.#options;
    return new ClusterVersionMonitor(clock, logger, {
      isLeader: () => this.leadership.isLeader,
      clusterVersion: () => this.state.clusterStore.clusterVersion,
      isDowngrading: () => this.state.clusterStore.downgrade.enabled,
      memberVersions: () =>
        Promise.all(
          this.state.membership
            .list()
            .map((member) =>
              member.id === this.id ? etcdVersion : remote.serverVersion(member.peerUrls).catch(() => undefined),
            ),
        ),
      propose: (version) => {
        const request = ClusterVersionSetRequest.create({ ver: version });
        return this.propose('clusterVersionSet', request, ClusterVersionSetRequest.encode(request));
      },
    });
  }

  #proposeConfChange(change: Omit<ConfChange, 'id'>): Promise<readonly ClusterMember[]> {
    if (this.#stopped) return Promise.reject(new MemberError('stopped'));
    const id = this.#ids.next();
    const applied = this.#pending.add(id, undefined);
    this.#queue.add(id, ConfChange.create({ ...change, id }));
    this.#loop.schedule();
    return applied as Promise<readonly ClusterMember[]>;
  }

  #peerHandler(): PeerHandler {
    return {
      receive: (message) => this.#receive(message),
      receiveSnapshot: async (message, body) => {
        await this.#exchange.receive(message, body);
        this.#receive(message);
      },
      isRemoved: (id) => this.state.membership.isRemoved(id),
      reportUnreachable: (id) => {
        if (this.#stopped) return;
        this.#node.reportUnreachable(id);
        this.#loop.schedule();
      },
      reportSnapshot: (id, delivered) => {
        if (this.#stopped) return;
        this.#node.reportSnapshot(id, delivered ? 'finished' : 'failed');
        this.#loop.schedule();
      },
      removedFromCluster: () => this.#onEnd({ kind: 'removed' }),
    };
  }

  #receive(message: RaftMessage): void {
    if (this.#stopped || this.state.membership.isRemoved(message.from)) return;
    this.#loop.receive(message);
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
    const { index } = snapshot.metadata;
    this.#snapshots.installed(index);
    for (const member of this.state.membership.list()) this.#addPeer(member);
    this.#reads.applied(index);
  }

  #sendSnapshot(message: RaftMessage): void {
    this.#exchange.send({ ...message, type: MessageType.MsgSnap }).catch(() => {
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
    this.#versions.check();
  }

  #memberChanged(change: MembershipChange, member: ClusterMember): void {
    const { clock } = this.#options;
    const transport = this.#transport;
    if (change.kind !== 'remove') {
      this.#addPeer(member);
      if (change.kind === 'update' && member.id !== this.id) transport.updatePeer(member.id, member.peerUrls);
      return;
    }
    if (member.id !== this.id) {
      transport.removePeer(member.id);
      return;
    }
    this.#options.logger.warn('server has been removed from the cluster', { 'local-member-id': idToHex(this.id) });
    // Time for the others to hear that the removal is committed.
    clock.setTimer(this.#options.electionMs, () => this.#onEnd({ kind: 'removed' }));
  }

  #clusterVersionSet(version: string): void {
    this.#options.logger.info('updated cluster version', { 'cluster-version': version });
    this.#versionDecided.resolve();
    const decided = parseVersion(version);
    if (decided && compareVersions(decided, checkpointVersion) >= 0) this.state.clusterStore.setStorageVersion(version);
  }

  /** Called by the lessor, by way of the state's delegate. */
  checkpointLeases(checkpoints: readonly { readonly id: bigint; readonly remainingTtl: number }[]): void {
    const version = parseVersion(this.state.clusterStore.clusterVersion ?? '');
    if (!version || compareVersions(version, checkpointVersion) < 0) return;
    const request = LeaseCheckpointRequest.create({ checkpoints: [...checkpoints] });
    this.propose('leaseCheckpoint', request, LeaseCheckpointRequest.encode(request)).catch(() => {
      // The next one is as good.
    });
  }

  #addPeer(member: ClusterMember): void {
    if (member.id !== this.id) this.#transport.addPeer(member.id, member.peerUrls);
  }

  #isOnlyVoter(): boolean {
    const { confState } = this.#node.status();
    const founders = this.#options.bootstrap.state === 'new' ? this.#options.bootstrap.members : [];
    const voters = confState.voters.length > 0 ? confState.voters : founders.map((member) => member.id);
    return voters.length === 1 && voters[0] === this.id && confState.votersOutgoing.length === 0;
  }

  /** Hands leadership to the voter that has been reachable for longest, so that the others need not wait for an election. */
  async handOver(): Promise<void> {
    if (!this.leadership.isLeader) return;
    const { electionMs } = this.#options;
    const transport = this.#transport;
    const reachable = this.state.membership
      .voters()
      .map(({ id }) => ({ id, sinceMs: id === this.id ? undefined : transport.activeSinceMs(id) }))
      .filter((voter): voter is { id: bigint; sinceMs: number } => voter.sinceMs !== undefined)
      .sort((a, b) => a.sinceMs - b.sinceMs);
    const [target] = reachable;
    if (!target) return;
    this.#node.transferLeader(target.id);
    this.#loop.schedule();
    await this.leadership.until(() => this.leadership.leaderId === target.id, electionMs);
  }

  /** Tells apart why a request was not answered in time, as etcd does. */
  #timeoutError(startedMs: number): MemberError {
    this.#options.observer?.proposalFailed?.();
    const { electionMs, clock } = this.#options;
    const transport = this.#transport;
    const { electedMs, leaderId } = this.leadership;
    if (startedMs > electedMs - 2 * electionMs && startedMs < electedMs) {
      return new MemberError('timeout-leader-failed');
    }
    const connected = (id: bigint) => {
      const sinceMs = transport.activeSinceMs(id);
      return id === this.id || (sinceMs !== undefined && sinceMs <= startedMs);
    };
    if (leaderId === none || clock.monotonicMs() < startedMs) return new MemberError('timeout');
    if (leaderId !== this.id) return new MemberError(connected(leaderId) ? 'timeout' : 'timeout-connection-lost');
    const voters = this.state.membership.voters();
    const isQuorumConnected = voters.filter(({ id }) => connected(id)).length > voters.length / 2;
    return new MemberError(isQuorumConnected ? 'timeout' : 'timeout-connection-lost');
  }
}

/** Why a member ends by itself. */
export type MemberEnd = { readonly kind: 'failed'; readonly error: unknown } | { readonly kind: 'removed' };

/** Passes on what happens before the member object exists, and makes sure that its end is told once. */
class MemberEnds {
  readonly #onEnd: (end: MemberEnd) => void;
  #member: Member | undefined;
  #told = false;

  constructor(onEnd: (end: MemberEnd) => void) {
    this.#onEnd = onEnd;
  }

  readonly tell = (end: MemberEnd): void => {
    if (this.#told) return;
    this.#told = true;
    this.#onEnd(end);
  };

  attach(member: Member): void {
    this.#member = member;
  }

  expired(leaseIds: readonly bigint[]): void {
    this.#member?.leases.expired(leaseIds);
  }

  checkpoint(checkpoints: readonly { readonly id: bigint; readonly remainingTtl: number }[]): void {
    this.#member?.checkpointLeases(checkpoints);
  }

  fail(error: unknown): void {
    this.tell({ kind: 'failed', error });
  }
}

function contextBytes(context: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, context);
  return bytes;
}

function contextOf(bytes: Uint8Array): bigint {
  return bytes.length === 8 ? new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0) : 0n;
}

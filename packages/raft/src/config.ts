import { isLocalThread, none } from './ids.ts';
import { RaftError } from './raft-error.ts';
import type { Storage } from './storage/storage.ts';

/** How a leader makes sure that it still leads before it lets a read go ahead (thesis, section 6.4). */
export type ReadOnlyOption =
  /** By a round of heartbeats for each read (section 6.4.1). Right whatever the clocks do. */
  | 'safe'
  /** By its lease, without a message (section 6.4.2). Stale reads are possible when a clock or a process stands still. */
  | 'lease-based';

/** The randomness of elections; `Random` of the ports fits. */
export interface ElectionRandom {
  /** A whole number, each of 0 … `bound` − 1 equally likely. */
  below(bound: number): number;
}

/** What a node is made of. Fields without a default have to be given. */
export interface RaftConfig {
  /**
   * This node's id: any 64 bits but 0 and the two highest values, which stand for nobody and for the local storage threads.
   * Danger: an id that another node has, or that a node had before it lost its disk, breaks the promise of one vote a term;
   * a machine that lost its disk comes back under a new id.
   */
  readonly id: bigint;

  /**
   * Ticks without a word from a leader after which a follower campaigns. Each election waits a random number of ticks from
   * `electionTicks` to `2 × electionTicks − 1`, so that votes rarely split (paper, section 5.2). Must be above `heartbeatTicks`;
   * ten times as much is a good value. Danger: so short that a heartbeat's round trip or a pause of the process takes as long,
   * and leaders change without need. It is also how long a leader without quorum believes in itself with `checkQuorum`.
   */
  readonly electionTicks: number;

  /** Ticks between a leader's heartbeats, at least 1. They also carry the commit index and confirm reads. */
  readonly heartbeatTicks: number;

  /**
   * The log and the state that were stored before. Danger: a storage that forgets what it reported as written (a vote, an
   * entry) lets two leaders be elected in one term, or loses what was committed.
   */
  readonly storage: Storage;

  /** Picks the election timeouts. Danger: nodes with the same sequence can split votes for ever. */
  readonly random: ElectionRandom;

  /**
   * The last index that the state machine has applied, when the node restarts. Default: what the storage's snapshot covers.
   * Entries up to it are not given out again. It counts as committed even when the stored commit index is lower, which a crash
   * can leave behind; it must be in the log. Changes of membership up to it have to be in the storage's configuration. Danger: too
   * high, and the state machine misses entries; too low, and it has to know by itself which it has seen.
   */
  readonly appliedIndex?: number;

  /**
   * Hand the writing of the log and the applying of entries to other threads by messages (thesis, section 10.2), so that a new
   * batch is gathered while the last one is being synced. Default false. See {@link Ready}. Danger: the responses in a
   * MsgStorageAppend may be delivered only when the write is on disk, and MsgStorageAppend must be done in order.
   */
  readonly asyncStorageWrites?: boolean;

  /**
   * Bytes of entries (encoded) in one append, no limit by default; one entry always fits. Smaller, and recovery of one slow
   * follower holds up the others less; larger, and less overhead. Must not be above `inflightBytesMax`. etcd: 1 MiB.
   */
  readonly messageBytesMax?: number;

  /**
   * Bytes of entries (encoded) that are given out to be applied and not yet reported as applied; one entry always fits.
   * Default `messageBytesMax`. Bounds the memory and the time that one Ready takes.
   */
  readonly committedBytesPerReadyMax?: number;

  /**
   * Bytes of proposals (data alone) that a leader holds uncommitted before it drops further ones; no limit by default. It
   * keeps a leader that has lost its quorum from filling its memory and disk. A single proposal is taken even if it is larger,
   * and empty entries always are.
   */
  readonly uncommittedBytesMax?: number;

  /**
   * Appends on their way to one follower before the leader waits for an answer; at least 1. It sizes a buffer of the
   * transport: more than that buffer holds is lost and sent again. etcd: 512.
   */
  readonly inflightMessagesMax: number;

  /** Bytes of data on their way to one follower, no limit by default; at least `messageBytesMax` when it is given. */
  readonly inflightBytesMax?: number;

  /**
   * Have a leader step down when it has not heard from a quorum for `electionTicks`, and nodes ignore candidates while they
   * hear from a leader (thesis, sections 6.2 and 4.2.3). Default false; etcd: true. Without it a partitioned leader goes on
   * taking proposals that can never commit. All nodes should have the same.
   */
  readonly checkQuorum?: boolean;

  /**
   * Ask whether an election could be won before starting one (thesis, section 9.6), so that a node that was cut off does not
   * depose a leader when it comes back. Default false; etcd: true. Works best with `checkQuorum`.
   */
  readonly preVote?: boolean;

  /**
   * Default `safe`. `lease-based` needs `checkQuorum`, and rests on bounded clock drift between the nodes: see the warning at
   * {@link ReadOnlyOption}. {@link RawNode.forgetLeader} does nothing with it, for it would break the lease.
   */
  readonly readOnly?: ReadOnlyOption;

  /**
   * Have a follower drop proposals instead of sending them on to the leader. Default false. Good where the proposer's clock or
   * identity matters to what is proposed; the proposer has to find the leader itself.
   */
  readonly disableProposalForwarding?: boolean;

  /**
   * Let configuration changes into the log that seem not to fit the configuration (one is pending, or joint already).
   * Default false: such a change becomes an empty entry. Danger: the applying side must then turn down what does not fit by
   * itself, on all nodes alike.
   */
  readonly disableConfChangeValidation?: boolean;

  /**
   * Have a leader become a follower at once when it is removed or made a learner. Default false: it goes on sending what it
   * has and takes no proposals, and steps down when it hears of a higher term (thesis, section 4.2.2).
   */
  readonly stepDownOnRemoval?: boolean;
}

/** A configuration with all defaults filled in. */
export type ResolvedConfig = Required<RaftConfig>;

function check(condition: boolean, text: string): void {
  if (!condition) throw new RaftError('INVALID_CONFIG', text);
}

function isWhole(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isLimit(value: number): boolean {
  return value === Number.POSITIVE_INFINITY || isWhole(value);
}

/**
 * Fills in the defaults and checks every field.
 *
 * @throws {RaftError} `INVALID_CONFIG`, naming what is wrong
 */
export function resolveConfig(config: RaftConfig): ResolvedConfig {
  const messageBytesMax = config.messageBytesMax ?? Number.POSITIVE_INFINITY;
  const resolved: ResolvedConfig = {
    id: config.id,
    electionTicks: config.electionTicks,
    heartbeatTicks: config.heartbeatTicks,
    storage: config.storage,
    random: config.random,
    appliedIndex: config.appliedIndex ?? 0,
    asyncStorageWrites: config.asyncStorageWrites ?? false,
    messageBytesMax,
    committedBytesPerReadyMax: config.committedBytesPerReadyMax ?? messageBytesMax,
    uncommittedBytesMax: config.uncommittedBytesMax ?? Number.POSITIVE_INFINITY,
    inflightMessagesMax: config.inflightMessagesMax,
    inflightBytesMax: config.inflightBytesMax ?? Number.POSITIVE_INFINITY,
    checkQuorum: config.checkQuorum ?? false,
    preVote: config.preVote ?? false,
    readOnly: config.readOnly ?? 'safe',
    disableProposalForwarding: config.disableProposalForwarding ?? false,
    disableConfChangeValidation: config.disableConfChangeValidation ?? false,
    stepDownOnRemoval: config.stepDownOnRemoval ?? false,
  };
  checkIdentity(resolved);
  checkTicks(resolved);
  checkLimits(resolved);
  return resolved;
}

function checkIdentity({ id, storage, random, appliedIndex }: ResolvedConfig): void {
  check(typeof id === 'bigint' && id >= 0n && id < 1n << 64n, 'the id must be a bigint of 64 bits');
  check(id !== none, 'cannot use none as id');
  check(!isLocalThread(id), 'cannot use local target as id');
  check(storage !== undefined && storage !== null, 'storage cannot be nil');
  check(typeof random?.below === 'function', 'random must have a method below');
  check(isWhole(appliedIndex), 'the applied index must be a whole number, 0 or more');
}

function checkTicks({ electionTicks, heartbeatTicks }: ResolvedConfig): void {
  check(isWhole(heartbeatTicks) && heartbeatTicks > 0, 'heartbeat tick must be greater than 0');
  check(isWhole(electionTicks) && electionTicks > heartbeatTicks, 'election tick must be greater than heartbeat tick');
}

function checkLimits(config: ResolvedConfig): void {
  const { messageBytesMax, committedBytesPerReadyMax, uncommittedBytesMax } = config;
  check(isLimit(messageBytesMax), 'the size limit of a message must be a whole number, 0 or more');
  check(
    isLimit(committedBytesPerReadyMax) && committedBytesPerReadyMax > 0,
    'the limit of committed bytes per ready must be greater than 0',
  );
  check(
    isLimit(uncommittedBytesMax) && uncommittedBytesMax > 0,
    'the limit of uncommitted bytes must be greater than 0',
  );
  check(
    isLimit(config.inflightMessagesMax) && config.inflightMessagesMax > 0,
    'max inflight messages must be greater than 0',
  );
  check(
    isLimit(config.inflightBytesMax) &&
      (config.inflightBytesMax === Number.POSITIVE_INFINITY || config.inflightBytesMax >= messageBytesMax),
    'max inflight bytes must be >= max message size',
  );
  check(
    config.readOnly === 'safe' || config.readOnly === 'lease-based',
    `unknown read-only option "${config.readOnly}"`,
  );
  check(
    config.readOnly !== 'lease-based' || config.checkQuorum,
    'CheckQuorum must be enabled when ReadOnlyOption is ReadOnlyLeaseBased',
  );
}

/** What went wrong, for code to decide on. */
export type RaftErrorCode =
  /** The proposal was not taken: no leader, a transfer under way, too much uncommitted, or this node was removed. */
  | 'PROPOSAL_DROPPED'
  /** A message of a kind that only a node itself may make came from outside. */
  | 'STEP_LOCAL_MESSAGE'
  /** A response came from a node that is not in the configuration. */
  | 'STEP_PEER_NOT_FOUND'
  /** The log was compacted beyond the index asked for. */
  | 'COMPACTED'
  /** The log does not reach as far as the index asked for. */
  | 'UNAVAILABLE'
  /** The snapshot is older than the one that the storage has. */
  | 'SNAPSHOT_OUT_OF_DATE'
  /** A field of the configuration has a value that cannot work. */
  | 'INVALID_CONFIG'
  /** The membership change does not fit the present membership. */
  | 'INVALID_CONF_CHANGE';

const texts: Partial<Record<RaftErrorCode, string>> = {
  PROPOSAL_DROPPED: 'raft proposal dropped',
  STEP_LOCAL_MESSAGE: 'raft: cannot step raft local message',
  STEP_PEER_NOT_FOUND: 'raft: cannot step as peer not found',
  COMPACTED: 'requested index is unavailable due to compaction',
  UNAVAILABLE: 'requested entry at index is unavailable',
  SNAPSHOT_OUT_OF_DATE: 'requested index is older than the existing snapshot',
};

/** Every error that this package throws on purpose; an {@link InvariantError} tells of a bug or of a broken storage. */
export class RaftError extends Error {
  override readonly name = 'RaftError';
  readonly code: RaftErrorCode;

  constructor(code: RaftErrorCode, message: string = texts[code] ?? code) {
    super(message);
    this.code = code;
  }
}

/** The state machine would go on wrong: a bug here, or a storage that lost what it had promised to keep. Stop the node. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/**
 * Stays on in production: consensus that goes on after a broken invariant loses data.
 *
 * @throws {InvariantError} when the condition does not hold
 */
export function assert(condition: boolean, invariant: string): asserts condition {
  if (!condition) throw new InvariantError(invariant);
}

import { RaftError } from '../raft-error.ts';

/** The error for a change that does not fit. */
export function unfit(reason: string): RaftError {
  return new RaftError('INVALID_CONF_CHANGE', reason);
}

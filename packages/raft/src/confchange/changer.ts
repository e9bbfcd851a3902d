import type { ConfChangeSingle } from '@quorate/protocol';
import { type Configuration, isJoint } from '../tracker/configuration.ts';
import type { Tracker } from '../tracker/tracker.ts';
import { checkMembership } from './check-membership.ts';
import { unfit } from './conf-change-error.ts';
import { Draft, type Membership } from './draft.ts';

/** How many ids are in one of the sets but not in both. */
function differenceSize(one: ReadonlySet<bigint>, other: ReadonlySet<bigint>): number {
  let common = 0;
  for (const id of one) if (other.has(id)) common++;
  return one.size + other.size - 2 * common;
}

function finished(draft: Draft): Membership {
  const membership = draft.finish();
  checkMembership(membership);
  return membership;
}

/**
 * Changes at most one voter, and learners at will (thesis, section 4.1: the majorities before and after share a node).
 *
 * @throws {RaftError} `INVALID_CONF_CHANGE`
 */
export function changeSimply(tracker: Tracker, lastIndex: number, changes: readonly ConfChangeSingle[]): Membership {
  const before: Configuration = tracker.configuration;
  if (isJoint(before)) throw unfit("can't apply simple config change in joint config");
  const draft = new Draft(tracker, lastIndex);
  draft.apply(changes);
  if (differenceSize(before.voters, draft.voters) > 1) {
    throw unfit('more than one voter changed without entering joint config');
  }
  return finished(draft);
}

/**
 * Begins a change of any size: from now on majorities of the old and the new voters have to agree (paper, section 6).
 *
 * @throws {RaftError} `INVALID_CONF_CHANGE`
 */
export function enterJoint(
  tracker: Tracker,
  lastIndex: number,
  autoLeave: boolean,
  changes: readonly ConfChangeSingle[],
): Membership {
  if (isJoint(tracker.configuration)) throw unfit('config is already joint');
  if (tracker.configuration.voters.size === 0) throw unfit("can't make a zero-voter config joint");
  const draft = new Draft(tracker, lastIndex);
  draft.enterJoint();
  draft.apply(changes);
  draft.autoLeave = autoLeave;
  return finished(draft);
}

/**
 * Ends such a change: the old voters have no say any more.
 *
 * @throws {RaftError} `INVALID_CONF_CHANGE`
 */
export function leaveJoint(tracker: Tracker, lastIndex: number): Membership {
  if (!isJoint(tracker.configuration)) throw unfit("can't leave a non-joint config");
  const draft = new Draft(tracker, lastIndex);
  draft.leaveJoint();
  return finished(draft);
}

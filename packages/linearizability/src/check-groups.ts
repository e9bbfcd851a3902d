import { checkLinearizable, type Model, type Observation } from './check-linearizable.ts';

/** What checking groups of operations came to. */
export interface GroupsVerdict<Group> {
  /** Groups that no order explains: each is a broken promise. */
  readonly violations: readonly Group[];
  /** Groups whose search was given up. */
  readonly undecided: readonly Group[];
}

/**
 * Checks a history group by group, for example key by key: linearizability is local (Herlihy and Wing 1990, theorem 1), so a history
 * is linearizable if that of each object is, and many short searches take far less time than a long one. Operations that touch each
 * other's keys must be of one group. `stepsMax` is for each group.
 */
export function checkGroups<State, Operation, Response, Group>(
  model: Model<State, Operation, Response>,
  observations: readonly Observation<Operation, Response>[],
  groupOf: (operation: Operation) => Group,
  stepsMax?: number,
): GroupsVerdict<Group> {
  const violations: Group[] = [];
  const undecided: Group[] = [];
  for (const [group, ofGroup] of Map.groupBy(observations, ({ operation }) => groupOf(operation))) {
    const verdict = checkLinearizable(model, ofGroup, stepsMax);
    if (verdict === 'violation') violations.push(group);
    if (verdict === 'undecided') undecided.push(group);
  }
  return { violations, undecided };
}

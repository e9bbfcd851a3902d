/** What a group of voters has made of a question so far. */
export type VoteResult = 'pending' | 'lost' | 'won';

/** Voters that make a majority of `count`. */
export function majorityOf(count: number): number {
  return Math.floor(count / 2) + 1;
}

/**
 * The highest index that a majority has reached (paper, section 5.3), of the first `count` numbers, each the index that one voter
 * has reached. Sorts them in place: insertion sort, because groups are small and mostly sorted already.
 *
 * @returns `Infinity` for no voters at all, so that an absent half of a joint configuration holds nothing up
 */
export function majorityIndex(indexes: number[], count: number): number {
  if (count === 0) return Number.POSITIVE_INFINITY;
  for (let at = 1; at < count; at++) {
    const value = indexes[at] as number;
    let to = at;
    for (; to > 0 && (indexes[to - 1] as number) > value; to--) indexes[to] = indexes[to - 1] as number;
    indexes[to] = value;
  }
  return indexes[count - majorityOf(count)] as number;
}

/** The outcome of a vote among `voters`; without any voters it is won. */
export function majorityVote(voters: Iterable<bigint>, votes: ReadonlyMap<bigint, boolean>): VoteResult {
  let count = 0;
  let granted = 0;
  let rejected = 0;
  for (const id of voters) {
    count++;
    const vote = votes.get(id);
    if (vote === true) granted++;
    else if (vote === false) rejected++;
  }
  if (count === 0 || granted >= majorityOf(count)) return 'won';
  return count - rejected >= majorityOf(count) ? 'pending' : 'lost';
}

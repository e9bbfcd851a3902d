/** What a system is supposed to do, as a function. */
export interface Model<State, Operation, Response> {
  readonly initial: State;
  /**
   * The state after an operation that was answered so; undefined when it could not have been. Without a response (nobody knows the
   * outcome) every operation is possible.
   */
  step(state: State, operation: Operation, response: Response | undefined): State | undefined;
  /** A text that is the same for equal states. */
  keyOf(state: State): string;
}

/** An operation as its client saw it. Times come from one counter, each used once. */
export interface Observation<Operation, Response> {
  readonly operation: Operation;
  readonly invoked: number;
  /** Undefined when no answer came: it may have taken effect at any time since, or may yet, or never. */
  readonly returned: number | undefined;
  readonly response: Response | undefined;
}

export type Verdict = 'linearizable' | 'violation' | 'undecided';

/** The beginning or the end of an operation in the order of time; linked, so that operations can be taken out and put back. */
interface Entry {
  readonly operation: number;
  /** The end of the same operation; undefined for ends, and for operations without one. */
  readonly end: Entry | undefined;
  readonly isCall: boolean;
  previous: Entry | undefined;
  next: Entry | undefined;
}

/**
 * Whether operations could have happened one at a time, each between its call and its return (Herlihy and Wing 1990). The search is
 * that of Wing and Gong, with Lowe's memory of where it has been: pairs of what is done and the state that left. Gives up after
 * `stepsMax` steps.
 */
export function checkLinearizable<State, Operation, Response>(
  model: Model<State, Operation, Response>,
  observations: readonly Observation<Operation, Response>[],
  stepsMax = 1_000_000,
): Verdict {
  const head = entriesOf(observations);
  let left = observations.filter(({ returned }) => returned !== undefined).length;
  let state = model.initial;
  let done = 0n;
  const visited = new Set<string>();
  const path: { readonly entry: Entry; readonly state: State; readonly done: bigint }[] = [];
  let entry = head.next;
  for (let steps = 0; left > 0; steps++) {
    if (steps === stepsMax) return 'undecided';
    if (entry?.isCall) {
      const observation = observations[entry.operation] as Observation<Operation, Response>;
      const next = model.step(state, observation.operation, observation.response);
      const nextDone: bigint = done | (1n << BigInt(entry.operation));
      if (next !== undefined && isNew(visited, nextDone, model.keyOf(next))) {
        path.push({ entry, state, done });
        takeOut(entry);
        if (observation.returned !== undefined) left--;
        state = next;
        done = nextDone;
        entry = head.next;
      } else {
        entry = entry.next;
      }
      continue;
    }
    // An operation that has returned is still undone, or nothing is left to try: go back.
    const last = path.pop();
    if (!last) return 'violation';
    putBack(last.entry);
    if (observations[last.entry.operation]?.returned !== undefined) left++;
    ({ state, done } = last);
    entry = last.entry.next;
  }
  return 'linearizable';
}

function isNew(visited: Set<string>, done: bigint, stateKey: string): boolean {
  const key = `${done.toString(36)} ${stateKey}`;
  if (visited.has(key)) return false;
  visited.add(key);
  return true;
}

/** The entries in order of time behind a head that stands for none of them. */
function entriesOf<O, R>(observations: readonly Observation<O, R>[]): Entry {
  const timed: { readonly time: number; readonly entry: Entry }[] = [];
  for (const [operation, { invoked, returned }] of observations.entries()) {
    const end =
      returned === undefined
        ? undefined
        : { operation, end: undefined, isCall: false, previous: undefined, next: undefined };
    timed.push({ time: invoked, entry: { operation, end, isCall: true, previous: undefined, next: undefined } });
    if (end && returned !== undefined) timed.push({ time: returned, entry: end });
  }
  timed.sort((a, b) => a.time - b.time);
  const head: Entry = { operation: -1, end: undefined, isCall: false, previous: undefined, next: undefined };
  let last = head;
  for (const { entry } of timed) {
    last.next = entry;
    entry.previous = last;
    last = entry;
  }
  return head;
}

function takeOut(call: Entry): void {
  unlink(call);
  if (call.end) unlink(call.end);
}

/** In the reverse order of taking out, so that the neighbours are where they were. */
function putBack(call: Entry): void {
  if (call.end) relink(call.end);
  relink(call);
}

function unlink(entry: Entry): void {
  if (entry.previous) entry.previous.next = entry.next;
  if (entry.next) entry.next.previous = entry.previous;
}

function relink(entry: Entry): void {
  if (entry.previous) entry.previous.next = entry;
  if (entry.next) entry.next.previous = entry;
}

import type { Model } from './check-linearizable.ts';

/** A key as it stands. */
export interface Version {
  readonly value: string;
  /** Writes since the key was created, 1 for the first. */
  readonly version: number;
}

/** What an answer tells of a key; a part that it does not tell is left out, and then not compared. */
export interface VersionSeen {
  readonly value: string;
  readonly version?: number;
}

/** One part of a transaction. */
export type Step =
  | { readonly kind: 'get'; readonly key: string }
  | { readonly kind: 'put'; readonly key: string; readonly value: string }
  | { readonly kind: 'delete'; readonly key: string };

/** How what stands relates to what a guard names. */
export type Relation = '=' | '!=' | '<' | '>';

/**
 * A condition of a transaction, as etcd compares: the version of a key that is not there is 0, and a value that is not there compares
 * to nothing. Values are compared by their bytes in UTF-8. `relation` is `=` unless given.
 */
export type Guard =
  | { readonly key: string; readonly version: number; readonly relation?: Relation }
  | { readonly key: string; readonly value: string; readonly relation?: Relation };

/** A small transaction: when all guards hold, `success`, otherwise `failure`. A plain request is one without guards. */
export interface KeyValueOperation {
  readonly guards: readonly Guard[];
  readonly success: readonly Step[];
  readonly failure: readonly Step[];
}

/** What was answered. */
export interface KeyValueResponse {
  /** Which branch ran. */
  readonly succeeded: boolean;
  /**
   * For each step of that branch what its key was before (undefined: not there); without it only the branch is compared. A step that
   * the answer tells nothing about, such as a put without the previous value, has `'untold'`.
   */
  readonly before?: readonly (VersionSeen | undefined | 'untold')[];
}

export type KeyValueState = ReadonlyMap<string, Version>;

/** Keys as etcd keeps them, as far as its clients can tell without revisions. */
export const keyValueModel: Model<KeyValueState, KeyValueOperation, KeyValueResponse> = {
  initial: new Map(),
  step(state, { guards, success, failure }, response) {
    const succeeded = guards.every((guard) => holds(guard, state.get(guard.key)));
    if (response && response.succeeded !== succeeded) return undefined;
    const after = new Map(state);
    for (const [at, step] of (succeeded ? success : failure).entries()) {
      const before = after.get(step.key);
      if (response?.before && !fits(before, response.before[at])) return undefined;
      if (step.kind === 'put') after.set(step.key, { value: step.value, version: (before?.version ?? 0) + 1 });
      if (step.kind === 'delete') after.delete(step.key);
    }
    return after;
  },
  keyOf(state) {
    return JSON.stringify(
      [...state]
        .map(([key, { value, version }]) => [key, value, version] as const)
        .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
    );
  },
};

function holds(guard: Guard, stands: Version | undefined): boolean {
  const { relation = '=' } = guard;
  if ('version' in guard) return relates((stands?.version ?? 0) - guard.version, relation);
  if (stands === undefined) return false;
  return relates(Buffer.compare(Buffer.from(stands.value), Buffer.from(guard.value)), relation);
}

/** `difference`: below, at or above 0, as what stands is below, at or above what is named. */
function relates(difference: number, relation: Relation): boolean {
  switch (relation) {
    case '=':
      return difference === 0;
    case '!=':
      return difference !== 0;
    case '<':
      return difference < 0;
    case '>':
      return difference > 0;
  }
}

function fits(stands: Version | undefined, seen: VersionSeen | undefined | 'untold'): boolean {
  if (seen === 'untold') return true;
  if (stands === undefined || seen === undefined) return stands === seen;
  return stands.value === seen.value && (seen.version === undefined || stands.version === seen.version);
}

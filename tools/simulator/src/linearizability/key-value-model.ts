import type { Model } from './check-linearizable.ts';

/** What a reader sees of a key. */
export interface Version {
  readonly value: string;
  /** Writes since the key was created, 1 for the first. */
  readonly version: number;
}

/** One part of a transaction. */
export type Step =
  | { readonly kind: 'get'; readonly key: string }
  | { readonly kind: 'put'; readonly key: string; readonly value: string }
  | { readonly kind: 'delete'; readonly key: string };

/** A small transaction: when every key has the version that is asked for (0: it is not there), `success`, otherwise `failure`. */
export interface KeyValueOperation {
  readonly guards: readonly { readonly key: string; readonly version: number }[];
  readonly success: readonly Step[];
  readonly failure: readonly Step[];
}

/** What was answered: which branch ran, and for each of its steps what the key was before. */
export interface KeyValueResponse {
  readonly succeeded: boolean;
  readonly before: readonly (Version | undefined)[];
}

export type KeyValueState = ReadonlyMap<string, Version>;

/** Keys as etcd keeps them, as far as a single client can tell. */
export const keyValueModel: Model<KeyValueState, KeyValueOperation, KeyValueResponse> = {
  initial: new Map(),
  step(state, { guards, success, failure }, response) {
    const succeeded = guards.every(({ key, version }) => (state.get(key)?.version ?? 0) === version);
    if (response && response.succeeded !== succeeded) return undefined;
    const after = new Map(state);
    for (const [at, step] of (succeeded ? success : failure).entries()) {
      const before = after.get(step.key);
      if (response && !isSame(before, response.before[at])) return undefined;
      if (step.kind === 'put') after.set(step.key, { value: step.value, version: (before?.version ?? 0) + 1 });
      if (step.kind === 'delete') after.delete(step.key);
    }
    return after;
  },
  keyOf(state) {
    return [...state]
      .map(([key, { value, version }]) => `${key}=${value}@${version}`)
      .sort()
      .join(' ');
  },
};

function isSame(a: Version | undefined, b: Version | undefined): boolean {
  return a?.value === b?.value && a?.version === b?.version;
}

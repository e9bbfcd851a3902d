/** A key as a transaction sees it. */
export interface ModelKey {
  readonly value: string;
  readonly version: number;
  readonly createRevision: number;
  readonly modRevision: number;
}

export type ModelTarget = 'version' | 'create' | 'mod' | 'value';

/** A condition over all keys from `key` to `end` (exclusive); without `end` over the key alone. */
export interface ModelCompare {
  readonly key: string;
  readonly end: string | undefined;
  readonly target: ModelTarget;
  readonly relation: '=' | '!=' | '<' | '>';
  /** A number as text for all targets but `value`. */
  readonly operand: string;
}

export type ModelOperation =
  | { readonly kind: 'put'; readonly key: string; readonly value: string }
  | { readonly kind: 'range' | 'delete'; readonly key: string; readonly end: string | undefined }
  | { readonly kind: 'txn'; readonly txn: ModelTxn };

export interface ModelTxn {
  readonly compare: readonly ModelCompare[];
  readonly success: readonly ModelOperation[];
  readonly failure: readonly ModelOperation[];
}

/** What a transaction answers, as text: branches, keys read, numbers deleted. */
export type ModelAnswer = string;

/**
 * What a transaction has to answer on a state, in the plainest way. Conditions, those of nested transactions too, are all decided before
 * anything runs; then each operation sees what those before it wrote. `revision` is the one that it would write. The state is changed.
 */
export function runModel(state: Map<string, ModelKey>, txn: ModelTxn, revision: number): ModelAnswer {
  return carryOut(state, decide(state, txn), revision);
}

type DecidedOperation = Exclude<ModelOperation, { kind: 'txn' }> | { readonly kind: 'txn'; readonly decided: Decided };

interface Decided {
  readonly succeeded: boolean;
  readonly operations: readonly DecidedOperation[];
}

function decide(state: ReadonlyMap<string, ModelKey>, { compare, success, failure }: ModelTxn): Decided {
  const succeeded = compare.every((each) => holds(state, each));
  const operations = (succeeded ? success : failure).map((operation) =>
    operation.kind === 'txn' ? { kind: 'txn' as const, decided: decide(state, operation.txn) } : operation,
  );
  return { succeeded, operations };
}

function carryOut(state: Map<string, ModelKey>, { succeeded, operations }: Decided, revision: number): ModelAnswer {
  const answers = operations.map((operation) => carryOutOne(state, operation, revision));
  return `${succeeded ? 'then' : 'else'}(${answers.join(' ')})`;
}

function carryOutOne(state: Map<string, ModelKey>, operation: DecidedOperation, revision: number): string {
  switch (operation.kind) {
    case 'put': {
      const before = state.get(operation.key);
      state.set(operation.key, {
        value: operation.value,
        version: (before?.version ?? 0) + 1,
        createRevision: before?.createRevision ?? revision,
        modRevision: revision,
      });
      return 'put';
    }
    case 'range':
      return `[${keysIn(state, operation.key, operation.end).map((key) => describeModelKey(key, state.get(key)))}]`;
    case 'delete': {
      const keys = keysIn(state, operation.key, operation.end);
      for (const key of keys) state.delete(key);
      return `-${keys.length}`;
    }
    case 'txn':
      return carryOut(state, operation.decided, revision);
  }
}

/** A key as part of an answer. */
export function describeModelKey(key: string, found: ModelKey | undefined): string {
  return `${key}=${found?.value}@${found?.version}/${found?.createRevision}/${found?.modRevision}`;
}

function keysIn(state: ReadonlyMap<string, ModelKey>, key: string, end: string | undefined): string[] {
  return [...state.keys()].filter((each) => (end === undefined ? each === key : each >= key && each < end)).sort();
}

/** Over a range it has to hold for every key; a range without keys is one key that is not there, whose value compares to nothing. */
function holds(state: ReadonlyMap<string, ModelKey>, compare: ModelCompare): boolean {
  const keys = keysIn(state, compare.key, compare.end);
  if (keys.length === 0) return compare.target !== 'value' && relates(0 - Number(compare.operand), compare.relation);
  return keys.every((key) => relates(difference(state.get(key), compare), compare.relation));
}

function difference(found: ModelKey | undefined, { target, operand }: ModelCompare): number {
  if (found === undefined) return 0;
  switch (target) {
    case 'value':
      return found.value < operand ? -1 : found.value > operand ? 1 : 0;
    case 'version':
      return found.version - Number(operand);
    case 'create':
      return found.createRevision - Number(operand);
    case 'mod':
      return found.modRevision - Number(operand);
  }
}

function relates(difference: number, relation: ModelCompare['relation']): boolean {
  if (relation === '=') return difference === 0;
  if (relation === '!=') return difference !== 0;
  return relation === '<' ? difference < 0 : difference > 0;
}

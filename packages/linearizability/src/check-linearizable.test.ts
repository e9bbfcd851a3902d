import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkLinearizable, type Observation } from './check-linearizable.ts';
import {
  type Guard,
  type KeyValueOperation,
  type KeyValueResponse,
  type KeyValueState,
  keyValueModel,
  type Step,
  type Version,
} from './key-value-model.ts';

type Seen = Observation<KeyValueOperation, KeyValueResponse>;

const operation = (step: Step): KeyValueOperation => ({ guards: [], success: [step], failure: [] });
const seen = (
  asked: KeyValueOperation,
  [invoked, returned]: readonly [number, number?],
  before?: Version,
  succeeded = true,
): Seen => ({
  operation: asked,
  invoked,
  returned,
  response: returned === undefined ? undefined : { succeeded, before: [before] },
});
const put = (value: string, times: readonly [number, number?], before?: Version) =>
  seen(operation({ kind: 'put', key: 'a', value }), times, before);
const get = (found: Version | undefined, times: readonly [number, number]) =>
  seen(operation({ kind: 'get', key: 'a' }), times, found);
const remove = (times: readonly [number, number?], before?: Version) =>
  seen(operation({ kind: 'delete', key: 'a' }), times, before);
const swap = (version: number, value: string, times: readonly [number, number?], before?: Version) =>
  seen({ guards: [{ key: 'a', version }], success: [{ kind: 'put', key: 'a', value }], failure: [] }, times, before);
const version = (value: string, number: number): Version => ({ value, version: number });
const verdict = (...history: Seen[]) => checkLinearizable(keyValueModel, history);

describe('histories that are fine', () => {
  test('nothing at all', () => expect(verdict()).toBe('linearizable'));

  test('one after the other', () => {
    expect(
      verdict(put('x', [1, 2]), get(version('x', 1), [3, 4]), remove([5, 6], version('x', 1)), get(undefined, [7, 8])),
    ).toBe('linearizable');
  });

  test('a read beside a write sees either', () => {
    expect(verdict(put('x', [1, 4]), get(undefined, [2, 3]))).toBe('linearizable');
    expect(verdict(put('x', [1, 4]), get(version('x', 1), [2, 3]))).toBe('linearizable');
  });

  test('writes beside each other come in the order that the answers say', () => {
    expect(verdict(put('x', [1, 5], version('y', 1)), put('y', [2, 6]), get(version('x', 2), [7, 8]))).toBe(
      'linearizable',
    );
  });

  test('a write without an answer may have happened late, or never', () => {
    const lost = put('x', [1]);
    expect(verdict(lost, get(undefined, [2, 3]), get(version('x', 1), [4, 5]))).toBe('linearizable');
    expect(verdict(lost, get(undefined, [2, 3]))).toBe('linearizable');
  });
});

describe('histories that no correct store can give', () => {
  test('a stale read: the write had been answered', () => {
    expect(verdict(put('x', [1, 2]), get(undefined, [3, 4]))).toBe('violation');
  });

  test('a write that was answered and is lost', () => {
    expect(verdict(put('x', [1, 2]), put('y', [3, 4]), get(version('x', 1), [5, 6]))).toBe('violation');
  });

  test('time goes back between two reads', () => {
    expect(verdict(put('x', [1, 8]), get(version('x', 1), [2, 3]), get(undefined, [4, 5]))).toBe('violation');
    expect(verdict(put('x', [1]), get(version('x', 1), [2, 3]), get(undefined, [4, 5]))).toBe('violation');
  });

  test('a value that nobody wrote', () => {
    expect(verdict(put('x', [1, 2]), get(version('z', 1), [3, 4]))).toBe('violation');
  });

  test('a write that was applied twice', () => {
    expect(verdict(put('x', [1, 2]), get(version('x', 2), [3, 4]))).toBe('violation');
    expect(verdict(put('x', [1]), get(version('x', 2), [3, 4]))).toBe('violation');
  });

  test('two of a lock: both compare-and-swaps succeed', () => {
    expect(verdict(swap(0, 'x', [1, 4]), swap(0, 'y', [2, 5]))).toBe('violation');
  });

  test('half of a transaction', () => {
    const both: KeyValueOperation = {
      guards: [],
      success: [
        { kind: 'put', key: 'a', value: 'x' },
        { kind: 'put', key: 'b', value: 'x' },
      ],
      failure: [],
    };
    const look: KeyValueOperation = {
      guards: [],
      success: [
        { kind: 'get', key: 'a' },
        { kind: 'get', key: 'b' },
      ],
      failure: [],
    };
    const response = { succeeded: true, before: [version('x', 1), undefined] };
    const history: Seen[] = [
      { operation: both, invoked: 1, returned: 4, response: { succeeded: true, before: [undefined, undefined] } },
      { operation: look, invoked: 2, returned: 3, response },
    ];
    expect(verdict(...history)).toBe('violation');
  });
});

test('gives up when the search is too long', () => {
  const writes = Array.from({ length: 12 }, (_, i) => put(`${i}`, [i + 1, 100 + i], version('nobody', 7)));
  expect(checkLinearizable(keyValueModel, writes, 10)).toBe('undecided');
  expect(checkLinearizable(keyValueModel, writes)).toBe('violation');
});

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('get' as const), key: fc.constantFrom('a', 'b') }),
  fc.record({ kind: fc.constant('put' as const), key: fc.constantFrom('a', 'b'), value: fc.constantFrom('x', 'y') }),
  fc.record({ kind: fc.constant('delete' as const), key: fc.constantFrom('a', 'b') }),
);

const guard: fc.Arbitrary<Guard> = fc.record({
  key: fc.constantFrom('a', 'b'),
  version: fc.integer({ min: 0, max: 2 }),
});
/** A plain request twice as often as a transaction. */
const request: fc.Arbitrary<KeyValueOperation> = fc.oneof(
  { weight: 2, arbitrary: step.map(operation) },
  {
    weight: 1,
    arbitrary: fc.record({
      guards: fc.array(guard, { maxLength: 2 }),
      success: fc.array(step, { maxLength: 2 }),
      failure: fc.array(step, { maxLength: 2 }),
    }),
  },
);

/** What a correct store answers, one request after the other. */
function answered(
  state: KeyValueState,
  asked: KeyValueOperation,
): { readonly response: KeyValueResponse; readonly after: KeyValueState } {
  const after = keyValueModel.step(state, asked, undefined) as KeyValueState;
  const succeeded = keyValueModel.step(state, asked, { succeeded: true }) !== undefined;
  let passed = state;
  const before = (succeeded ? asked.success : asked.failure).map((part) => {
    const stood = passed.get(part.key);
    passed = keyValueModel.step(passed, operation(part), undefined) as KeyValueState;
    return stood;
  });
  return { response: { succeeded, before }, after };
}

test('agrees with trying every order, on small histories with right and with wrong answers', () => {
  const event = fc.record({
    request,
    span: fc.integer({ min: 1, max: 30 }),
    gap: fc.integer({ min: 0, max: 10 }),
    lost: fc.boolean(),
    wrong: fc.integer({ min: 0, max: 5 }),
  });
  const verdicts = new Set<string>();
  fc.assert(
    fc.property(fc.array(event, { maxLength: 6 }), (events) => {
      let state = keyValueModel.initial;
      let clock = 0;
      const history = events.map(({ request, span, gap, lost, wrong }): Seen => {
        clock += gap + 1;
        const { response, after } = answered(state, request);
        state = after;
        const isLost = lost && wrong === 1;
        // Counted in hundreds, so that no two times are equal.
        const invoked = clock * 100;
        return {
          operation: request,
          invoked,
          returned: isLost ? undefined : invoked + span * 50 + 1,
          response: isLost ? undefined : wrong === 0 ? { ...response, before: [version('x', 1)] } : response,
        };
      });
      const verdict = tryAll(history, keyValueModel.initial) ? 'linearizable' : 'violation';
      verdicts.add(verdict);
      expect(checkLinearizable(keyValueModel, history)).toBe(verdict);
    }),
    { numRuns: 1000 },
  );
  expect(verdicts).toEqual(new Set(['linearizable', 'violation']));
});

/** The definition, carried out: some operation that nobody has to come before goes first. */
function tryAll(left: readonly Seen[], state: KeyValueState): boolean {
  if (left.every(({ returned }) => returned === undefined)) return true;
  const firstReturn = Math.min(...left.map(({ returned }) => returned ?? Number.POSITIVE_INFINITY));
  return left.some((first) => {
    if (first.invoked > firstReturn) return false;
    const next = keyValueModel.step(state, first.operation, first.response);
    return (
      next !== undefined &&
      tryAll(
        left.filter((other) => other !== first),
        next,
      )
    );
  });
}

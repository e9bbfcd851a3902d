import type { KeyValueOperation, Step, Version } from '@quorate/linearizability';
import { isReadOnly, type KeyAnswer } from '../clients/key-requests.ts';
import type { AgreedHistory } from './agreed-history.ts';
import { Violation } from './violation.ts';

export interface AnswerToCheck {
  readonly operation: KeyValueOperation;
  readonly answer: KeyAnswer;
  readonly serializable: boolean;
  /** The newest revision that anybody had been told of when it was asked for. */
  readonly floor: number;
  readonly who: string;
}

/**
 * Holds an answer against the agreed history: what was written is there at the revision that was answered, what was read is what stood
 * there, and neither is older than what somebody had been told of before it was asked for. Throws a Violation.
 */
export function checkAnswer(
  history: AgreedHistory,
  { operation, answer, serializable, floor, who }: AnswerToCheck,
): void {
  const { revision, response } = answer;
  const isRead = isReadOnly(operation);
  const steps = response.succeeded ? operation.success : operation.failure;
  const fail = (promise: string, detail: string) => {
    throw new Violation(promise, `${who}, ${JSON.stringify(operation)} answered at revision ${revision}: ${detail}`);
  };
  if (revision > history.lastRevision) fail('no answer before it is applied', `the newest is ${history.lastRevision}`);
  if (!serializable && revision < floor)
    fail('no stale answer', `revision ${floor} had been answered before it was asked`);
  const isWritten = isRead ? false : writes(steps, response.before);
  if (isWritten && revision <= floor)
    fail('no stale answer', `revision ${floor} had been answered before it was written`);
  const readAt = isWritten ? revision - 1 : revision;
  for (const [at, step] of steps.entries()) {
    const before = response.before[at];
    const agreed = history.keyAt(step.key, readAt);
    if (agreed?.value !== before?.value || agreed?.version !== before?.version) {
      fail(
        'no wrong answer',
        `${step.key} stands at ${JSON.stringify(agreed)}, answered was ${JSON.stringify(before)}`,
      );
    }
  }
  if (!isWritten) return;
  const changes = history.at(revision)?.changes ?? [];
  const expected = steps.filter((step, at) => takesEffect(step, response.before[at]));
  const isThere =
    changes.length === expected.length &&
    expected.every((step, at) => {
      const change = changes[at];
      if (change?.key !== step.key) return false;
      return step.kind === 'put' ? change.value === step.value && !change.isDelete : change.isDelete;
    });
  if (!isThere) fail('no write is lost', `the revision holds ${JSON.stringify(changes, bigintAsText)}`);
}

function writes(steps: readonly Step[], before: readonly (Version | undefined)[]): boolean {
  return steps.some((step, at) => takesEffect(step, before[at]));
}

function takesEffect(step: Step, before: Version | undefined): boolean {
  return step.kind === 'put' || (step.kind === 'delete' && before !== undefined);
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

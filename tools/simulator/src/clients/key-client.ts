import type { KeyValueOperation, Step } from '@quorate/linearizability';
import { checkAnswer } from '../checks/check-answer.ts';
import { Client, isRefusal } from './client.ts';
import { carryOut, isReadOnly, type KeyAnswer } from './key-requests.ts';

const groups = ['p', 'q', 'r'] as const;

/** Puts, gets, deletes and small transactions on a few keys that all clients share. */
export class KeyClient extends Client {
  #written = 0;
  readonly #versions = new Map<string, number>();

  protected async work(): Promise<void> {
    while (!this.isStopping) {
      await this.think();
      const group = groups[this.random.below(groups.length)] ?? 'p';
      const operation = this.#choose(group);
      const serializable = isReadOnly(operation) && this.random.below(4) === 0;
      await this.#run(group, operation, serializable);
    }
  }

  async #run(group: string, operation: KeyValueOperation, serializable: boolean): Promise<void> {
    const invoked = this.observed.nextMoment();
    const floor = this.observed.newestRevision;
    this.tell(
      () => `asks ${this.endpoint.name}: ${describeOperation(operation)}${serializable ? ' (serializable)' : ''}`,
    );
    try {
      const answer = await this.ask((member) => carryOut(member, operation, serializable));
      this.tell(() => `is answered at revision ${answer.revision}: ${JSON.stringify(answer.response)}`);
      checkAnswer(this.cluster.history, { operation, answer, serializable, floor, who: this.name });
      if (serializable) return;
      this.observed.told(answer.revision);
      const returned = this.observed.nextMoment();
      this.observed.operations.push({
        client: this.name,
        group,
        operation,
        invoked,
        returned,
        response: answer.response,
      });
      this.#learn(operation, answer);
    } catch (error) {
      this.tell(() => `fails: ${String(error)}`);
      if ((error as Error).name === 'Violation') throw error;
      if (isReadOnly(operation) || isRefusal(error)) return;
      this.observed.operations.push({
        client: this.name,
        group,
        operation,
        invoked,
        returned: undefined,
        response: undefined,
      });
    }
  }

  #learn({ success, failure }: KeyValueOperation, { response }: KeyAnswer): void {
    for (const [at, step] of (response.succeeded ? success : failure).entries()) {
      const before = response.before[at]?.version ?? 0;
      this.#versions.set(step.key, step.kind === 'put' ? before + 1 : step.kind === 'delete' ? 0 : before);
    }
  }

  #choose(group: string): KeyValueOperation {
    const key = this.#keyOf(group);
    const other = key.endsWith('a') ? `${group}/b` : `${group}/a`;
    const draw = this.random.below(100);
    if (draw < 33) return alone(this.#put(key));
    if (draw < 63) return alone({ kind: 'get', key });
    if (draw < 71) return alone({ kind: 'delete', key });
    const guards = [{ key, version: this.#versions.get(key) ?? 0 }];
    if (draw < 80) return { guards, success: [this.#put(key)], failure: [{ kind: 'get', key }] };
    if (draw < 88)
      return { guards, success: [this.#put(key), this.#put(other)], failure: [{ kind: 'delete', key: other }] };
    if (draw < 92) return { guards: [], success: [this.#put(key), { kind: 'delete', key: other }], failure: [] };
    return {
      guards: [],
      success: [
        { kind: 'get', key },
        { kind: 'get', key: other },
      ],
      failure: [],
    };
  }

  #keyOf(group: string): string {
    return `${group}/${this.random.below(2) === 0 ? 'a' : 'b'}`;
  }

  /** Every value is written once, so that a reader knows whose it is. */
  #put(key: string): Step {
    return { kind: 'put', key, value: `${this.name}#${++this.#written}` };
  }
}

function alone(step: Step): KeyValueOperation {
  return { guards: [], success: [step], failure: [] };
}

function describeOperation({ guards, success, failure }: KeyValueOperation): string {
  const steps = (list: readonly Step[]) =>
    list.map((step) => `${step.kind} ${step.key}${step.kind === 'put' ? `=${step.value}` : ''}`).join(', ');
  if (guards.length === 0) return steps(success);
  const condition = guards
    .map((guard) => ('version' in guard ? `${guard.key}@${guard.version}` : `${guard.key}=${guard.value}`))
    .join(', ');
  return `if ${condition} then ${steps(success)} else ${steps(failure)}`;
}

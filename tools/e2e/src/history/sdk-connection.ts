import {
  type ClientOptions,
  compare,
  EtcdClient,
  isEtcdError,
  type KeyValue,
  type Op,
  op,
  text,
} from '@quorate/client';
import type { Guard, KeyValueOperation, KeyValueResponse, Step } from '@quorate/linearizability';
import type { Executed } from './execute-operation.ts';
import { answerMsMax, type HistoryConnection } from './history-connection.ts';

type Seen = NonNullable<KeyValueResponse['before']>[number];

/** A cluster, through the client of `@quorate/client` with its retries. */
export class SdkConnection implements HistoryConnection {
  readonly #client: EtcdClient;

  constructor(options: ClientOptions) {
    this.#client = new EtcdClient({ callTimeoutMs: answerMsMax, ...options });
  }

  async execute({ guards, success, failure }: KeyValueOperation): Promise<Executed> {
    const [step] = success;
    if (guards.length === 0 && success.length === 1 && step) return this.#executeStep(step);
    const { succeeded, responses, revision } = await this.#client.kv
      .txn()
      .if(...guards.map(conditionOf))
      .do(...success.map(opOf))
      .else(...failure.map(opOf))
      .commit();
    const steps = succeeded ? success : failure;
    const before = steps.map((each, at) => seenBy(each, responses[at]));
    return { response: { succeeded, before }, revision };
  }

  /** The client promises it, unless the error says that it may have been executed. */
  didNothing(error: unknown): boolean {
    if (!isEtcdError(error)) throw error;
    return !error.mayHaveExecuted;
  }

  close(): void {
    void this.#client.close();
  }

  async #executeStep(step: Step): Promise<Executed> {
    const { kv } = this.#client;
    const answered = (before: KeyValue | undefined, revision: number): Executed => ({
      response: { succeeded: true, before: [seen(before)] },
      revision,
    });
    switch (step.kind) {
      case 'get': {
        const { kvs, revision } = await kv.range(step.key);
        return answered(kvs[0], revision);
      }
      case 'put': {
        const { prevKv, revision } = await kv.put(step.key, step.value, { prevKv: true });
        return answered(prevKv, revision);
      }
      case 'delete': {
        const { prevKvs, revision } = await kv.delete(step.key, { prevKvs: true });
        return answered(prevKvs[0], revision);
      }
    }
  }
}

function conditionOf(guard: Guard) {
  const { key, relation = '=' } = guard;
  return 'version' in guard ? compare.version(key, relation, guard.version) : compare.value(key, relation, guard.value);
}

/** A step that answers with what its key was before. */
function opOf(step: Step): Op {
  switch (step.kind) {
    case 'get':
      return op.get(step.key);
    case 'put':
      return op.put(step.key, step.value, { prevKv: true });
    case 'delete':
      return op.delete(step.key, { prevKvs: true });
  }
}

function seenBy({ kind }: Step, answer: unknown): Seen {
  switch (kind) {
    case 'get':
      return seen(answer as KeyValue | undefined);
    case 'put':
      return seen((answer as { readonly prevKv: KeyValue | undefined }).prevKv);
    case 'delete':
      return seen((answer as { readonly prevKvs: readonly KeyValue[] }).prevKvs[0]);
  }
}

function seen(kv: KeyValue | undefined): Seen {
  return kv && { value: text(kv.value), version: kv.version };
}

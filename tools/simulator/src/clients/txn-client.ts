import { TxnRequest } from '@quorate/protocol';
import { rangeAt } from '../checks/past-check.ts';
import { type ModelCompare, type ModelKey, type ModelOperation, type ModelTxn, runModel } from '../checks/txn-model.ts';
import { Violation } from '../checks/violation.ts';
import { Client } from './client.ts';
import { answerOf, requestOf } from './txn-requests.ts';

const prefix = 'n/';
const afterPrefix = 'n0';
/** Keys are `n/0` … `n/7`; of each transaction every key is put at most once, and deleted ranges hold none of them, as etcd wants it. */
const keysMax = 8;
const depthMax = 3;
const relations = ['=', '!=', '<', '>'] as const;
const targets = ['version', 'create', 'mod', 'value'] as const;

/** Transactions within transactions, with conditions over ranges, whose whole answer is compared with a plain model's. */
export class TxnClient extends Client {
  #written = 0;

  protected async work(): Promise<void> {
    while (!this.isStopping) {
      await this.think();
      // Half of the keys may be put, the other half deleted: drawn anew each time.
      const turn = this.random.below(keysMax);
      const order = Array.from({ length: keysMax }, (_, at) => (at + turn) % keysMax);
      const txn = this.#draw(depthMax, order.slice(0, keysMax / 2), order.slice(keysMax / 2));
      await this.#run(txn);
    }
  }

  async #run(txn: ModelTxn): Promise<void> {
    const floor = this.observed.newestRevision;
    const request = requestOf(txn);
    this.tell(() => `asks ${this.endpoint.name}: ${JSON.stringify(txn)}`);
    try {
      const { revision, answer } = await this.ask(async (member) => {
        const result = await member.propose('txn', request, TxnRequest.encode(request));
        return { revision: result.revision, answer: answerOf(result) };
      });
      this.tell(() => `is answered at revision ${revision}: ${answer}`);
      if (revision < floor) throw new Violation('no stale answer', `${this.name}: ${revision}, known was ${floor}`);
      this.observed.told(revision);
      this.#check(txn, revision, answer);
    } catch (error) {
      if ((error as Error).name === 'Violation') throw error;
      this.tell(() => `fails: ${String(error)}`);
    }
  }

  /** When it wrote nothing it saw the state at the revision of its answer, otherwise the one before. */
  #check(txn: ModelTxn, revision: number, answer: string): void {
    const written = this.#expected(txn, revision - 1, revision);
    const isWritten = written.changed.length > 0;
    const expected = isWritten ? written : this.#expected(txn, revision, revision + 1);
    const changed = isWritten ? (this.cluster.history.at(revision)?.changes ?? []).map(({ key }) => key) : [];
    const isExpected = [...new Set(changed)].sort().join() === expected.changed.join() && answer === expected.answer;
    // What wrote at a revision before which it would have, may have written nothing at the revision itself.
    const other = isWritten ? this.#expected(txn, revision, revision + 1) : undefined;
    if (isExpected || (other?.changed.length === 0 && other.answer === answer)) return;
    throw new Violation(
      'transactions do what they say',
      `${this.name}: ${JSON.stringify(txn)} answered ${answer} at revision ${revision} and wrote ${changed}; expected ${expected.answer} and ${expected.changed}`,
    );
  }

  #expected(txn: ModelTxn, at: number, writes: number): { readonly answer: string; readonly changed: string[] } {
    const before = new Map<string, ModelKey>(
      rangeAt(this.cluster.history, prefix, afterPrefix, at).map((found) => [found.key, found]),
    );
    const after = new Map(before);
    const answer = runModel(after, txn, writes);
    const keys = new Set([...before.keys(), ...after.keys()]);
    return { answer, changed: [...keys].filter((key) => before.get(key) !== after.get(key)).sort() };
  }

  /** Takes the keys that it puts and deletes out of the lists. */
  #draw(depth: number, putable: number[], deletable: number[]): ModelTxn {
    const compare = Array.from({ length: this.random.below(3) }, () => this.#compare());
    const operations = () =>
      Array.from({ length: this.random.below(4) }, () => this.#operation(depth, putable, deletable));
    return { compare, success: operations(), failure: operations() };
  }

  #operation(depth: number, putable: number[], deletable: number[]): ModelOperation {
    const draw = this.random.below(10);
    if (draw < 4 && putable.length > 0) {
      return { kind: 'put', key: `${prefix}${putable.pop()}`, value: `${this.name}#${++this.#written}` };
    }
    if (draw < 6 && deletable.length > 0) {
      const key = deletable.pop() ?? 0;
      return { kind: 'delete', key: `${prefix}${key}`, end: draw === 4 ? undefined : `${prefix}${key + 1}` };
    }
    if (draw < 8 && depth > 1) return { kind: 'txn', txn: this.#draw(depth - 1, putable, deletable) };
    return { kind: 'range', key: this.#key(), end: draw === 8 ? undefined : afterPrefix };
  }

  #compare(): ModelCompare {
    const target = targets[this.random.below(targets.length)] ?? 'version';
    const relation = relations[this.random.below(relations.length)] ?? '=';
    const isRange = this.random.below(2) === 0;
    const number =
      target === 'version'
        ? this.random.below(4)
        : Math.max(0, this.observed.newestRevision - this.random.below(30)) * this.random.below(2);
    return {
      key: this.#key(),
      end: isRange ? afterPrefix : undefined,
      target,
      relation,
      operand: target === 'value' ? `${this.name}#${Math.max(1, this.#written - this.random.below(5))}` : `${number}`,
    };
  }

  #key(): string {
    return `${prefix}${this.random.below(keysMax)}`;
  }
}

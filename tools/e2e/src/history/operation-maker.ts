import type { KeyValueOperation, KeyValueResponse } from '@quorate/linearizability';

/** Groups of keys that are used at the same time. */
const groupsAtATime = 6;

/** A group with so many operations of unknown outcome is left alone: each makes its history much harder to check. */
const unknownMax = 3;

interface KeyGroup {
  readonly name: string;
  unknown: number;
  /** What somebody last saw under its first key, for comparisons that may hold. */
  lastSeen: string;
}

/** Thinks of operations on a few groups of two keys each; a transaction stays in its group. */
export class OperationMaker {
  readonly #prefix: string;
  readonly #random: () => number;
  readonly #groups: KeyGroup[];
  #groupsMade = 0;
  #values = 0;

  constructor(prefix: string, random: () => number) {
    this.#prefix = prefix;
    this.#random = random;
    this.#groups = Array.from({ length: groupsAtATime }, () => this.#newGroup());
  }

  next(): KeyValueOperation {
    const group = this.#groups[Math.floor(this.#random() * groupsAtATime)] as KeyGroup;
    const first = `${group.name}/a`;
    const second = `${group.name}/b`;
    const key = this.#random() < 0.7 ? first : second;
    const value = `v${++this.#values}`;
    const dice = this.#random();
    const plain = (step: KeyValueOperation['success'][number]) => ({ guards: [], success: [step], failure: [] });
    if (dice < 0.35) return plain({ kind: 'get', key });
    if (dice < 0.65) return plain({ kind: 'put', key, value });
    if (dice < 0.75) return plain({ kind: 'delete', key });
    if (dice < 0.9) {
      return {
        guards: [{ key: first, value: group.lastSeen }],
        success: [
          { kind: 'put', key: first, value },
          { kind: 'get', key: second },
        ],
        failure: [
          { kind: 'get', key: first },
          { kind: 'get', key: second },
        ],
      };
    }
    return {
      guards: [{ key: first, version: 0 }],
      success: [
        { kind: 'put', key: first, value },
        { kind: 'put', key: second, value },
      ],
      failure: [{ kind: 'delete', key: first }],
    };
  }

  /** Learns from an answer. */
  saw({ success, failure }: KeyValueOperation, { succeeded, before }: KeyValueResponse): void {
    for (const [at, step] of (succeeded ? success : failure).entries()) {
      const group = this.#groupOf(step.key);
      if (!group || !step.key.endsWith('/a')) continue;
      const seen = before?.[at];
      if (step.kind === 'put') group.lastSeen = step.value;
      else if (seen !== undefined && seen !== 'untold') group.lastSeen = seen.value;
    }
  }

  /** An operation had no answer. */
  lostSightOf({ success }: KeyValueOperation): void {
    const group = this.#groupOf(success[0]?.key ?? '');
    if (group && ++group.unknown >= unknownMax) this.#groups[this.#groups.indexOf(group)] = this.#newGroup();
  }

  #newGroup(): KeyGroup {
    return { name: `${this.#prefix}${++this.#groupsMade}`, unknown: 0, lastSeen: '' };
  }

  #groupOf(key: string): KeyGroup | undefined {
    return this.#groups.find(({ name }) => key.startsWith(`${name}/`));
  }
}

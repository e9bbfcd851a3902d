import type { Enum, Field, Message, Schema } from './model.ts';

/** Finds types by their protobuf names, and knows how they are used. */
export class Scope {
  readonly #messages = new Map<string, Message>();
  readonly #enums = new Map<string, Enum>();
  readonly #reachable = new Map<string, ReadonlySet<string>>();
  readonly #merged = new Set<string>();

  constructor(schema: Schema) {
    const taken = new Map<string, string>();
    for (const type of [...schema.messages, ...schema.enums]) {
      const other = taken.get(type.name);
      if (other !== undefined)
        throw new Error(`${type.typeName} and ${other} would both be ${type.name} in TypeScript`);
      taken.set(type.name, type.typeName);
    }
    for (const message of schema.messages) {
      this.#messages.set(message.typeName, message);
      for (const field of message.fields) {
        if (field.kind === 'message' && !field.repeated) this.#merged.add(field.reference ?? '');
      }
    }
    for (const type of schema.enums) this.#enums.set(type.typeName, type);
  }

  message(typeName: string): Message {
    const found = this.#messages.get(typeName);
    if (found === undefined) throw new Error(`there is no message ${typeName}`);
    return found;
  }

  /** The message or enum that a field refers to. */
  target(field: Field): Message | Enum {
    const typeName = field.reference ?? '';
    const found = this.#messages.get(typeName) ?? this.#enums.get(typeName);
    if (found === undefined) throw new Error(`there is no type ${typeName}`);
    return found;
  }

  /** Whether a message can hold one of its own type, at whatever depth. */
  isRecursive(message: Message): boolean {
    return this.#reach(message).has(message.typeName);
  }

  /** Whether a message stands in a singular field somewhere, whose occurrences are merged. */
  isMerged(message: Message): boolean {
    return this.#merged.has(message.typeName);
  }

  #reach(message: Message): ReadonlySet<string> {
    const known = this.#reachable.get(message.typeName);
    if (known !== undefined) return known;
    const reached = new Set<string>();
    const pending = [message];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      for (const field of next.fields) {
        if (field.kind !== 'message' || field.reference === undefined || reached.has(field.reference)) continue;
        reached.add(field.reference);
        pending.push(this.message(field.reference));
      }
    }
    this.#reachable.set(message.typeName, reached);
    return reached;
  }
}

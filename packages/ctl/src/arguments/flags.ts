import type { FlagSpec, FlagValue } from './flag-spec.ts';

/** The values of a command's flags, given or by default. Asking for a flag that the command does not have is a mistake in the program. */
export class Flags {
  readonly #specs: ReadonlyMap<string, FlagSpec>;
  readonly #given = new Map<string, FlagValue>();

  constructor(specs: readonly FlagSpec[]) {
    this.#specs = new Map(specs.map((spec) => [spec.name, spec]));
  }

  has(name: string): boolean {
    return this.#specs.has(name);
  }

  /** Takes a value; lists given more than once are added together. */
  set(name: string, value: FlagValue): void {
    const before = this.#given.get(name);
    this.#given.set(name, Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value);
  }

  /** Whether the flag was given, on the command line or by the environment. */
  isGiven(name: string): boolean {
    return this.#given.has(name);
  }

  /** Whatever the flag holds. */
  value(name: string): FlagValue {
    return this.#value(name, (value): value is FlagValue => value !== undefined);
  }

  string(name: string): string {
    return this.#value(name, (value): value is string => typeof value === 'string');
  }

  bool(name: string): boolean {
    return this.#value(name, (value): value is boolean => typeof value === 'boolean');
  }

  bigint(name: string): bigint {
    return this.#value(name, (value): value is bigint => typeof value === 'bigint');
  }

  /** An integer flag that counts something; beyond the safe integers it is the nearest number. */
  number(name: string): number {
    return Number(this.bigint(name));
  }

  /** A duration, in milliseconds. */
  milliseconds(name: string): number {
    return this.#value(name, (value): value is number => typeof value === 'number');
  }

  strings(name: string): readonly string[] {
    return this.#value(name, (value): value is readonly string[] => Array.isArray(value));
  }

  #value<T extends FlagValue>(name: string, is: (value: FlagValue | undefined) => value is T): T {
    const value = this.#given.get(name) ?? this.#specs.get(name)?.value;
    if (!is(value)) throw new Error(`the command has no such flag: ${name}`);
    return value;
  }
}

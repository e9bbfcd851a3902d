/** What a flag holds. */
export type FlagValue = string | boolean | bigint | number | readonly string[];

/** The kinds of flags, by the names that Go's pflag shows in help. Durations are kept in milliseconds. */
export type FlagKind = 'string' | 'bool' | 'int' | 'uint' | 'duration' | 'strings';

/** A flag of a command. */
export interface FlagSpec {
  readonly name: string;
  readonly shorthand?: string;
  readonly kind: FlagKind;
  readonly value: FlagValue;
  readonly usage: string;
  /** Not shown in help. */
  readonly hidden?: boolean;
  /** The command does not start without it. */
  readonly required?: boolean;
  /** What a shell offers as its value. */
  readonly choices?: readonly string[];
}

export function stringFlag(name: string, value: string, usage: string, more: Partial<FlagSpec> = {}): FlagSpec {
  return { name, kind: 'string', value, usage, ...more };
}

export function boolFlag(name: string, usage: string, more: Partial<FlagSpec> = {}): FlagSpec {
  return { name, kind: 'bool', value: false, usage, ...more };
}

export function intFlag(name: string, value: number, usage: string, more: Partial<FlagSpec> = {}): FlagSpec {
  return { name, kind: 'int', value: BigInt(value), usage, ...more };
}

export function uintFlag(name: string, value: number, usage: string, more: Partial<FlagSpec> = {}): FlagSpec {
  return { name, kind: 'uint', value: BigInt(value), usage, ...more };
}

/** @param milliseconds the default */
export function durationFlag(name: string, milliseconds: number, usage: string): FlagSpec {
  return { name, kind: 'duration', value: milliseconds, usage };
}

export function stringsFlag(name: string, value: readonly string[], usage: string): FlagSpec {
  return { name, kind: 'strings', value, usage };
}

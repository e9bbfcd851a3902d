import type { FlagSpec } from './flag-spec.ts';
import { parseFlagValue } from './flag-value.ts';
import { Flags } from './flags.ts';

/** The arguments of a command, sorted out. */
export interface ParsedArguments {
  readonly flags: Flags;
  readonly args: readonly string[];
  readonly argsBeforeDash: number | undefined;
  readonly wantsHelp: boolean;
}

/** A flag that is unknown, or a value that it does not take; the message is the one of Go's pflag. */
export class FlagError extends Error {}

/**
 * Takes arguments apart as Go's pflag does: flags may stand anywhere before `--`, values follow `=` or are the next argument, a flag
 * that is a switch takes a value only after `=`, and short flags can be put together.
 *
 * @throws {FlagError}
 */
export function parseFlags(specs: readonly FlagSpec[], typed: readonly string[]): ParsedArguments {
  const parser = new Parser(specs, typed);
  parser.run();
  return parser;
}

class Parser implements ParsedArguments {
  readonly flags: Flags;
  readonly args: string[] = [];
  argsBeforeDash: number | undefined;
  wantsHelp = false;
  readonly #byName: ReadonlyMap<string, FlagSpec>;
  readonly #byShorthand: ReadonlyMap<string, FlagSpec>;
  readonly #rest: string[];

  constructor(specs: readonly FlagSpec[], typed: readonly string[]) {
    this.flags = new Flags(specs);
    this.#byName = new Map(specs.map((spec) => [spec.name, spec]));
    this.#byShorthand = new Map(specs.flatMap((spec) => (spec.shorthand ? [[spec.shorthand, spec]] : [])));
    this.#rest = [...typed];
  }

  run(): void {
    for (let argument = this.#rest.shift(); argument !== undefined; argument = this.#rest.shift()) {
      if (argument === '--') {
        this.argsBeforeDash = this.args.length;
        this.args.push(...this.#rest);
        return;
      }
      if (argument.startsWith('--')) this.#long(argument);
      else if (argument.startsWith('-') && argument.length > 1) this.#short(argument);
      else this.args.push(argument);
      if (this.wantsHelp) return;
    }
  }

  #long(argument: string): void {
    const equals = argument.indexOf('=');
    const name = argument.slice(2, equals < 0 ? undefined : equals);
    if (name === '' || name.startsWith('-')) throw new FlagError(`bad flag syntax: ${argument}`);
    const spec = this.#byName.get(name);
    if (spec === undefined) {
      if (name !== 'help') throw new FlagError(`unknown flag: --${name}`);
      this.wantsHelp = true;
    } else if (equals >= 0) this.#set(spec, argument.slice(equals + 1));
    else if (spec.kind === 'bool') this.#set(spec, 'true');
    else this.#set(spec, this.#next(`--${name}`));
  }

  #short(argument: string): void {
    for (let position = 1; position < argument.length; position++) {
      const letter = argument[position] ?? '';
      const after = argument.slice(position + 1);
      const spec = this.#byShorthand.get(letter);
      if (spec === undefined) {
        if (letter !== 'h') throw new FlagError(`unknown shorthand flag: '${letter}' in -${argument.slice(1)}`);
        this.wantsHelp = true;
        return;
      }
      if (after.startsWith('=') || spec.kind !== 'bool') {
        const value = after.startsWith('=') ? after.slice(1) : after;
        this.#set(spec, value || this.#next(`'${letter}' in -${argument.slice(1)}`));
        return;
      }
      this.#set(spec, 'true');
    }
  }

  #next(flag: string): string {
    const value = this.#rest.shift();
    if (value === undefined) throw new FlagError(`flag needs an argument: ${flag}`);
    return value;
  }

  #set(spec: FlagSpec, text: string): void {
    try {
      this.flags.set(spec.name, parseFlagValue(spec.kind, text));
    } catch (error) {
      const names = spec.shorthand ? `-${spec.shorthand}, --${spec.name}` : `--${spec.name}`;
      const reason = error instanceof Error ? error.message : String(error);
      throw new FlagError(`invalid argument ${JSON.stringify(text)} for "${names}" flag: ${reason}`);
    }
  }
}

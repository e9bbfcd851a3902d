import type { FlagSpec } from './arguments/flag-spec.ts';
import type { CommandContext } from './command-context.ts';

/** Does a command's work. The number, if one is returned, is the exit code. */
export type CommandRun = (context: CommandContext) => Promise<number | undefined> | Promise<void>;

/** A command, as help, completion and the parser see it. What it does is loaded only when it is called. */
export interface CommandSpec {
  readonly name: string;
  /** What follows the name in the usage line, e.g. `<key> [range_end]`. */
  readonly parameters?: string;
  readonly short: string;
  readonly long?: string;
  readonly flags?: readonly FlagSpec[];
  /** Flags that its subcommands take too. */
  readonly persistentFlags?: readonly FlagSpec[];
  readonly subcommands?: readonly CommandSpec[];
  /** The usage line does not end with `[flags]`. */
  readonly hidesFlags?: boolean;
  /** Works, but is not shown. */
  readonly hidden?: boolean;
  readonly load?: () => Promise<CommandRun>;
}

/** A tool: the name it goes by, its commands, and how it talks. */
export interface Tool {
  readonly name: string;
  readonly root: CommandSpec;
  /** Environment variables `<prefix>_<FLAG>` stand in for the root's flags. */
  readonly environmentPrefix: string | undefined;
  readonly helpStyle: 'etcdctl' | 'cobra';
  /** Errors may be followed by what to try next. */
  readonly showsHints: boolean;
  /** What it says about its version. */
  readonly versionLines: readonly string[];
  /** The last version's part that help shows, e.g. `3.7`. */
  readonly apiVersion: string;
  readonly version: string;
}

/** All flags of the last command of a path: its own, and the persistent ones of those above it. */
export function flagsOfPath(path: readonly CommandSpec[]): FlagSpec[] {
  return [...localFlags(path), ...inheritedFlags(path)];
}

/** The flags that belong to the last command of a path alone, or to it and its subcommands. */
export function localFlags(path: readonly CommandSpec[]): FlagSpec[] {
  const command = path.at(-1);
  return [...(command?.flags ?? []), ...(command?.persistentFlags ?? [])];
}

/** The flags that the last command of a path takes because those above it have them. */
export function inheritedFlags(path: readonly CommandSpec[]): FlagSpec[] {
  return path.slice(0, -1).flatMap((command) => command.persistentFlags ?? []);
}

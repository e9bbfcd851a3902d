import type { Flags } from './arguments/flags.ts';
import type { CommandSpec, Tool } from './command-spec.ts';
import type { CtlIo } from './ctl-io.ts';

/** What a command is given. */
export interface CommandContext {
  /** The arguments without flags. */
  readonly args: readonly string[];
  /** How many of `args` stood before `--`; `undefined` when there was none. */
  readonly argsBeforeDash: number | undefined;
  /** Everything after the tool's name, as it was typed. */
  readonly typed: readonly string[];
  readonly flags: Flags;
  readonly io: CtlIo;
  readonly tool: Tool;
  /** From the tool's root to the command. */
  readonly path: readonly CommandSpec[];
}

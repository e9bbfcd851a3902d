import { findCommand } from '../arguments/find-command.ts';
import type { FlagSpec } from '../arguments/flag-spec.ts';
import type { CommandContext } from '../command-context.ts';
import { type CommandSpec, flagsOfPath } from '../command-spec.ts';

/** What may come next, and what it is. */
export interface Candidate {
  readonly text: string;
  readonly description: string;
}

/** `__complete <words…>`: the last word is the one being typed. A line for each candidate, a tab before what it is. */
export async function complete({ typed, tool, io }: CommandContext): Promise<void> {
  const words = typed.slice(typed.indexOf('--') + 1);
  const lines = candidates(tool.root, words).map(({ text, description }) => `${text}\t${description}\n`);
  io.stdout.write(lines.join(''));
}

/** What may stand in the place of the last of the words. Empty where a shell offers files. */
export function candidates(root: CommandSpec, words: readonly string[]): Candidate[] {
  const current = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const { path } = findCommand(root, before);
  const flags = flagsOfPath(path).filter(({ hidden }) => hidden !== true);
  const waiting = flagWaiting(flags, before.at(-1));
  const found = waiting
    ? (waiting.choices ?? []).map((text) => ({ text, description: '' }))
    : current.startsWith('-')
      ? flagCandidates(flags, current)
      : commandCandidates(path.at(-1));
  return found.filter(({ text }) => text.startsWith(current));
}

/** The flag whose value is being typed. */
function flagWaiting(flags: readonly FlagSpec[], word: string | undefined): FlagSpec | undefined {
  return flags.find(
    ({ name, shorthand, kind }) => kind !== 'bool' && (word === `--${name}` || (shorthand && word === `-${shorthand}`)),
  );
}

function flagCandidates(flags: readonly FlagSpec[], current: string): Candidate[] {
  const equals = current.indexOf('=');
  if (equals < 0) return flags.map(({ name, usage }) => ({ text: `--${name}`, description: usage }));
  const flag = flags.find(({ name }) => current.slice(0, equals) === `--${name}`);
  return (flag?.choices ?? []).map((choice) => ({ text: `--${flag?.name}=${choice}`, description: '' }));
}

function commandCandidates(command: CommandSpec | undefined): Candidate[] {
  const visible = (command?.subcommands ?? []).filter(({ hidden }) => hidden !== true);
  return visible.map(({ name, short }) => ({ text: name, description: short }));
}

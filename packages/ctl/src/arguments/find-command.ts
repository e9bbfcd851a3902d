import type { CommandSpec } from '../command-spec.ts';
import type { FlagSpec } from './flag-spec.ts';

/** Which command was meant. */
export interface FoundCommand {
  /** From the root to the command. */
  readonly path: readonly CommandSpec[];
  /** What was typed, without the words that name the command. */
  readonly typed: readonly string[];
  /** The first word that is no flag and names no command, when the last command of the path only has subcommands. */
  readonly unknown: string | undefined;
}

/**
 * Finds the command that arguments name. Flags may stand before, between and after its words, also flags of the command itself; a word
 * may be cut short as long as one command alone begins with it.
 */
export function findCommand(root: CommandSpec, typed: readonly string[]): FoundCommand {
  const switches = switchesOf(root);
  const path = [root];
  const rest = [...typed];
  let position = 0;
  while (position < rest.length) {
    const word = rest[position] ?? '';
    if (word === '--') break;
    if (word.startsWith('-') && word.length > 1) {
      position += takesNext(word, switches) ? 2 : 1;
      continue;
    }
    const next = subcommandOf(path.at(-1), word);
    if (next === undefined) break;
    path.push(next);
    rest.splice(position, 1);
  }
  const isGroup = path.at(-1)?.load === undefined;
  const word = rest[position];
  return { path, typed: rest, unknown: isGroup && word !== '--' ? word : undefined };
}

/** The subcommand with this name, or the only one that begins with it. */
export function subcommandOf(command: CommandSpec | undefined, word: string): CommandSpec | undefined {
  const subcommands = command?.subcommands ?? [];
  const exact = subcommands.find(({ name }) => name === word);
  if (exact !== undefined) return exact;
  const candidates = subcommands.filter(({ name }) => name.startsWith(word));
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** Flags, by name and letter, that never take the next argument as their value. */
function switchesOf(root: CommandSpec): ReadonlySet<string> {
  const kinds = new Map<string, boolean>([
    ['help', true],
    ['h', true],
  ]);
  const visit = (command: CommandSpec) => {
    for (const flag of [...(command.flags ?? []), ...(command.persistentFlags ?? [])]) note(flag);
    for (const subcommand of command.subcommands ?? []) visit(subcommand);
  };
  const note = (flag: FlagSpec) => {
    for (const name of [flag.name, flag.shorthand ?? flag.name]) {
      kinds.set(name, (kinds.get(name) ?? true) && flag.kind === 'bool');
    }
  };
  visit(root);
  return new Set([...kinds].flatMap(([name, isSwitch]) => (isSwitch ? [name] : [])));
}

function takesNext(word: string, switches: ReadonlySet<string>): boolean {
  if (word.includes('=')) return false;
  if (word.startsWith('--')) return !switches.has(word.slice(2));
  return word.length === 2 && !switches.has(word.slice(1));
}

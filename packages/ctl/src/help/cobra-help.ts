import type { FlagSpec } from '../arguments/flag-spec.ts';
import { formatFlagValue } from '../arguments/flag-value.ts';
import { type CommandSpec, inheritedFlags, localFlags, type Tool } from '../command-spec.ts';

/** The width of the column of commands unless a name is longer. */
const commandColumnMin = 11;

/** Help as etcdutl lays it out, after Go's cobra: how a command is called. */
export function cobraHelp(tool: Tool, path: readonly CommandSpec[]): string {
  const command = path.at(-1) ?? tool.root;
  const words = [tool.name, ...path.slice(1).map(({ name }) => name)].join(' ');
  const lines = ['Usage:', `  ${command.subcommands ? `${words} [command]` : usageLine(words, command)}`];
  if (command.subcommands) lines.push('', 'Available Commands:', ...commandLines(command.subcommands));
  const help: FlagSpec = {
    name: 'help',
    shorthand: 'h',
    kind: 'bool',
    value: false,
    usage: `help for ${path.length === 1 ? tool.name : command.name}`,
  };
  lines.push('', 'Flags:', ...flagLines([...localFlags(path), help]));
  const inherited = inheritedFlags(path);
  if (inherited.length > 0) lines.push('', 'Global Flags:', ...flagLines(inherited));
  if (command.subcommands) {
    lines.push('', `Use "${words} [command] --help" for more information about a command.`);
  }
  return `${lines.join('\n')}\n`;
}

function usageLine(words: string, command: CommandSpec): string {
  return [words, command.parameters, command.hidesFlags === true ? undefined : '[flags]'].filter(Boolean).join(' ');
}

function commandLines(commands: readonly CommandSpec[]): string[] {
  const visible = commands
    .filter(({ hidden }) => hidden !== true)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const width = Math.max(commandColumnMin, ...visible.map(({ name }) => name.length));
  return visible.map(({ name, short }) => `  ${name.padEnd(width)} ${short}`);
}

function flagLines(flags: readonly FlagSpec[]): string[] {
  const visible = flags.filter(({ hidden }) => hidden !== true);
  const sorted = visible.sort((one, other) => (one.name < other.name ? -1 : 1));
  const cells = sorted.map(flagCell);
  const width = Math.max(...cells.map((cell) => cell.length));
  return sorted.map((flag, index) => `${(cells[index] ?? '').padEnd(width)}   ${flag.usage}${defaultOf(flag)}`);
}

function flagCell({ name, shorthand, kind }: FlagSpec): string {
  const type = kind === 'bool' ? '' : ` ${kind}`;
  return `  ${shorthand ? `-${shorthand}, ` : '    '}--${name}${type}`;
}

function defaultOf(flag: FlagSpec): string {
  const value = formatFlagValue(flag.kind, flag.value);
  if (value === '' || value === 'false' || value === '0' || value === '[]') return '';
  return ` (default ${flag.kind === 'string' ? JSON.stringify(value) : value})`;
}

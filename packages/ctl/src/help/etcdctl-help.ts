import type { FlagSpec } from '../arguments/flag-spec.ts';
import { formatFlagValue } from '../arguments/flag-value.ts';
import { type CommandSpec, inheritedFlags, localFlags, type Tool } from '../command-spec.ts';
import { tabulate } from '../text/tabulate.ts';

/** Help as etcdctl lays it out: sections with headings in capitals, columns set with tabs. */
export function etcdctlHelp(tool: Tool, path: readonly CommandSpec[]): string {
  const command = path.at(-1) ?? tool.root;
  const isRoot = path.length === 1;
  const words = path.slice(1).map(({ name }) => name);
  const title = [...(isRoot ? [tool.name] : words)].join(' ');
  const lines = ['NAME:', `\t${title} - ${command.short}`, '', 'USAGE:', `\t${usageLine(tool, path)}`, ''];
  if (isRoot) lines.push('VERSION:', `\t${tool.version}`, '');
  if (command.subcommands) {
    lines.push('API VERSION:', `\t${tool.apiVersion}`, '', '');
    lines.push('COMMANDS:', ...commandLines(command), '');
  }
  if (command.long !== undefined) lines.push('DESCRIPTION:', ...indented(command.long), '');
  lines.push('OPTIONS:', ...flagLines([...localFlags(path), helpFlag(isRoot ? tool.name : command.name)]), '');
  const inherited = inheritedFlags(path);
  if (inherited.length > 0) lines.push('GLOBAL OPTIONS:', ...flagLines(inherited), '');
  return `${lines.join('\n')}\n`;
}

function usageLine(tool: Tool, path: readonly CommandSpec[]): string {
  const command = path.at(-1) ?? tool.root;
  const words = [tool.name, ...path.slice(1).map(({ name }) => name)];
  if (command.parameters) words.push(command.parameters);
  if (command.hidesFlags !== true) words.push('[flags]');
  return words.join(' ');
}

/** Commands that only hold others are shown by those. */
function commandLines(command: CommandSpec): string[] {
  return tabulate(leaves(command, []).map(([name, short]) => ['', name, short]));
}

function leaves(command: CommandSpec, words: readonly string[]): [name: string, short: string][] {
  return shown(command.subcommands ?? []).flatMap((subcommand): [string, string][] => {
    const path = [...words, subcommand.name];
    return subcommand.subcommands ? leaves(subcommand, path) : [[path.join(' '), subcommand.short]];
  });
}

function shown(commands: readonly CommandSpec[]): CommandSpec[] {
  return commands
    .filter(({ hidden }) => hidden !== true)
    .sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
}

function flagLines(flags: readonly FlagSpec[]): string[] {
  const visible = flags.filter(({ hidden }) => hidden !== true);
  const sorted = visible.sort((one, other) => (one.name < other.name ? -1 : 1));
  return tabulate(sorted.map((flag) => [flagCell(flag), flag.usage]));
}

function flagCell(flag: FlagSpec): string {
  const shorthand = flag.shorthand ? `-${flag.shorthand}, ` : '    ';
  const value = formatFlagValue(flag.kind, flag.value);
  const shown =
    flag.kind === 'bool' ? `[=${value}]` : flag.kind === 'string' ? `=${JSON.stringify(value)}` : `=${value}`;
  return `  ${shorthand}--${flag.name}${shown}`;
}

function helpFlag(name: string): FlagSpec {
  return { name: 'help', shorthand: 'h', kind: 'bool', value: false, usage: `help for ${name}` };
}

function indented(text: string): string[] {
  return text.split('\n').map((line) => `\t${line}`);
}

import { boolFlag, type FlagSpec } from '../arguments/flag-spec.ts';
import type { CommandSpec } from '../command-spec.ts';

/** The shells that commands can be completed in. */
export const shells = ['bash', 'fish', 'powershell', 'zsh'] as const;
export type Shell = (typeof shells)[number];

/** `version` */
export function versionCommand(toolName: string): CommandSpec {
  return {
    name: 'version',
    short: `Prints the version of ${toolName}`,
    load: async () => (await import('../commands/version.ts')).version,
  };
}

/** `help [command]` */
export const helpCommand: CommandSpec = {
  name: 'help',
  parameters: '[command]',
  short: 'Help about any command',
  load: async () => (await import('../commands/help.ts')).help,
};

/** `options`: the flags that every command takes. */
export const optionsCommand: CommandSpec = {
  name: 'options',
  short: 'Prints the flags that all commands take',
  hidden: true,
  load: async () => (await import('../commands/help.ts')).options,
};

/** `completion <shell>` and what its scripts call. */
export function completionCommands(toolName: string): CommandSpec[] {
  return [
    {
      name: 'completion',
      short: 'Generate the autocompletion script for the specified shell',
      long: [
        `Generate the autocompletion script for ${toolName} for the specified shell.`,
        "See each sub-command's help for details on how to use the generated script.",
      ].join('\n'),
      subcommands: shells.map((shell) => completionCommand(shell, toolName)),
    },
    {
      name: '__complete',
      short: 'Prints what may come next on a command line',
      hidden: true,
      load: async () => (await import('../completion/complete.ts')).complete,
    },
  ];
}

const noDescriptions: FlagSpec = boolFlag('no-descriptions', 'disable completion descriptions');

function completionCommand(shell: Shell, toolName: string): CommandSpec {
  const load = {
    bash: `source <(${toolName} completion bash)`,
    fish: `${toolName} completion fish | source`,
    powershell: `${toolName} completion powershell | Out-String | Invoke-Expression`,
    zsh: `source <(${toolName} completion zsh)`,
  };
  return {
    name: shell,
    short: `Generate the autocompletion script for ${shell}`,
    long: [
      `Generate the autocompletion script for the ${shell} shell.`,
      '',
      'To load completions in your current shell session:',
      '',
      `\t${load[shell]}`,
      '',
    ].join('\n'),
    flags: [noDescriptions],
    hidesFlags: shell === 'bash',
    load: async () => {
      const { completionScript } = await import('../completion/completion-script.ts');
      return async ({ flags, io, tool }) =>
        io.stdout.write(completionScript(shell, tool.name, !flags.bool('no-descriptions')));
    },
  };
}

import { subcommandOf } from '../arguments/find-command.ts';
import type { CommandContext } from '../command-context.ts';
import type { CommandSpec } from '../command-spec.ts';
import { helpText } from '../help/help-text.ts';

/** `help [command]` */
export async function help({ args, io, tool }: CommandContext): Promise<void> {
  const path: CommandSpec[] = [tool.root];
  for (const word of args) {
    const next = subcommandOf(path.at(-1), word);
    if (next === undefined) {
      io.stderr.write(`Unknown help topic [${args.map((topic) => `\`${topic}\``).join(' ')}]\n`);
      path.splice(1);
      break;
    }
    path.push(next);
  }
  io.stdout.write(helpText(tool, path));
}

/** `options` */
export async function options({ io, tool }: CommandContext): Promise<void> {
  const text = helpText(tool, [tool.root]);
  const start = text.search(/^(OPTIONS|Flags):$/m);
  io.stdout.write(`The following options can be passed to any command:\n\n${text.slice(start)}`);
}

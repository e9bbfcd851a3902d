import type { CommandContext } from '../command-context.ts';

/** `version` */
export async function version({ tool, io }: CommandContext): Promise<void> {
  io.stdout.write(`${tool.versionLines.join('\n')}\n`);
}

export { processIo } from './main-io.ts';
export { runCtl } from './run-ctl.ts';
export { loadTool, type ToolName, toolNames } from './tools/load-tool.ts';

// For programs that bring commands of their own; what those work with is in `@quorate/ctl/extend`.

export type { CommandContext } from './command-context.ts';
export type { CommandRun, CommandSpec, Tool } from './command-spec.ts';
export type { CtlIo, CtlOutput } from './ctl-io.ts';
export type { DatabaseWorks } from './tools/database-commands.ts';

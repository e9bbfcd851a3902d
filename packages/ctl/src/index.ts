export { processIo } from './main-io.ts';
export { runCtl } from './run-ctl.ts';
export { loadTool, type ToolName, toolNames } from './tools/load-tool.ts';

// For programs that bring commands of their own.

export type { CommandContext } from './command-context.ts';
export type { CommandRun, CommandSpec, Tool } from './command-spec.ts';
export { fileFailure } from './commands/snapshot/file-failure.ts';
export { CtlError, exitCode } from './ctl-error.ts';
export type { CtlIo, CtlOutput } from './ctl-io.ts';
export type { Answer } from './printing/answer.ts';
export { field } from './printing/message-answer.ts';
export { print } from './printing/print.ts';
export { ProgressBar } from './progress/progress-bar.ts';
export type { DatabaseWorks } from './tools/database-commands.ts';

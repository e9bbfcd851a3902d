export type { CommandContext } from './command-context.ts';
export type { CommandRun, CommandSpec, Tool } from './command-spec.ts';
export { CtlError, exitCode } from './ctl-error.ts';
export type { CtlIo, CtlOutput } from './ctl-io.ts';
export { processIo } from './main-io.ts';
export { runCtl } from './run-ctl.ts';
export { loadTool, type ToolName, toolNames } from './tools/load-tool.ts';

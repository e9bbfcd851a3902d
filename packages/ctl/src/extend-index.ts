/** What commands of other programs work with. An entry of its own: whoever only starts a tool does not load it. */
export type { CommandContext } from './command-context.ts';
export { fileFailure } from './commands/snapshot/file-failure.ts';
export { CtlError, exitCode } from './ctl-error.ts';
export type { Answer } from './printing/answer.ts';
export { field } from './printing/message-answer.ts';
export { print } from './printing/print.ts';
export { ProgressBar } from './progress/progress-bar.ts';

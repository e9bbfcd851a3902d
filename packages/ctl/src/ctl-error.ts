/** etcd's exit codes. */
export const exitCode = {
  ok: 0,
  error: 1,
  badConnection: 2,
  invalidInput: 3,
  badFeature: 4,
  interrupted: 5,
  inputOutput: 6,
  badArguments: 128,
} as const;

/** What ends a command: the text for standard error, after `Error: `, and the code to exit with. */
export class CtlError extends Error {
  readonly exitCode: number;
  /** What to try next; shown to people, never under the names of etcd's own tools. */
  readonly hint: string | undefined;

  constructor(exitCode: number, message: string, hint?: string) {
    super(message);
    this.name = 'CtlError';
    this.exitCode = exitCode;
    this.hint = hint;
  }
}

/** Arguments that a command cannot take: exit code 128. */
export function badArguments(message: string, hint?: string): CtlError {
  return new CtlError(exitCode.badArguments, message, hint);
}

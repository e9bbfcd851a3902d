import type { Readable } from 'node:stream';

/** Where a tool writes to. */
export interface CtlOutput {
  /** A person is looking: progress bars and colours make sense. */
  readonly isTerminal: boolean;
  /** Width of the terminal in characters. */
  readonly columns: number;
  write(data: string | Uint8Array): void;
}

/** What a tool needs of the process it runs in. */
export interface CtlIo {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: CtlOutput;
  readonly stderr: CtlOutput;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Fires when the process was asked to end. */
  readonly interrupted: AbortSignal;
}

import { closeSync, openSync } from 'node:fs';
import type { LogRotation } from '../config/server-config.ts';
import type { LogOutput } from './log-output.ts';
import { RotatingFile } from './rotating-file.ts';
import { writeFully } from './write-fully.ts';

function standardOutput(descriptor: number): LogOutput {
  return { write: (line) => writeFully(descriptor, line), close: () => {} };
}

function appendingFile(path: string): LogOutput {
  const descriptor = openSync(path, 'a', 0o600);
  return { write: (line) => writeFully(descriptor, line), close: () => closeSync(descriptor) };
}

/** Opens an output: `stderr`, `stdout` or a file that is appended to. Throws the system's error. */
export function openLogOutput(name: string, rotation: LogRotation | undefined): LogOutput {
  if (name === 'stderr') return standardOutput(2);
  if (name === 'stdout') return standardOutput(1);
  return rotation === undefined ? appendingFile(name) : new RotatingFile(name, rotation);
}

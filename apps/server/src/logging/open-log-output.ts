import { closeSync, openSync } from 'node:fs';
import type { LogRotation } from '../config/server-config.ts';
import { LineWriter } from './line-writer.ts';
import type { LogOutput } from './log-output.ts';
import { RotatingFile } from './rotating-file.ts';

function standardOutput(descriptor: number): LogOutput {
  const writer = new LineWriter(descriptor);
  return { write: (line) => writer.write(line), close: () => {} };
}

function appendingFile(path: string): LogOutput {
  const descriptor = openSync(path, 'a', 0o600);
  const writer = new LineWriter(descriptor);
  return { write: (line) => writer.write(line), close: () => closeSync(descriptor) };
}

/** Opens an output: `stderr`, `stdout` or a file that is appended to. Throws the system's error. */
export function openLogOutput(name: string, rotation: LogRotation | undefined): LogOutput {
  if (name === 'stderr') return standardOutput(2);
  if (name === 'stdout') return standardOutput(1);
  return rotation === undefined ? appendingFile(name) : new RotatingFile(name, rotation);
}

import { writeSync } from 'node:fs';

/**
 * How often a write to a full pipe is tried again, a millisecond apart. A reader that takes nothing for a second is gone for
 * good, and the member must not stand still for its log.
 */
const fullPipeRetriesMax = 1_000;

const pause = new Int32Array(new SharedArrayBuffer(4));

/** Writes to a file descriptor until all is out; drops the rest of a line when the reader is gone. */
export function writeFully(descriptor: number, line: string): void {
  const bytes = Buffer.from(line);
  let position = 0;
  let retries = 0;
  while (position < bytes.length) {
    try {
      position += writeSync(descriptor, bytes, position);
    } catch (error) {
      const full = error instanceof Error && 'code' in error && error.code === 'EAGAIN';
      if (!full || ++retries > fullPipeRetriesMax) return;
      Atomics.wait(pause, 0, 0, 1);
    }
  }
}

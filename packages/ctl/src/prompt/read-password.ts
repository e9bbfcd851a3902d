import { CtlError, exitCode } from '../ctl-error.ts';
import type { CtlIo } from '../ctl-io.ts';

const backspace = 0x7f;
const controlC = 0x03;
const controlD = 0x04;

interface Terminal {
  setRawMode(isRaw: boolean): void;
}

/** Asks for a password; on a terminal without showing it. From anything else a line is read. */
export async function readPassword(io: CtlIo, prompt: string): Promise<string> {
  io.stdout.write(prompt);
  const { stdin } = io;
  const terminal = stdin.isTTY === true && 'setRawMode' in stdin ? (stdin as unknown as Terminal) : undefined;
  terminal?.setRawMode(true);
  try {
    return await readLine(stdin);
  } finally {
    terminal?.setRawMode(false);
    io.stdout.write('\n');
  }
}

async function readLine(stdin: CtlIo['stdin']): Promise<string> {
  const typed: number[] = [];
  const text = () => Buffer.from(typed).toString();
  // Leaving the loop must not end standard input: a password is asked for twice.
  for await (const chunk of stdin.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk as Uint8Array | string);
    for (const [index, byte] of bytes.entries()) {
      if (byte === 0x0a || byte === 0x0d) {
        if (index + 1 < bytes.length) stdin.unshift(bytes.subarray(index + 1));
        return text();
      }
      if (byte === controlC) throw new CtlError(exitCode.interrupted, 'interrupted');
      if (byte === controlD) return text();
      if (byte === backspace) typed.pop();
      else typed.push(byte);
    }
  }
  return text();
}

import type { CtlIo } from '../ctl-io.ts';

/** All of standard input; `undefined` when it is empty, or a terminal and so nothing is to be expected. */
export async function readAll({ stdin }: CtlIo): Promise<Uint8Array | undefined> {
  if (stdin.isTTY === true) return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk as Uint8Array | string));
  const content = Buffer.concat(chunks);
  return content.length === 0 ? undefined : content;
}

import type { EtcdError } from '@quorate/client';
import type { WatchResponse } from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { serverText } from '../../connection/explain-error.ts';
import { CtlError, exitCode } from '../../ctl-error.ts';
import { print } from '../../printing/print.ts';
import { runOnEvent } from './run-on-event.ts';
import { watchAnswer } from './watch-answer.ts';
import type { WatchTarget } from './watch-arguments.ts';

/** Shows events, or how far the watch is, and runs the command on each event, if there is one. */
export async function showResponse(
  context: CommandContext,
  { command }: WatchTarget,
  response: WatchResponse,
): Promise<void> {
  const { io } = context;
  if (response.events.length === 0) io.stdout.write(`progress notify: ${response.header?.revision ?? 0}\n`);
  await print(context, watchAnswer(response, io.stdout.isTerminal));
  if (command.length === 0) return;
  for (const event of response.events) {
    const revision = response.header?.revision ?? 0;
    const code = await runOnEvent(command, event, revision, io).catch((error: unknown) => startFailure(command, error));
    if (typeof code === 'number' && code === 0) continue;
    const reason = typeof code === 'number' ? `exit status ${code}` : code;
    io.stderr.write(`command [${command.map((word) => JSON.stringify(word)).join(' ')}] error (${reason})\n`);
    throw new CtlError(exitCode.error, '');
  }
}

/** Shows that, and why, the server ended a watch. */
export async function showRefusal(context: CommandContext, response: WatchResponse, error: EtcdError): Promise<void> {
  const reason =
    error.code === 'compacted' ? 'etcdserver: mvcc: required revision has been compacted' : serverText(error);
  context.io.stderr.write(`watch was canceled (${reason})\n`);
  await print(context, watchAnswer(response, context.io.stdout.isTerminal));
}

function startFailure(command: readonly string[], error: unknown): string {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  return isMissing ? `exec: "${command[0]}": executable file not found in $PATH` : String(error);
}

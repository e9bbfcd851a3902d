import { prefix } from '@quorate/client/raw';
import { WatchCreateRequest, WatchRequest, type WatchResponse } from '@quorate/protocol';
import type { Flags } from '../../arguments/flags.ts';
import type { CommandContext } from '../../command-context.ts';
import { CtlError, exitCode } from '../../ctl-error.ts';
import { print } from '../../printing/print.ts';
import { runOnEvent } from './run-on-event.ts';
import { watchAnswer } from './watch-answer.ts';
import type { WatchTarget } from './watch-arguments.ts';

/** The request that begins a watch. */
export function createRequest({ key, rangeEnd }: WatchTarget, flags: Flags): WatchRequest {
  const selection = flags.bool('prefix')
    ? prefix(Buffer.from(key))
    : { key: Buffer.from(key), rangeEnd: Buffer.from(rangeEnd ?? '') };
  const create = WatchCreateRequest.create({
    ...selection,
    startRevision: flags.number('rev'),
    prevKv: flags.bool('prev-kv'),
    progressNotify: flags.bool('progress-notify'),
  });
  return WatchRequest.create({ requestUnion: { case: 'createRequest', value: create } });
}

/** Shows what a watch has to say and runs the command, if there is one. */
export async function showResponse(
  context: CommandContext,
  { command }: WatchTarget,
  response: WatchResponse,
): Promise<void> {
  const { io } = context;
  if (response.created && !response.canceled) return;
  if (response.canceled) io.stderr.write(`watch was canceled (${reasonOf(response)})\n`);
  const isProgress = !response.canceled && response.events.length === 0;
  if (isProgress) io.stdout.write(`progress notify: ${response.header?.revision ?? 0}\n`);
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

function startFailure(command: readonly string[], error: unknown): string {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  return isMissing ? `exec: "${command[0]}": executable file not found in $PATH` : String(error);
}

function reasonOf({ cancelReason, compactRevision }: WatchResponse): string {
  if (compactRevision > 0) return 'etcdserver: mvcc: required revision has been compacted';
  return cancelReason === '' ? 'etcdserver: watch canceled' : cancelReason;
}

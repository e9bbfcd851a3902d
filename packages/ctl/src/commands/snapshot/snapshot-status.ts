import { NodeClock, NodeDisk } from '@quorate/node-ports';
import { databaseSnapshotStatus, type SnapshotStatus } from '@quorate/snapshot';
import type { CommandContext } from '../../command-context.ts';
import { badArguments, CtlError, exitCode } from '../../ctl-error.ts';
import type { Answer } from '../../printing/answer.ts';
import { field } from '../../printing/message-answer.ts';
import { outputFormat, print } from '../../printing/print.ts';
import { ProgressBar } from '../../progress/progress-bar.ts';
import { humanBytes } from '../../text/humanize.ts';
import { fileFailure } from './file-failure.ts';

/** `snapshot status <filename>` */
export async function snapshotStatus(context: CommandContext): Promise<void> {
  const { args, io } = context;
  const [path] = args;
  if (path === undefined || args.length > 1) throw badArguments('snapshot status requires exactly one argument');
  outputFormat(context);
  const disk = new NodeDisk();
  if ((await disk.kind(path)) === undefined) {
    throw new CtlError(exitCode.error, `stat ${path}: no such file or directory`);
  }
  using bar = new ProgressBar(io.stderr, 'reading');
  let status: SnapshotStatus;
  try {
    const onProgress = (done: number, total: number | undefined) => bar.show(done, total);
    status = await databaseSnapshotStatus(disk, path, { clock: new NodeClock(), onProgress });
  } catch (error) {
    throw fileFailure(error);
  }
  bar[Symbol.dispose]();
  await print(context, statusAnswer(status));
}

function statusAnswer({ hash, revision, totalKey, totalSize, version }: SnapshotStatus): Answer {
  const row = [hash.toString(16), String(revision), String(totalKey), humanBytes(totalSize), version];
  return {
    simple: (out) => out.line(row.join(', ')),
    fields: (out) => {
      field(out, 'Hash', hash);
      field(out, 'Revision', revision);
      field(out, 'Keys', totalKey);
      field(out, 'Size', totalSize);
      field(out, 'Version', version);
    },
    json: () => ({ hash, revision, totalKey, totalSize, version }),
    table: () => ({ headings: ['Hash', 'Revision', 'Total Keys', 'Total Size', 'Version'], rows: [row] }),
  };
}

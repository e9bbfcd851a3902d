import { NodeDisk } from '@quorate/node-ports';
import { DiskError } from '@quorate/ports';
import { SnapshotRequest, services } from '@quorate/protocol';
import { saveDatabaseSnapshot } from '@quorate/snapshot';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { badArguments, CtlError, exitCode } from '../../ctl-error.ts';
import { ProgressBar } from '../../progress/progress-bar.ts';
import { diskReason, fileFailure } from './file-failure.ts';

/** `snapshot save <filename>`: takes as long as it takes, unless `--command-timeout` was given. */
export async function snapshotSave(context: CommandContext): Promise<void> {
  const { args, flags, io } = context;
  const [path] = args;
  if (path === undefined || args.length > 1) throw badArguments('snapshot save expects one argument');
  using cluster = await Cluster.connect(context);
  const { endpoints } = cluster;
  if (endpoints.length > 1) {
    throw new CtlError(
      exitCode.interrupted,
      `snapshot must be requested to one selected node, not multiple [${endpoints.join(' ')}]`,
      'Name a single member with --endpoints.',
    );
  }
  const timeoutMs = flags.isGiven('command-timeout') ? flags.milliseconds('command-timeout') : undefined;
  using bar = new ProgressBar(io.stderr, 'saving');
  let version = '';
  let totalBytes: number | undefined;
  let isFirst = true;
  async function* blobs(): AsyncGenerator<Uint8Array, void, undefined> {
    const method = services['etcdserverpb.Maintenance'].Snapshot;
    const options = { signal: io.interrupted, ...(timeoutMs === undefined ? {} : { timeoutMs }) };
    for await (const message of cluster.messages(method, SnapshotRequest.create(), options)) {
      if (isFirst) totalBytes = message.remainingBytes + message.blob.length;
      isFirst = false;
      version ||= message.version;
      yield message.blob;
    }
  }
  try {
    await saveDatabaseSnapshot(new NodeDisk(), path, blobs(), (done) => bar.show(done, totalBytes));
  } catch (error) {
    throw saveFailure(error);
  }
  bar[Symbol.dispose]();
  io.stdout.write(`Snapshot saved at ${path}\n`);
  if (version !== '') io.stdout.write(`Server version ${version}\n`);
}

/** Whatever ends it before the file is there has interrupted it. */
function saveFailure(error: unknown): unknown {
  if (error instanceof DiskError && error.cause instanceof Error && 'syscall' in error.cause) {
    const call = String(error.cause.syscall);
    return new CtlError(exitCode.interrupted, `could not ${call} ${error.path} (${diskReason(error)})`);
  }
  const failure = fileFailure(error);
  if (!(failure instanceof CtlError)) return failure;
  return new CtlError(exitCode.interrupted, failure.message, failure.hint);
}

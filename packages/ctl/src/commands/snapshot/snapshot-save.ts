import { NodeDisk } from '@quorate/node-ports';
import { SnapshotRequest, services } from '@quorate/protocol';
import { saveDatabaseSnapshot } from '@quorate/snapshot';
import type { CommandContext } from '../../command-context.ts';
import { Cluster } from '../../connection/cluster.ts';
import { badArguments, CtlError, exitCode } from '../../ctl-error.ts';
import { ProgressBar } from '../../progress/progress-bar.ts';
import { fileFailure } from './file-failure.ts';

/** `snapshot save <filename>` */
export async function snapshotSave(context: CommandContext): Promise<void> {
  const { args, io } = context;
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
  using bar = new ProgressBar(io.stderr, 'saving');
  let version = '';
  let totalBytes: number | undefined;
  let isFirst = true;
  async function* blobs(): AsyncGenerator<Uint8Array, void, undefined> {
    const method = services['etcdserverpb.Maintenance'].Snapshot;
    for await (const message of cluster.messages(method, SnapshotRequest.create(), { signal: io.interrupted })) {
      if (isFirst) totalBytes = message.remainingBytes + message.blob.length;
      isFirst = false;
      version ||= message.version;
      yield message.blob;
    }
  }
  try {
    await saveDatabaseSnapshot(new NodeDisk(), path, blobs(), (done) => bar.show(done, totalBytes));
  } catch (error) {
    throw fileFailure(error);
  }
  bar[Symbol.dispose]();
  io.stdout.write(`Snapshot saved at ${path}\n`);
  if (version !== '') io.stdout.write(`Server version ${version}\n`);
}

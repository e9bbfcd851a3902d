import { NodeDisk } from '@quorate/node-ports';
import { restoreSnapshot } from '@quorate/snapshot';
import type { CommandContext } from '../../command-context.ts';
import { badArguments } from '../../ctl-error.ts';
import { ProgressBar } from '../../progress/progress-bar.ts';
import { hexId } from '../../text/hex-bytes.ts';
import { fileFailure } from './file-failure.ts';

/** `snapshot restore <filename>` */
export async function snapshotRestore(context: CommandContext): Promise<void> {
  const { args, flags, io } = context;
  const [snapshotPath] = args;
  if (snapshotPath === undefined || args.length > 1) {
    throw badArguments('snapshot restore requires exactly one argument');
  }
  if (flags.number('bump-revision') > 0 !== flags.bool('mark-compacted')) {
    throw badArguments('--mark-compacted required if --revision-bump > 0');
  }
  const dataDirectory = flags.string('data-dir');
  const walDirectory = flags.string('wal-dir');
  using bar = new ProgressBar(io.stderr, 'restoring');
  try {
    const restored = await restoreSnapshot({
      disk: new NodeDisk(),
      snapshotPath,
      name: flags.string('name'),
      ...(dataDirectory === '' ? {} : { dataDirectory }),
      ...(walDirectory === '' ? {} : { walDirectory }),
      initialCluster: flags.string('initial-cluster'),
      initialClusterToken: flags.string('initial-cluster-token'),
      initialAdvertisePeerUrls: flags.string('initial-advertise-peer-urls'),
      skipHashCheck: flags.bool('skip-hash-check'),
      bumpRevision: flags.number('bump-revision'),
      markCompacted: flags.bool('mark-compacted'),
      onProgress: (done, total) => bar.show(done, total),
    });
    bar[Symbol.dispose]();
    const member = hexId(restored.memberId);
    // Etcd's tools say this in their log, which is standard error too.
    io.stderr.write(`Restored ${snapshotPath} to ${restored.dataDirectory}, for member ${member}\n`);
  } catch (error) {
    throw fileFailure(error);
  }
}

import { type CommandContext, fileFailure, ProgressBar } from '@quorate/ctl/extend';
import { NodeClock } from '@quorate/node-ports';
import { databasePath, openDatabase } from './open-database.ts';

/** `defrag --data-dir`: rewrites the database of a directory that no member uses. */
export async function defrag(context: CommandContext): Promise<void> {
  const path = databasePath(context.flags.string('data-dir'));
  try {
    const database = await openDatabase(context, path);
    using bar = new ProgressBar(context.io.stderr, 'copying');
    try {
      await database.defragment({
        clock: new NodeClock(),
        tempPath: `${path}.tmp.defrag`,
        onProgress: (done, total) => bar.show(done, total),
      });
    } finally {
      await database.close();
    }
  } catch (error) {
    throw fileFailure(error);
  }
}

import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '@quorate/bbolt';
import { type Answer, type CommandContext, CtlError, exitCode, field, fileFailure, print } from '@quorate/ctl/extend';
import { Backend, type HashKvResult, Store } from '@quorate/mvcc-store';
import { NodeClock, NodeDisk } from '@quorate/node-ports';

/** `hashkv <filename>`: what `endpoint hashkv` says of a member with this database. */
export async function hashKv(context: CommandContext): Promise<void> {
  const [path] = context.args;
  if (path === undefined || context.args.length > 1) {
    throw new CtlError(exitCode.badArguments, 'hashkv requires exactly one argument');
  }
  if ((await new NodeDisk().kind(path)) === undefined) {
    throw new CtlError(exitCode.error, `stat ${path}: no such file or directory`);
  }
  try {
    await print(context, hashAnswer(await hashOf(path, context.flags.number('rev'))));
  } catch (error) {
    throw fileFailure(error);
  }
}

/** The store is opened on a copy: opening it finishes what a crash has interrupted, and the file is to stay as it is. */
async function hashOf(path: string, revision: number): Promise<HashKvResult> {
  const folder = await mkdtemp(join(tmpdir(), 'quoratectl-'));
  try {
    const copy = join(folder, 'db');
    await copyFile(path, copy);
    const database = await Database.open({ disk: new NodeDisk(), path: copy, noSync: true });
    const clock = new NodeClock();
    // What fails to be written to the copy shows when the backend is closed; nothing depends on it.
    const backend = new Backend({ database, clock, onFailure: () => {} });
    const store = await Store.open({ backend, clock });
    try {
      return await store.hashKv(revision);
    } finally {
      await store.close();
      await backend.close();
      await database.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function hashAnswer({ hash, hashRevision, compactRevision }: HashKvResult): Answer {
  const row = [hash, hashRevision, compactRevision].map(String);
  return {
    simple: (out) => out.line(row.join(', ')),
    fields: (out) => {
      field(out, 'Hash', hash);
      field(out, 'Hash revision', hashRevision);
      field(out, 'Compact revision', compactRevision);
    },
    json: () => ({ hash, hashRevision, compactRevision }),
    table: () => ({ headings: ['Hash', 'Hash Revision', 'Compact Revision'], rows: [row] }),
  };
}

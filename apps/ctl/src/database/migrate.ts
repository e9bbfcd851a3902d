import type { Database } from '@quorate/bbolt';
import { type CommandContext, CtlError, exitCode, fileFailure } from '@quorate/ctl/extend';
import { databasePath, openDatabase } from './open-database.ts';
import { walVersion } from './wal-version.ts';

/** The versions whose storage is known, from the oldest on. */
const versions = ['3.5', '3.6', '3.7'] as const;
type Version = (typeof versions)[number];

const storageVersionKey = Buffer.from('storageVersion');

/** `migrate --data-dir --target-version`: makes the storage what another version of etcd expects. */
export async function migrate(context: CommandContext): Promise<void> {
  const { flags, io } = context;
  const target = targetOf(flags.string('target-version'));
  const dataDirectory = flags.string('data-dir');
  try {
    const database = await openDatabase(context, databasePath(dataDirectory));
    try {
      const current = versionOf(database, flags.bool('force'));
      if (current === target) {
        io.stderr.write(`storage version up-to-date: ${target}.0\n`);
        return;
      }
      if (versions.indexOf(target) < versions.indexOf(current)) {
        await requireOldLog(dataDirectory, target, flags.bool('force'));
      }
      await setVersion(database, target);
      io.stderr.write(`updated storage version from ${current}.0 to ${target}.0\n`);
    } finally {
      await database.close();
    }
  } catch (error) {
    throw fileFailure(error);
  }
}

/** Storage that says nothing is that of etcd 3.5, if it has what 3.5 writes. */
function versionOf(database: Database, force: boolean): Version {
  using transaction = database.beginRead();
  const text = Buffer.from(transaction.get('meta', storageVersionKey) ?? '').toString();
  const known = versions.find((version) => text.startsWith(`${version}.`));
  if (known !== undefined) return known;
  if (text !== '') throw new CtlError(exitCode.error, `storage version ${text} is not known`);
  for (const [key, what] of [
    ['confState', 'confstate'],
    ['term', 'term'],
  ] as const) {
    if (!force && transaction.get('meta', Buffer.from(key)) === undefined) {
      throw new CtlError(
        exitCode.error,
        `cannot detect storage schema version: missing ${what} information`,
        'Run the member with etcd 3.5 until it has taken a snapshot, or say --force.',
      );
    }
  }
  return '3.5';
}

async function requireOldLog(dataDirectory: string, target: Version, force: boolean): Promise<void> {
  const logVersion = await walVersion(`${dataDirectory}/member/wal`);
  const isNewer = logVersion !== undefined && compare(logVersion, target) > 0;
  if (!isNewer || force) return;
  throw new CtlError(
    exitCode.error,
    `cannot downgrade storage, WAL contains newer entries, as the target version (${target}.0) is lower than the version (${logVersion}.0) detected from WAL logs`,
    'Downgrade the cluster with `downgrade enable` first, and take a snapshot of the log.',
  );
}

function compare(one: string, other: string): number {
  const [major = 0, minor = 0] = one.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split('.').map(Number);
  return major - otherMajor || minor - otherMinor;
}

/** The version stands in the database from 3.6 on. */
async function setVersion(database: Database, target: Version): Promise<void> {
  using transaction = database.beginWrite();
  const meta = transaction.createBucketIfMissing('meta');
  if (target === '3.5') meta.delete(storageVersionKey);
  else meta.put(storageVersionKey, Buffer.from(`${target}.0`));
  await transaction.commit();
}

function targetOf(text: string): Version {
  if (!/^\d+\.\d+$/.test(text)) {
    throw new CtlError(
      exitCode.badArguments,
      `wrong target version format, expected "X.Y", got ${JSON.stringify(text)}`,
    );
  }
  const version = versions.find((candidate) => candidate === text);
  if (version !== undefined) return version;
  throw new CtlError(
    exitCode.badArguments,
    `target version ${JSON.stringify(text)} not supported. Minimal ${JSON.stringify(versions[0])}`,
  );
}

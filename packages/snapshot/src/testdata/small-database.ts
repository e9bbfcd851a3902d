import { Database } from '@quorate/bbolt';
import type { Disk } from '@quorate/ports';
import { KeyValue } from '@quorate/protocol';
import { encodeRevisionKey } from '../database/revision-key.ts';

const text = (words: string): Uint8Array => new TextEncoder().encode(words);

/** A database of an old cluster: two live keys at revision 5, a deleted one, a user, a member. */
export async function makeSmallDatabase(disk: Disk, path: string): Promise<void> {
  const database = await Database.open({ disk, path });
  using transaction = database.beginWrite();
  const keys = transaction.createBucketIfMissing('key');
  const put = (revision: number, key: string, value: string): void => {
    const pair = { key: text(key), value: text(value), createRevision: 2, modRevision: revision, version: 1 };
    keys.put(encodeRevisionKey(revision, 0), KeyValue.encode(KeyValue.create(pair)));
  };
  put(2, 'a', '1');
  put(3, 'b', '1');
  put(4, 'a', '2');
  const tombstone = new Uint8Array([...encodeRevisionKey(5, 0), 't'.charCodeAt(0)]);
  keys.put(tombstone, KeyValue.encode(KeyValue.create({ key: text('b') })));
  keys.put(encodeRevisionKey(5, 1), KeyValue.encode(KeyValue.create({ key: text('c'), value: text('x') })));
  transaction.createBucketIfMissing('authUsers').put(text('root'), text('secret'));
  transaction.createBucketIfMissing('members').put(text('ab'), text('{"id":171,"peerURLs":["http://old:1"]}'));
  transaction.createBucketIfMissing('members_removed').put(text('cd'), text('removed'));
  const meta = transaction.createBucketIfMissing('meta');
  meta.put(text('consistent_index'), new Uint8Array(8).fill(9));
  meta.put(text('storageVersion'), text('3.7.0'));
  await transaction.commit();
  await database.close();
}

/** Every pair of every bucket, as text where it is text. */
export async function readAll(disk: Disk, path: string): Promise<Record<string, Record<string, string>>> {
  const database = await Database.open({ disk, path, readOnly: true });
  const content: Record<string, Record<string, string>> = {};
  {
    using transaction = database.beginRead();
    for (const name of transaction.bucketNames()) {
      const pairs: Record<string, string> = {};
      transaction.bucket(name)?.forEach((key, value = new Uint8Array(0)) => {
        pairs[Buffer.from(key).toString('latin1')] = Buffer.from(value).toString('latin1');
      });
      content[new TextDecoder().decode(name)] = pairs;
    }
  }
  await database.close();
  return content;
}

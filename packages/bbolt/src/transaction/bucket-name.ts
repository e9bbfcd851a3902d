import type { BucketName } from '../api/bucket.ts';
import { DatabaseError } from '../database-error.ts';
import { keyBytesMax } from '../format/layout.ts';

/** A bucket's name as the key it is stored under. */
export function bucketNameBytes(name: BucketName): Uint8Array {
  return typeof name === 'string' ? Buffer.from(name) : name;
}

/** The same as text with one character a byte, to look objects up by. */
export function bucketNameText(name: Uint8Array): string {
  return Buffer.from(name.buffer, name.byteOffset, name.length).toString('latin1');
}

/** Throws DatabaseError `key-required` or `key-too-large`. */
export function requireKey(key: Uint8Array): void {
  if (key.length === 0) {
    throw new DatabaseError('key-required', 'a key, or a name of a bucket, has at least one byte');
  }
  if (key.length > keyBytesMax) {
    throw new DatabaseError('key-too-large', `a key of ${key.length} bytes; the format allows ${keyBytesMax}`);
  }
}

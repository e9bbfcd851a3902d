import { damagedFile } from '../database-error.ts';
import { freelistFlag, pageHeaderBytes } from '../format/layout.ts';
import type { Meta } from '../format/meta.ts';
import { checkTrailer, trailerBytes } from '../format/page-trailer.ts';
import type { Store } from './store.ts';

/** A count of this value says that the count did not fit into 16 bits and is the first number of the list. */
const countInList = 0xffff;

/** Takes over the list of free pages that an older file has written. Throws DatabaseError `corrupt`. */
export async function readFreelist(store: Store, meta: Meta, first: number): Promise<void> {
  const { file, pageSize } = store;
  const fail = (how: string): never => {
    throw damagedFile(file?.path, `the list of free pages in page ${first} is damaged: ${how}`);
  };
  if (file === undefined || first >= meta.highWater) {
    return fail('it is outside of the file');
  }
  let bytes = new Uint8Array(pageSize);
  await file.read(bytes, first * pageSize);
  let view = new DataView(bytes.buffer);
  const overflow = view.getUint32(12, true);
  if (Number(view.getBigUint64(0, true)) !== first || view.getUint16(8, true) !== freelistFlag) {
    return fail('its header is that of another page');
  }
  if (first + overflow >= meta.highWater) {
    return fail(`it claims ${overflow} overflow pages`);
  }
  bytes = new Uint8Array((overflow + 1) * pageSize);
  await file.read(bytes, first * pageSize);
  view = new DataView(bytes.buffer);
  let count = view.getUint16(10, true);
  let at = pageHeaderBytes;
  if (count === countInList) {
    count = Number(view.getBigUint64(at, true));
    at += 8;
  }
  if (at + count * 8 > bytes.length) {
    return fail(`it claims ${count} entries`);
  }
  // A list without room for a trailer is bbolt's.
  if (at + count * 8 <= bytes.length - trailerBytes && checkTrailer(bytes) === 'wrong') {
    return fail('its checksum is wrong');
  }
  for (let index = 0; index < count; index++, at += 8) {
    const id = Number(view.getBigUint64(at, true));
    if (id < 2 || id >= meta.highWater || store.free.has(id)) {
      return fail(`entry ${index} is page ${id}`);
    }
    store.free.addFree(id);
  }
  store.freelistSpan = overflow + 1;
}

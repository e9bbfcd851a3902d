import { crc32c } from '@quorate/crc32c';
import type { Disk } from '@quorate/ports';
import { RecordReader } from '../record/record-reader.ts';
import { RecordType } from '../record/record-type.ts';
import type { SegmentPath } from '../segment/segment-list.ts';
import { corrupt, WalError } from '../wal-error.ts';

/** Takes one record; the reader's fields say what it is. Throws what is wrong with it as an `Error` without a place. */
export type RecordVisitor = (reader: RecordReader) => void;

/** Where the records end. */
export interface LogEnd {
  readonly segment: SegmentPath;
  /** Bytes of the last segment that are records. */
  readonly offset: number;
  /** Checksum of everything up to there. */
  readonly crc: number;
  /** Whether the record after them was torn by a crash; without it there is none. */
  readonly torn: boolean;
}

/**
 * Reads segments record by record, checks every checksum and the chain from segment to segment, and hands the records on. The
 * last segment may end in a torn record, which is not handed on; anything else that is wrong rejects with `corrupt`.
 */
export async function replaySegments(
  disk: Disk,
  segments: readonly SegmentPath[],
  visit: RecordVisitor,
): Promise<LogEnd> {
  let crc: number | undefined;
  let end: LogEnd | undefined;
  for (const [at, segment] of segments.entries()) {
    end = await replaySegment(disk, segment, { crc, isLast: at === segments.length - 1 }, visit);
    crc = end.crc;
  }
  if (end === undefined) throw new Error('a log has at least one segment');
  return end;
}

interface Position {
  /** The checksum the segment must begin with; undefined when the segments before were not read. */
  readonly crc: number | undefined;
  readonly isLast: boolean;
}

async function replaySegment(
  disk: Disk,
  segment: SegmentPath,
  { crc: crcBefore, isLast }: Position,
  visit: RecordVisitor,
): Promise<LogEnd> {
  const file = await disk.open(segment.path, 'read');
  try {
    const reader = new RecordReader(file, await file.size());
    const chain = new Chain(crcBefore);
    for (;;) {
      const outcome = reader.take();
      switch (outcome) {
        case 'more':
          await reader.fill();
          continue;
        case 'record':
          if (!chain.fits(reader)) {
            if (isLast && reader.isTorn()) return chain.end(segment, reader.offset, true);
            throw corrupt(segment.path, reader.offset, 'the checksum does not fit the data');
          }
          handOn(reader, chain, visit);
          continue;
        case 'end':
          if (chain.records < headerRecords) {
            throw corrupt(segment.path, reader.offset, 'the segment ends before its metadata');
          }
          if (isLast) await checkLength(reader, chain);
          return chain.end(segment, reader.offset, false);
        case 'cut-short':
        case 'malformed':
          if (isLast && chain.records >= headerRecords && (outcome === 'cut-short' || reader.isTorn())) {
            await checkLength(reader, chain);
            return chain.end(segment, reader.offset, true);
          }
          throw corrupt(segment.path, reader.offset, outcome === 'malformed' ? 'no record' : 'the record is cut short');
      }
    }
  } finally {
    await file.close();
  }
}

/**
 * Tells a damaged length from a torn end, which looks the same to etcd: a record that fits the checksums, behind a length that is not
 * its own, was written whole. A length does not cross a sector, so a crash cannot leave the record and change the length.
 */
async function checkLength(reader: RecordReader, chain: Chain): Promise<void> {
  if (!(await reader.takeDespiteLength()) || !chain.fits(reader)) return;
  throw corrupt(reader.path, reader.offset, 'the record is whole, but its length is wrong');
}

/** Every segment begins with a checksum and the metadata; they are synced before the segment gets its name. */
const headerRecords = 2;

function handOn(reader: RecordReader, chain: Chain, visit: RecordVisitor): void {
  try {
    checkPlace(reader, chain.records);
    visit(reader);
  } catch (cause) {
    if (cause instanceof WalError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw corrupt(reader.path, reader.offset, reason, cause);
  }
  chain.records++;
}

/** The checksum does not cover a record's type, so the types are held against their fixed places. */
function checkPlace(reader: RecordReader, record: number): void {
  const isCrc = reader.type === RecordType.Crc;
  if (isCrc !== (record === 0)) throw new Error('a checksum record stands first in a segment and nowhere else');
  if (isCrc && reader.dataEnd > reader.dataStart) throw new Error('a checksum record has no data');
  const isMetadata = reader.type === RecordType.Metadata;
  if (isMetadata !== (record === 1)) throw new Error('the metadata stands second in a segment and nowhere else');
}

/** The running checksum of one segment. */
class Chain {
  records = 0;
  #crc: number | undefined;

  constructor(crc: number | undefined) {
    this.#crc = crc;
  }

  /** Whether the record carries the right checksum; if so it counts. */
  fits(reader: RecordReader): boolean {
    if (this.records === 0) {
      this.#crc ??= reader.crc;
      return this.#crc === reader.crc;
    }
    const crc = crc32c(reader.bytes, this.#crc, reader.dataStart, reader.dataEnd);
    if (crc !== reader.crc) return false;
    this.#crc = crc;
    return true;
  }

  end(segment: SegmentPath, offset: number, torn: boolean): LogEnd {
    return { segment, offset, crc: this.#crc ?? 0, torn };
  }
}

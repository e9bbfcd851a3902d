/** What a record of the log holds (walpb). */
export const RecordType = {
  /** Bytes of the owner, the same in every segment: etcd's member and cluster id. */
  Metadata: 1,
  Entry: 2,
  State: 3,
  /** No data: the checksum of everything before, first in every segment. */
  Crc: 4,
  /** Says that a snapshot at this index is on disk. */
  Snapshot: 5,
} as const;

/** Bytes of the length field in front of every record. */
export const frameBytes = 8;

/** Records begin at multiples of this, so that a frame's length never crosses a sector. */
export const alignmentBytes = 8;

/** What a drive writes whole or not at all; etcd's unit for telling a torn write from damage. */
export const sectorBytes = 512;

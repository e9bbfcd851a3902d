/** What a segment's file name says. */
export interface SegmentName {
  /** Counts segments from 0. */
  readonly sequence: number;
  /** The raft index its first entry has, or would have. */
  readonly firstIndex: number;
}

const pattern = /^([0-9a-f]{16})-([0-9a-f]{16})\.wal$/;

/** `<sequence>-<first index>.wal`, both in 16 hexadecimal digits, as etcd names segments. */
export function formatSegmentName({ sequence, firstIndex }: SegmentName): string {
  return `${hex16(sequence)}-${hex16(firstIndex)}.wal`;
}

/** Undefined for the name of something else, such as `0.tmp` or a `.broken` copy. */
export function parseSegmentName(name: string): SegmentName | undefined {
  const [, sequence, firstIndex] = pattern.exec(name) ?? [];
  if (sequence === undefined || firstIndex === undefined) return undefined;
  return { sequence: Number.parseInt(sequence, 16), firstIndex: Number.parseInt(firstIndex, 16) };
}

function hex16(value: number): string {
  return value.toString(16).padStart(16, '0');
}

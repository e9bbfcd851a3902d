/** How the content of a field is delimited: the low three bits of its tag. */
export const wireType = {
  varint: 0,
  fixed64: 1,
  delimited: 2,
  startGroup: 3,
  endGroup: 4,
  fixed32: 5,
} as const;

/** The tag of a field: what precedes its content, as a varint. */
export function tagOf(fieldNumber: number, type: number): number {
  return ((fieldNumber << 3) | type) >>> 0;
}

import type { Field } from './model.ts';

/** Wire type of one value of a field: 2 for what has a length, 0 for varints. */
export function wireTypeOf(field: Field): 0 | 2 {
  return field.kind === 'bytes' || field.kind === 'string' || field.kind === 'message' ? 2 : 0;
}

/** The tag as the number that the varint holds. */
export function tagNumber(fieldNumber: number, wireType: number): number {
  return fieldNumber * 8 + wireType;
}

/** The tag's bytes. */
export function tagBytes(fieldNumber: number, wireType: number): number[] {
  const bytes: number[] = [];
  let rest = tagNumber(fieldNumber, wireType);
  while (rest > 0x7f) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

/** Order of two keys: negative, zero or positive, bytewise and then by length. */
export function compareKeys(left: Uint8Array, right: Uint8Array): number {
  const leftLength = left.length;
  const rightLength = right.length;
  const common = Math.min(leftLength, rightLength);
  for (let index = 0; index < common; index++) {
    const difference = (left[index] as number) - (right[index] as number);
    if (difference !== 0) {
      return difference;
    }
  }
  return leftLength - rightLength;
}

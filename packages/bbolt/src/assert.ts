/** Stops where going on would write or serve something wrong. Stays on in production. */
export function assert(condition: boolean, invariant: string): asserts condition {
  if (!condition) {
    throw new Error(`bbolt: broken invariant: ${invariant}`);
  }
}

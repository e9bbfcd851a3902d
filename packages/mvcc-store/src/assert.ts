/** Stops what would otherwise go on wrong; `invariant` says in words what should have held. */
export function assert(condition: boolean, invariant: string): asserts condition {
  if (!condition) throw new Error(`broken invariant: ${invariant}`);
}

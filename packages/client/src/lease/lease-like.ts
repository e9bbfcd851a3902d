/** A lease, by its handle or by its id. */
export type LeaseLike = bigint | { readonly id: bigint };

/** The id of a lease. */
export function leaseIdOf(lease: LeaseLike): bigint {
  return typeof lease === 'bigint' ? lease : lease.id;
}

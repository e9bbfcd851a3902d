/**
 * What the store needs of leases: which exist, and which key hangs on which. Keys are byte strings: one character a byte (latin1).
 */
export interface LeaseKeeper {
  has(leaseId: bigint): boolean;
  /** The lease a key is attached to; 0n for none. */
  leaseOf(key: string): bigint;
  /** Attaches a key that is attached to none. The lease exists: the store has asked. */
  attach(leaseId: bigint, key: string): void;
  detach(leaseId: bigint, key: string): void;
}

/** No leases at all: every request with one is refused. */
export const noLeases: LeaseKeeper = {
  has: () => false,
  leaseOf: () => 0n,
  attach() {},
  detach() {},
};

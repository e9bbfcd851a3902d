/** What a member asks others that is no raft message: each call goes to one member, by its peer URLs. */
export interface RemoteMembers {
  /** The member's server version, `3.7.1`. Rejects when it does not answer in time. */
  serverVersion(urls: readonly string[]): Promise<string>;
  /** Has the leader renew a lease; its TTL in seconds, or undefined when it knows no such lease. */
  renewLease(urls: readonly string[], id: bigint): Promise<number | undefined>;
  /** Asks the leader about a lease; undefined when it knows no such lease. */
  leaseTimeToLive(
    urls: readonly string[],
    id: bigint,
    withKeys: boolean,
  ): Promise<
    { readonly grantedTtl: number; readonly remainingTtl: number; readonly keys: readonly Uint8Array[] } | undefined
  >;
  /** Has the leader promote a learner. Rejects with an error that has etcd's text. */
  promote(urls: readonly string[], id: bigint): Promise<void>;
}

/** What the service of keys and values counts. */
export interface KvMetrics {
  readonly ranges: { add(): void };
  readonly txns: { add(): void };
}

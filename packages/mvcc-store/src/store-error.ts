/** Why the store refused a request; each code has etcd's own text. */
const texts = {
  compacted: 'etcdserver: mvcc: required revision has been compacted',
  'future-revision': 'etcdserver: mvcc: required revision is a future revision',
  'key-not-found': 'etcdserver: key not found',
  'lease-not-found': 'etcdserver: requested lease not found',
  'invalid-sort-option': 'etcdserver: invalid sort option',
  closed: 'mvcc: closed',
  corrupt: 'mvcc: the database is damaged',
} as const;

export type StoreErrorCode = keyof typeof texts;

/** A request that the store refused: nothing was changed by it. The message is etcd's text for the code. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  /** `detail` is added to the text; for what never reaches a client. */
  constructor(code: StoreErrorCode, detail?: string, options?: ErrorOptions) {
    super(detail === undefined ? texts[code] : `${texts[code]}: ${detail}`, options);
    this.code = code;
  }
}

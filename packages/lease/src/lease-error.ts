/** Why a lease could not be had; each code has etcd's own text. */
const texts = {
  'lease-not-found': 'etcdserver: requested lease not found',
  'lease-exists': 'etcdserver: lease already exists',
  'ttl-too-large': 'etcdserver: too large lease TTL',
  'not-primary': 'not a primary lessor',
} as const;

export type LeaseErrorCode = keyof typeof texts;

/** A request about a lease that was refused. The message is etcd's text for the code. */
export class LeaseError extends Error {
  override readonly name = 'LeaseError';
  readonly code: LeaseErrorCode;

  constructor(code: LeaseErrorCode) {
    super(texts[code]);
    this.code = code;
  }
}

import type { KeyValue, ResponseHeader } from '@quorate/protocol';
import type { CallOptions } from '../connection/call-options.ts';
import { text } from '../kv/bytes.ts';
import { compare } from '../kv/compare.ts';
import { keyId } from '../kv/key-id.ts';
import { type KeyRange, toKeyRange } from '../kv/key-range.ts';
import { keep } from '../kv/kv-options.ts';
import { op } from '../kv/op.ts';
import type { KeySpace } from '../namespace/key-space.ts';
import type { Session } from '../session/session.ts';
import type { Store } from '../store.ts';

/** Written over the key that an owner holds, to ask for it; as Go's leasing client does. */
const revocation = 'REVOKE';

/** Keys held at most: each costs the server a key on a lease, and this process a copy of the value. */
const heldMax = 10_000;

/** A key that was asked for is left alone for so long, so that its writers get through. */
const coolDownMs = 500;

interface Held {
  readonly kv: KeyValue | undefined;
  readonly header: ResponseHeader;
}

/** Keys that this session answers reads of, each by a key of its own under the prefix that tells everybody so. */
export class LeasedKeys {
  readonly #store: Store;
  readonly #space: KeySpace;
  readonly #session: Session;
  readonly #held = new Map<string, Held>();
  /** Revision of the last request to give a key up, and until when it is left alone. */
  readonly #revoked = new Map<string, { readonly revision: number; readonly untilMs: number }>();

  constructor(store: Store, space: KeySpace, session: Session) {
    this.#store = store;
    this.#space = space;
    this.#session = session;
    // From the moment the lease is lost, others may write.
    session.signal.addEventListener('abort', () => this.#held.clear());
  }

  /** Keys that reads are answered of without a request. */
  get size(): number {
    return this.#held.size;
  }

  /** A key, from memory if it is held, else from the server, and held from then on. */
  async get(key: Uint8Array, options: CallOptions): Promise<Held> {
    const id = keyId(key);
    const held = this.#held.get(id);
    if (held !== undefined) return held;
    const isCooling = performance.now() < (this.#revoked.get(id)?.untilMs ?? 0);
    if (isCooling || this.#held.size >= heldMax || this.#session.signal.aborted) {
      const { kvs, header } = await this.#store.kv.range(key, options);
      return { kv: kvs[0], header };
    }
    const owner = this.#space.enterKey(key);
    const result = await this.#store.kv
      .txn()
      .if(compare.missing(owner))
      .do(op.put(owner, '', { lease: this.#session.lease }), op.get(key))
      .else(op.get(key))
      .commit({ idempotent: true, ...options });
    const { header } = result;
    if (!result.succeeded) return { kv: result.responses[0], header };
    const read: Held = { kv: result.responses[1], header };
    // The request to give it up may have overtaken the answer.
    if ((this.#revoked.get(id)?.revision ?? 0) > header.revision) await this.#release(owner);
    else if (!this.#session.signal.aborted) this.#held.set(id, read);
    return read;
  }

  /** Asks whoever holds the keys of a range to give them up, and waits until they have, or their leases have ended. */
  async revokeOwners(range: KeyRange, options: CallOptions): Promise<void> {
    const { kvs } = await this.#store.kv.range(toKeyRange(range), { ...options, keysOnly: true });
    await Promise.all(
      kvs.map(async ({ key, createRevision }) => {
        const asked = await this.#store.kv
          .txn()
          .if(compare.createRevision(key, '=', createRevision))
          .do(op.put(key, revocation, { lease: keep }))
          .commit({ ...options, idempotent: true });
        if (!asked.succeeded) return;
        const { signal } = options;
        for await (const { type } of this.#store.watch(key, { startRevision: asked.revision, skip: 'puts', signal })) {
          if (type === 'delete') return;
        }
        signal?.throwIfAborted();
      }),
    );
  }

  /** Gives up what others ask for, until the session ends. Resolves once that is being listened for. */
  async listen(range: KeyRange): Promise<void> {
    const watcher = this.#store.watch(range, { skip: 'deletes', signal: this.#session.signal });
    watcher.on('put', ({ key, kv, revision }) => {
      if (text(kv.value) !== revocation) return;
      const id = keyId(this.#space.leaveKey(key));
      const isMine = kv.lease === this.#session.lease.id;
      this.#revoked.delete(id);
      this.#revoked.set(id, { revision, untilMs: performance.now() + coolDownMs });
      this.#forgetOld();
      this.#held.delete(id);
      if (isMine) void this.#release(key).catch(() => undefined);
    });
    // Without hearing of requests, keys may not be held: the lease makes them free.
    watcher.on('error', () => void this.#session.close().catch(() => undefined));
    await watcher.created;
  }

  async #release(owner: Uint8Array): Promise<void> {
    await this.#store.kv
      .txn()
      .if(compare.lease(owner, '=', this.#session.lease))
      .do(op.delete(owner))
      .commit({ idempotent: true });
  }

  /** Drops the oldest requests that no longer matter. */
  #forgetOld(): void {
    for (const [id, { untilMs }] of this.#revoked) {
      if (untilMs > performance.now()) return;
      this.#revoked.delete(id);
    }
  }
}

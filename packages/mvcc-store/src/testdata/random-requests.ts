import type { Random } from '@quorate/ports';
import {
  Compare,
  type CompareTargetUnion,
  DeleteRangeRequest,
  PutRequest,
  RangeRequest,
  RequestOp,
  type SortOrder,
  type SortTarget,
  TxnRequest,
} from '@quorate/protocol';

/** A request to a store, of any kind. */
export type StoreRequest =
  | { readonly kind: 'range'; readonly request: RangeRequest }
  | { readonly kind: 'put'; readonly request: PutRequest }
  | { readonly kind: 'deleteRange'; readonly request: DeleteRangeRequest }
  | { readonly kind: 'txn'; readonly request: TxnRequest }
  | { readonly kind: 'compact'; readonly revision: number }
  | { readonly kind: 'hashKv'; readonly revision: number }
  | { readonly kind: 'grant'; readonly lease: bigint }
  | { readonly kind: 'revoke'; readonly lease: bigint };

/** Makes up requests that mean something to each other: few keys, few leases, revisions near those there are. */
export class RandomRequests {
  readonly #random: Random;
  readonly #keyCount: number;

  constructor(random: Random, keyCount = 40) {
    this.#random = random;
    this.#keyCount = keyCount;
  }

  /** The next request, to a store at that revision. */
  next(revision: number): StoreRequest {
    const dice = this.#random.below(100);
    if (dice < 30) return { kind: 'range', request: this.#range(revision) };
    if (dice < 58) return { kind: 'put', request: this.#put() };
    if (dice < 66) return { kind: 'deleteRange', request: this.#deleteRange() };
    if (dice < 88) return { kind: 'txn', request: this.#txn(revision, 2) };
    if (dice < 90) return { kind: 'compact', revision: Math.max(1, revision - this.#random.below(30) + 3) };
    if (dice < 95) return { kind: 'hashKv', revision: this.#revision(revision) };
    if (dice < 98) return { kind: 'grant', lease: this.#lease() };
    return { kind: 'revoke', lease: this.#lease() };
  }

  #chance(percent: number): boolean {
    return this.#random.below(100) < percent;
  }

  #key(): Uint8Array {
    return Buffer.from(`k${String(this.#random.below(this.#keyCount)).padStart(2, '0')}`);
  }

  #value(): Uint8Array {
    const length = this.#chance(10) ? 0 : this.#random.below(12);
    return this.#random.bytes(length);
  }

  #lease(): bigint {
    return BigInt(1 + this.#random.below(5));
  }

  /** Mostly one that can be read, now and then one that cannot. */
  #revision(current: number): number {
    if (this.#chance(50)) return 0;
    return Math.max(0, current - this.#random.below(30) + 3);
  }

  #rangeEnd(): Uint8Array {
    const dice = this.#random.below(100);
    if (dice < 45) return new Uint8Array(0);
    return dice < 65 ? new Uint8Array(1) : this.#key();
  }

  #range(revision: number): RangeRequest {
    const bound = () => (this.#chance(12) ? this.#random.below(revision + 2) : 0);
    return RangeRequest.create({
      key: this.#chance(10) ? new Uint8Array(1) : this.#key(),
      rangeEnd: this.#rangeEnd(),
      limit: this.#chance(40) ? this.#random.below(12) : 0,
      revision: this.#chance(60) ? 0 : this.#revision(revision),
      sortOrder: this.#random.below(3) as SortOrder,
      sortTarget: (this.#chance(40) ? 0 : this.#random.below(5)) as SortTarget,
      serializable: this.#chance(50),
      keysOnly: this.#chance(20),
      countOnly: this.#chance(10),
      minModRevision: bound(),
      maxModRevision: bound(),
      minCreateRevision: bound(),
      maxCreateRevision: bound(),
    });
  }

  #put(): PutRequest {
    const ignoreValue = this.#chance(8);
    const ignoreLease = this.#chance(8);
    return PutRequest.create({
      key: this.#key(),
      value: ignoreValue ? new Uint8Array(0) : this.#value(),
      lease: !ignoreLease && this.#chance(25) ? this.#lease() : 0n,
      prevKv: this.#chance(30),
      ignoreValue,
      ignoreLease,
    });
  }

  #deleteRange(): DeleteRangeRequest {
    const isWide = this.#chance(3);
    return DeleteRangeRequest.create({
      key: this.#key(),
      rangeEnd: isWide ? new Uint8Array(1) : this.#chance(30) ? this.#key() : new Uint8Array(0),
      prevKv: this.#chance(40),
    });
  }

  #txn(revision: number, depth: number): TxnRequest {
    const operations = () => Array.from({ length: this.#random.below(4) }, () => this.#operation(revision, depth));
    return TxnRequest.create({
      compare: Array.from({ length: this.#random.below(3) }, () => this.#compare(revision)),
      success: operations(),
      failure: operations(),
    });
  }

  #operation(revision: number, depth: number): RequestOp {
    const dice = this.#random.below(100);
    if (dice < 35) return RequestOp.create({ request: { case: 'requestRange', value: this.#range(revision) } });
    if (dice < 70) return RequestOp.create({ request: { case: 'requestPut', value: this.#put() } });
    if (dice < 85 || depth === 0) {
      return RequestOp.create({ request: { case: 'requestDeleteRange', value: this.#deleteRange() } });
    }
    return RequestOp.create({ request: { case: 'requestTxn', value: this.#txn(revision, depth - 1) } });
  }

  #compare(revision: number): Compare {
    const target = this.#random.below(5);
    const near = () => Math.max(0, revision - this.#random.below(20));
    const unions: CompareTargetUnion[] = [
      { case: 'version', value: this.#random.below(4) },
      { case: 'createRevision', value: near() },
      { case: 'modRevision', value: near() },
      { case: 'value', value: this.#value() },
      { case: 'lease', value: this.#chance(50) ? 0n : this.#lease() },
    ];
    return Compare.create({
      result: this.#random.below(4) as Compare['result'],
      target: target as Compare['target'],
      key: this.#key(),
      targetUnion: unions[target],
      rangeEnd: this.#chance(70) ? new Uint8Array(0) : this.#rangeEnd(),
    });
  }
}

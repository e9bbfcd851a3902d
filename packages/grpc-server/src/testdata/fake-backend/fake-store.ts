import {
  Compare,
  CompareResult,
  CompareTarget,
  DeleteRangeRequest,
  DeleteRangeResponse,
  Event,
  EventType,
  KeyValue,
  PutRequest,
  PutResponse,
  RangeRequest,
  RangeResponse,
  type RequestOp,
  type ResponseOp,
  SortOrder,
  SortTarget,
  TxnRequest,
  TxnResponse,
} from '@quorate/protocol';
import { etcdError } from '../../etcd/etcd-errors.ts';

/** A change of the store, with the version it replaced. */
export interface Change {
  readonly revision: number;
  readonly event: Event;
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

/** True when a key lies in `[start, end)` with etcd's meanings of an empty end and of one zero byte. */
export function inRange(key: string, start: string, end: string): boolean {
  if (end === '') return key === start;
  return key >= start && (end === '\0' || key < end);
}

/** etcd's store as far as service tests need it: versions of keys in memory, every change in a list. */
export class FakeStore {
  revision = 1;
  compactRevision = 0;
  readonly changes: Change[] = [];
  /** Why watchers cannot read the past, when they cannot. */
  damage: Error | undefined;
  readonly leases = new Map<bigint, number>();
  onChange: () => void = () => {};

  /** The keys in a range as of a revision, in the order of the keys. */
  versionsAt(start: string, end: string, revision: number): KeyValue[] {
    const latest = new Map<string, KeyValue>();
    for (const { event, revision: changed } of this.changes) {
      const kv = event.kv as KeyValue;
      const key = text(kv.key);
      if (changed > revision || !inRange(key, start, end)) continue;
      if (event.type === EventType.Delete) latest.delete(key);
      else latest.set(key, kv);
    }
    return [...latest.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kv]) => kv);
  }

  range(request: RangeRequest, current = this.revision): RangeResponse {
    if (request.revision > this.revision) throw etcdError('futureRevision');
    if (request.revision > 0 && request.revision < this.compactRevision) throw etcdError('compacted');
    const revision = request.revision > 0 ? request.revision : current;
    const all = this.versionsAt(text(request.key), text(request.rangeEnd), revision);
    const kvs = all.filter(
      ({ modRevision, createRevision }) =>
        (request.minModRevision === 0 || modRevision >= request.minModRevision) &&
        (request.maxModRevision === 0 || modRevision <= request.maxModRevision) &&
        (request.minCreateRevision === 0 || createRevision >= request.minCreateRevision) &&
        (request.maxCreateRevision === 0 || createRevision <= request.maxCreateRevision),
    );
    if (request.sortTarget === SortTarget.Create) kvs.sort((a, b) => a.createRevision - b.createRevision);
    if (request.sortOrder === SortOrder.Descend) kvs.reverse();
    const limited = (request.limit > 0 ? kvs.slice(0, request.limit) : kvs).map((kv) =>
      request.keysOnly ? { ...kv, value: new Uint8Array(0), lease: 0n } : kv,
    );
    return RangeResponse.create({
      header: { clusterId: 0n, memberId: 0n, revision: current, raftTerm: 0 },
      kvs: request.countOnly ? [] : limited,
      more: !request.countOnly && limited.length < kvs.length,
      count: all.length,
    });
  }

  put(request: PutRequest, revision = this.#begin()): PutResponse {
    if (request.lease !== 0n && !this.leases.has(request.lease)) throw etcdError('leaseNotFound');
    const [previous] = this.versionsAt(text(request.key), '', revision);
    const kv: KeyValue = {
      key: Uint8Array.from(request.key),
      value: Uint8Array.from(request.value),
      lease: request.lease,
      createRevision: previous?.createRevision ?? revision,
      modRevision: revision,
      version: (previous?.version ?? 0) + 1,
    };
    this.#record(revision, { type: EventType.Put, kv, prevKv: previous });
    return PutResponse.create({ prevKv: request.prevKv ? previous : undefined });
  }

  deleteRange(request: DeleteRangeRequest, revision = this.revision + 1): DeleteRangeResponse {
    const found = this.versionsAt(text(request.key), text(request.rangeEnd), revision);
    for (const previous of found) {
      const kv = KeyValue.create({ key: previous.key, modRevision: revision });
      this.#record(revision, { type: EventType.Delete, kv, prevKv: previous });
    }
    return DeleteRangeResponse.create({ deleted: found.length, prevKvs: request.prevKv ? found : [] });
  }

  txn(request: TxnRequest, revision = this.revision + 1): TxnResponse {
    const succeeded = request.compare.every((compare) => this.#holds(compare));
    const operations = succeeded ? request.success : request.failure;
    const responses = operations.map((operation) => this.#operate(operation, revision));
    return TxnResponse.create({ succeeded, responses });
  }

  compact(revision: number): void {
    if (revision > this.revision) throw etcdError('futureRevision');
    if (revision <= this.compactRevision) throw etcdError('compacted');
    this.compactRevision = revision;
  }

  #operate({ request }: RequestOp, revision: number): ResponseOp {
    const header = { clusterId: 0n, memberId: 0n, revision, raftTerm: 0 };
    switch (request?.case) {
      case 'requestRange':
        return { response: { case: 'responseRange', value: this.range(request.value, revision) } };
      case 'requestPut':
        return { response: { case: 'responsePut', value: { ...this.put(request.value, revision), header } } };
      case 'requestDeleteRange': {
        const value = { ...this.deleteRange(request.value, revision), header };
        return { response: { case: 'responseDeleteRange', value } };
      }
      case 'requestTxn':
        return { response: { case: 'responseTxn', value: this.txn(request.value, revision) } };
      default:
        throw etcdError('keyNotFound');
    }
  }

  #holds(compare: Compare): boolean {
    const [kv] = this.versionsAt(text(compare.key), '', this.revision);
    const expected = compare.targetUnion?.value ?? 0;
    const actual = {
      [CompareTarget.Version]: kv?.version ?? 0,
      [CompareTarget.Create]: kv?.createRevision ?? 0,
      [CompareTarget.Mod]: kv?.modRevision ?? 0,
      [CompareTarget.Value]: kv === undefined ? undefined : text(kv.value),
      [CompareTarget.Lease]: kv?.lease ?? 0n,
    }[compare.target];
    const wanted = expected instanceof Uint8Array ? text(expected) : expected;
    if (actual === undefined) return false;
    if (compare.result === CompareResult.Equal) return actual === wanted;
    if (compare.result === CompareResult.NotEqual) return actual !== wanted;
    return compare.result === CompareResult.Greater ? actual > wanted : actual < wanted;
  }

  #begin(): number {
    return this.revision + 1;
  }

  #record(revision: number, event: Event): void {
    this.revision = revision;
    this.changes.push({ revision, event });
    this.onChange();
  }
}

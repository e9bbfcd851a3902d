import { Compare, CompareResult, CompareTarget } from '@quorate/protocol';
import { type LeaseLike, leaseIdOf } from '../lease/lease-like.ts';
import { type BytesLike, toBytes } from './bytes.ts';
import { type KeySelector, toKeyRange } from './key-range.ts';

/** How the two sides have to stand to each other. */
export type CompareOperator = '=' | '!=' | '<' | '>';

const results: Readonly<Record<CompareOperator, CompareResult>> = {
  '=': CompareResult.Equal,
  '!=': CompareResult.NotEqual,
  '<': CompareResult.Less,
  '>': CompareResult.Greater,
};

function on(
  selector: KeySelector,
  operator: CompareOperator,
  target: CompareTarget,
  union: Compare['targetUnion'],
): Compare {
  const { key, rangeEnd } = toKeyRange(selector);
  return Compare.create({ key, rangeEnd, result: results[operator], target, targetUnion: union });
}

/**
 * Conditions of a transaction. With a range, every key in it has to meet the condition. A key that does not exist has version,
 * revisions and lease 0, and meets no condition on its value.
 *
 * @example
 * ```ts
 * import { compare, EtcdClient, op, prefix } from '@quorate/client';
 *
 * await using client = new EtcdClient({ endpoints: 'http://127.0.0.1:2379' });
 * const isGreen = compare.value('config/mode', '=', 'green');
 * const isEmpty = compare.missing(prefix('jobs/'));
 * await client.kv.txn().if(isGreen, isEmpty).do(op.put('config/mode', 'blue')).commit();
 * ```
 */
export const compare = {
  /** On how many writes the key has seen in its current life. */
  version: (selector: KeySelector, operator: CompareOperator, version: number): Compare =>
    on(selector, operator, CompareTarget.Version, { case: 'version', value: version }),
  /** On the revision at which the key's current life began. */
  createRevision: (selector: KeySelector, operator: CompareOperator, revision: number): Compare =>
    on(selector, operator, CompareTarget.Create, { case: 'createRevision', value: revision }),
  /** On the revision of the key's last write. */
  modRevision: (selector: KeySelector, operator: CompareOperator, revision: number): Compare =>
    on(selector, operator, CompareTarget.Mod, { case: 'modRevision', value: revision }),
  /** On the value, byte by byte. */
  value: (selector: KeySelector, operator: CompareOperator, value: BytesLike): Compare =>
    on(selector, operator, CompareTarget.Value, { case: 'value', value: toBytes(value) }),
  /** On the id of the lease that the key is attached to. */
  lease: (selector: KeySelector, operator: CompareOperator, lease: LeaseLike): Compare =>
    on(selector, operator, CompareTarget.Lease, { case: 'lease', value: leaseIdOf(lease) }),
  /** The key exists. */
  exists: (key: BytesLike): Compare => compare.createRevision(key, '>', 0),
  /** The key does not exist; with a range: none in it does. */
  missing: (selector: KeySelector): Compare => compare.createRevision(selector, '=', 0),
} as const;

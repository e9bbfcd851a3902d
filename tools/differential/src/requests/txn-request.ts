import {
  Compare,
  type CompareResult,
  type CompareTarget,
  type CompareTargetUnion,
  RequestOp,
  TxnRequest,
} from '@quorate/protocol';
import type { Chooser } from './chooser.ts';
import { drawKey, drawKeyRange, drawLease, drawValue, isEndless } from './keys.ts';
import type { KnownState } from './known-state.ts';
import { drawDeleteRange, drawPut, drawRange } from './kv-requests.ts';
import { drawRevision } from './revisions.ts';

/** How many operations a txn may have; both servers are started with it, so that txns meet it. */
export const txnOperationsMax = 10;

/** How deep txns stand in txns. */
const depthMax = 3;

/**
 * What a txn's branches are made of. A deletion without an end is not seen to overlap puts of keys in it (in etcd, and so in ours); a put
 * that ignores value or lease, and finds its key deleted by the same txn, then ends the real etcd's process. A txn has one or the other.
 */
type Ingredients = 'endless deletions' | 'ignoring puts';

/** A txn of compares and of operations, with txns inside, duplicate keys and empty branches. */
export function drawTxn(chooser: Chooser, state: KnownState): TxnRequest {
  return drawPart(chooser, state, 0, chooser.percent(40) ? 'endless deletions' : 'ignoring puts');
}

function drawPart(chooser: Chooser, state: KnownState, depth: number, ingredients: Ingredients): TxnRequest {
  const length = (): number =>
    chooser.weighted([
      [20, 0],
      [70, 1 + chooser.below(3)],
      [9, 4],
      [1, txnOperationsMax + 1 - chooser.below(3)],
    ]);
  const operation = (): RequestOp => drawOperation(chooser, state, depth, ingredients);
  return TxnRequest.create({
    compare: chooser.several(
      chooser.weighted([
        [30, 0],
        [60, 1],
        [10, 2],
        [1, txnOperationsMax + 1],
      ]),
      () => drawCompare(chooser, state),
    ),
    success: chooser.several(length(), operation),
    failure: chooser.several(length(), operation),
  });
}

function drawOperation(chooser: Chooser, state: KnownState, depth: number, ingredients: Ingredients): RequestOp {
  const kind = chooser.weighted([
    [40, 'put'],
    [30, 'range'],
    [15, 'delete'],
    [depth < depthMax ? 15 : 0, 'txn'],
    [1, 'nothing'],
  ]);
  if (kind === 'put') {
    const value = drawPut(chooser);
    if (ingredients === 'endless deletions') Object.assign(value, { ignoreValue: false, ignoreLease: false });
    return RequestOp.create({ request: { case: 'requestPut', value } });
  }
  if (kind === 'range')
    return RequestOp.create({ request: { case: 'requestRange', value: drawRange(chooser, state) } });
  if (kind === 'delete') {
    const value = drawDeleteRange(chooser);
    if (ingredients === 'ignoring puts' && isEndless(value)) value.rangeEnd = new Uint8Array();
    return RequestOp.create({ request: { case: 'requestDeleteRange', value } });
  }
  if (kind === 'txn')
    return RequestOp.create({
      request: { case: 'requestTxn', value: drawPart(chooser, state, depth + 1, ingredients) },
    });
  return RequestOp.create();
}

function drawCompare(chooser: Chooser, state: KnownState): Compare {
  const union = drawTarget(chooser, state);
  const targets: Record<CompareTargetUnion['case'], CompareTarget> = {
    version: 0,
    createRevision: 1,
    modRevision: 2,
    value: 3,
    lease: 4,
  };
  return Compare.create({
    ...(chooser.percent(70) ? { key: drawKey(chooser) } : drawKeyRange(chooser)),
    result: chooser.below(4) as CompareResult,
    // At times the value is one of another target, or there is none.
    target: chooser.percent(3) ? (chooser.below(5) as CompareTarget) : targets[union.case],
    targetUnion: chooser.percent(3) ? undefined : union,
  });
}

function drawTarget(chooser: Chooser, state: KnownState): CompareTargetUnion {
  switch (chooser.below(5)) {
    case 0:
      return { case: 'version', value: chooser.below(4) };
    case 1:
      return { case: 'createRevision', value: chooser.percent(40) ? 0 : drawRevision(chooser, state) };
    case 2:
      return { case: 'modRevision', value: chooser.percent(40) ? 0 : drawRevision(chooser, state) };
    case 3:
      return { case: 'value', value: drawValue(chooser).subarray(0, 3) };
    default:
      return { case: 'lease', value: chooser.percent(50) ? 0n : drawLease(chooser) };
  }
}

import type { PutRequest, RequestOp, TxnRequest } from '@quorate/protocol';

/** What etcd reckons for a lease, in bytes. */
export const leaseGrantCost = 64;
/** What etcd reckons for a key besides its bytes. */
const keyOverhead = 256;

/** How many bytes a put may add to the database; etcd's estimate. */
export function putCost(request: PutRequest): number {
  return keyOverhead + request.key.length + request.value.length;
}

/** How many bytes a txn may add: the dearer branch. Nested txns count like their dearer branch, so that they are no way round the quota. */
export function txnCost(request: TxnRequest): number {
  return Math.max(branchCost(request.success), branchCost(request.failure));
}

function branchCost(operations: readonly RequestOp[]): number {
  let cost = 0;
  for (const { request } of operations) {
    if (request?.case === 'requestPut') cost += putCost(request.value);
    else if (request?.case === 'requestTxn') cost += txnCost(request.value);
  }
  return cost;
}

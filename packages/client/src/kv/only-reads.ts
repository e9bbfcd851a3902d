import type { RequestOp, TxnRequest } from '@quorate/protocol';

/** Whether a transaction changes nothing, whichever of its branches runs. */
export function onlyReads({ success, failure }: TxnRequest): boolean {
  return success.every(stepOnlyReads) && failure.every(stepOnlyReads);
}

function stepOnlyReads({ request }: RequestOp): boolean {
  if (request?.case === 'requestTxn') return onlyReads(request.value);
  return request?.case === 'requestRange';
}

import type { RequestOp, TxnRequest } from '@quorate/protocol';
import type { KeyRange } from '../kv/key-range.ts';

const alone = new Uint8Array(0);

/** What a transaction may write, in whichever branch. */
export function writtenRanges({ success, failure }: TxnRequest): KeyRange[] {
  return [...success, ...failure].flatMap(written);
}

function written({ request }: RequestOp): KeyRange[] {
  switch (request?.case) {
    case 'requestPut':
      return [{ key: request.value.key, rangeEnd: alone }];
    case 'requestDeleteRange':
      return [{ key: request.value.key, rangeEnd: request.value.rangeEnd }];
    case 'requestTxn':
      return writtenRanges(request.value);
    default:
      return [];
  }
}

import { type ResponseOp, TxnResponse } from '@quorate/protocol';
import type { Answer } from '../../printing/answer.ts';
import { field, headerFields, messageAnswer } from '../../printing/message-answer.ts';
import { deleteAnswer, putAnswer, rangeAnswer } from './kv-answers.ts';

export function txnAnswer(txn: TxnResponse): Answer {
  const parts = txn.responses.flatMap((response) => partAnswer(response) ?? []);
  return messageAnswer(TxnResponse, txn, {
    simple: (out) => {
      out.line(txn.succeeded ? 'SUCCESS' : 'FAILURE');
      for (const part of parts) {
        out.line();
        part.simple(out);
      }
    },
    fields: (out) => {
      headerFields(out, txn.header);
      field(out, 'Succeeded', txn.succeeded);
      for (const part of parts) part.fields?.(out);
    },
  });
}

function partAnswer({ response }: ResponseOp): Answer | undefined {
  switch (response?.case) {
    case 'responseRange':
      return rangeAnswer(response.value);
    case 'responsePut':
      return putAnswer(response.value);
    case 'responseDeleteRange':
      return deleteAnswer(response.value);
    case 'responseTxn':
      return txnAnswer(response.value);
    default:
      return undefined;
  }
}

import { DeleteRangeResponse, PutResponse, RangeResponse } from '@quorate/protocol';
import type { Answer } from '../../printing/answer.ts';
import { field, headerFields, keyValueFields, keyValueLines, messageAnswer } from '../../printing/message-answer.ts';

/** What was put, with what was there before when that was asked for. */
export function putAnswer(response: PutResponse): Answer {
  const { header, prevKv } = response;
  return messageAnswer(PutResponse, response, {
    simple: (out) => {
      out.line('OK');
      if (prevKv) keyValueLines(out, prevKv);
    },
    fields: (out) => {
      headerFields(out, header);
      if (prevKv) keyValueFields(out, 'Prev', prevKv);
    },
  });
}

/** @param valueOnly leave the keys away, where people read */
export function rangeAnswer(response: RangeResponse, valueOnly = false): Answer {
  const { header, kvs, more, count } = response;
  return messageAnswer(RangeResponse, response, {
    simple: (out) => {
      for (const pair of kvs) {
        if (!valueOnly) out.bytesLine(pair.key);
        out.bytesLine(pair.value);
      }
    },
    fields: (out) => {
      headerFields(out, header);
      for (const pair of kvs) keyValueFields(out, '', pair);
      field(out, 'More', more);
      field(out, 'Count', count);
    },
  });
}

export function deleteAnswer(response: DeleteRangeResponse): Answer {
  const { header, deleted, prevKvs } = response;
  return messageAnswer(DeleteRangeResponse, response, {
    simple: (out) => {
      out.line(String(deleted));
      for (const pair of prevKvs) keyValueLines(out, pair);
    },
    fields: (out) => {
      headerFields(out, header);
      field(out, 'Deleted', deleted);
      for (const pair of prevKvs) keyValueFields(out, 'Prev', pair);
    },
  });
}

import { LeaseTimeToLiveResponse } from '@quorate/protocol';
import type { Answer } from '../../printing/answer.ts';
import { field, headerFields, messageAnswer } from '../../printing/message-answer.ts';
import { goQuote } from '../../text/go-quote.ts';
import { hexLease } from '../../text/hex-bytes.ts';
import { headerBytes, headerJson } from './header-json.ts';

/** @param withKeys the lease's keys were asked for */
export function timeToLiveAnswer(response: LeaseTimeToLiveResponse, withKeys: boolean): Answer {
  const { header, id, ttl, grantedTtl, keys } = response;
  return messageAnswer(LeaseTimeToLiveResponse, response, {
    simple: (out) => {
      if (grantedTtl === 0 && ttl === -1) {
        out.line(`lease ${hexLease(id)} already expired`);
        return;
      }
      out.put(`lease ${hexLease(id)} granted with TTL(${grantedTtl}s), remaining(${ttl}s)`);
      if (withKeys) {
        out.put(', attached keys([');
        for (const [index, key] of keys.entries()) out.put(index > 0 ? ' ' : '', key);
        out.put('])');
      }
      out.line();
    },
    fields: (out) => {
      headerFields(out, header);
      field(out, 'ID', id);
      field(out, 'TTL', ttl);
      field(out, 'GrantedTTL', grantedTtl);
      for (const key of keys) field(out, 'Key', goQuote(key));
    },
    protobuf: () => headerBytes(header),
    json: () => ({
      ...headerJson(header),
      id,
      ttl,
      'granted-ttl': grantedTtl,
      keys: keys.length === 0 ? null : keys,
    }),
  });
}

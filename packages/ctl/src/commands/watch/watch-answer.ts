import { Event, EventTypeTable, ResponseHeader, WatchResponse } from '@quorate/protocol';
import { messageJson } from '../../format/message-json.ts';
import type { Answer } from '../../printing/answer.ts';
import {
  field,
  headerFields,
  keyValueFields,
  keyValueLines,
  messageAnswer,
  untyped,
} from '../../printing/message-answer.ts';

const colours = { PUT: '\u001b[32m', DELETE: '\u001b[31m' } as const;
const plain = '\u001b[0m';

/** @param inColour for a terminal: puts green, deletes red */
export function watchAnswer(response: WatchResponse, inColour: boolean): Answer {
  const { header, events } = response;
  return messageAnswer(WatchResponse, response, {
    simple: (out) => {
      for (const { type, kv, prevKv } of events) {
        const name = eventName(type);
        out.line(inColour ? `${colours[name]}${name}${plain}` : name);
        if (prevKv) keyValueLines(out, prevKv);
        if (kv) keyValueLines(out, kv);
      }
    },
    fields: (out) => {
      headerFields(out, header);
      for (const { type, kv, prevKv } of events) {
        field(out, 'Type', eventName(type));
        if (prevKv) keyValueFields(out, 'Prev', prevKv);
        if (kv) keyValueFields(out, '', kv);
      }
    },
    json: () => ({
      Header: header === undefined ? {} : messageJson(untyped(ResponseHeader), header),
      Events: events.map((event) => messageJson(untyped(Event), event)),
      CompactRevision: response.compactRevision,
      Canceled: response.canceled,
      Created: response.created,
    }),
  });
}

/** The name of an event's type. */
export function eventName(type: number): 'PUT' | 'DELETE' {
  return EventTypeTable.names.get(type) === 'DELETE' ? 'DELETE' : 'PUT';
}

import { ResponseHeader } from '@quorate/protocol';
import type { GoJson } from '../../format/go-json.ts';
import { messageJson } from '../../format/message-json.ts';
import { untyped } from '../../printing/message-answer.ts';

/** The members of a header, for answers that Go's client gives with the header's members among their own. */
export function headerJson(header: ResponseHeader | undefined): Readonly<Record<string, GoJson>> {
  return header === undefined ? {} : messageJson(untyped(ResponseHeader), header);
}

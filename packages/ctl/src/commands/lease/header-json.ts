import { ResponseHeader } from '@quorate/protocol';
import type { GoJson } from '../../format/go-json.ts';
import { messageJson } from '../../format/message-json.ts';
import { untyped } from '../../printing/message-answer.ts';

/** The members of a header, for answers that Go's client gives with the header's members among their own. */
export function headerJson(header: ResponseHeader | undefined): Readonly<Record<string, GoJson>> {
  return header === undefined ? {} : messageJson(untyped(ResponseHeader), header);
}

/** The bytes of such an answer: Go's client has lost the others by then, so that etcdctl prints the header's alone. */
export function headerBytes(header: ResponseHeader | undefined): Uint8Array {
  return ResponseHeader.encode(header ?? ResponseHeader.create());
}

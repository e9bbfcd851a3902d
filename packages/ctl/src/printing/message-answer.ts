import type { AnyMessageCodec, KeyValue, MessageCodec, ResponseHeader } from '@quorate/protocol';
import { messageJson } from '../format/message-json.ts';
import { goQuote } from '../text/go-quote.ts';
import type { Answer } from './answer.ts';
import type { TextWriter } from './text-writer.ts';

/** An answer that is a message of the server: its JSON and its bytes are given by the message. */
export function messageAnswer<T extends object>(
  codec: MessageCodec<T>,
  message: T,
  { simple, fields, json, protobuf }: Pick<Answer, 'simple' | 'fields' | 'json' | 'protobuf'>,
): Answer {
  return {
    simple,
    fields,
    json: json ?? (() => messageJson(untyped(codec), message)),
    protobuf: protobuf ?? (() => codec.encode(message)),
  };
}

/** An answer with nothing in it but its header: a sentence for people. */
export function doneAnswer<T extends { header: ResponseHeader | undefined }>(
  codec: MessageCodec<T>,
  message: T,
  sentence: string,
): Answer {
  return messageAnswer(codec, message, {
    simple: (out) => out.line(sentence),
    fields: (out) => headerFields(out, message.header),
  });
}

/** The codec for code that goes by its fields. */
export function untyped<T>(codec: MessageCodec<T>): AnyMessageCodec {
  return codec as unknown as AnyMessageCodec;
}

/** A line `"Name" : value`. */
export function field(out: TextWriter, name: string, value: string | number | bigint | boolean): void {
  out.line(`"${name}" : ${value}`);
}

export function headerFields(out: TextWriter, header: ResponseHeader | undefined): void {
  field(out, 'ClusterID', header?.clusterId ?? 0);
  field(out, 'MemberID', header?.memberId ?? 0);
  // Answers about members have no revision.
  if (header !== undefined && header.revision > 0) field(out, 'Revision', header.revision);
  field(out, 'RaftTerm', header?.raftTerm ?? 0);
}

export function keyValueFields(out: TextWriter, prefix: string, pair: KeyValue): void {
  field(out, `${prefix}Key`, goQuote(pair.key));
  field(out, `${prefix}CreateRevision`, pair.createRevision);
  field(out, `${prefix}ModRevision`, pair.modRevision);
  field(out, `${prefix}Version`, pair.version);
  field(out, `${prefix}Value`, goQuote(pair.value));
  field(out, `${prefix}Lease`, pair.lease);
}

/** A key and its value, each on a line. */
export function keyValueLines(out: TextWriter, pair: KeyValue): void {
  out.bytesLine(pair.key);
  out.bytesLine(pair.value);
}

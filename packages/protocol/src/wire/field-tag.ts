import type { MessageCodec } from '../codec.ts';
import { tagOf, wireType } from './wire-type.ts';

/**
 * The tag of a message's field by its property, for code that assembles messages by hand; to be asked once, not in a loop.
 *
 * @throws {RangeError} when the message has no such field
 */
export function fieldTag<T>(codec: MessageCodec<T>, property: string & keyof T): number {
  const field = codec.fields.find((candidate) => candidate.property === property);
  if (field === undefined) throw new RangeError(`${codec.typeName} has no field ${property}`);
  const isDelimited = field.kind === 'bytes' || field.kind === 'string' || field.kind === 'message';
  return tagOf(field.number, isDelimited ? wireType.delimited : wireType.varint);
}

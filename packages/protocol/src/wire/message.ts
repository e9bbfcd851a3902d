import type { AnyMessageCodec } from '../codec.ts';
import { DecodeError } from '../decode-error.ts';
import { skipField } from './skip.ts';

/**
 * Skips a field that the message does not have; returns the offset after it.
 *
 * @throws {DecodeError} `WRONG_WIRE_TYPE` when it has it, but not in this form; `INVALID_TAG` for field 0; and as `skipField`
 */
export function skipUnknown(
  codec: AnyMessageCodec,
  bytes: Uint8Array,
  position: number,
  end: number,
  tag: number,
): number {
  if (tag < 8) throw new DecodeError('INVALID_TAG', position, 'there is no field 0');
  if (codec.fields.some((field) => field.number === tag >>> 3)) {
    throw new DecodeError('WRONG_WIRE_TYPE', position, `wire type ${tag & 7} does not belong to the field`);
  }
  return skipField(bytes, position, end, tag);
}

/** Says in a decode error which field of which message was being read; the innermost message has the word. */
export function located(error: unknown, codec: AnyMessageCodec, tag: number): unknown {
  if (!(error instanceof DecodeError) || error.typeName !== '') return error;
  const number = tag >>> 3;
  const field = codec.fields.find((candidate) => candidate.number === number)?.protoName;
  return new DecodeError(error.code, error.offset, error.reason, codec.typeName, field ?? String(number));
}

/** @throws {RangeError} when the part to decode is not within the array */
export function checkPart(bytes: Uint8Array, start: number, end: number): void {
  if (!(start >= 0 && start <= end && end <= bytes.length)) {
    throw new RangeError(`cannot decode [${start}, ${end}) of an array of ${bytes.length} bytes`);
  }
}

/** @throws {RangeError} when more was written than there was room for */
export function checkRoom(out: Uint8Array, end: number): number {
  if (end > out.length) throw new RangeError(`cannot encode up to offset ${end} in an array of ${out.length} bytes`);
  return end;
}

/** @throws {RangeError} when the message was not written to the last byte, as when it changed meanwhile */
export function checkFull(out: Uint8Array, end: number): Uint8Array {
  if (end !== out.length) throw new RangeError(`${end} bytes were written where ${out.length} were counted`);
  return out;
}

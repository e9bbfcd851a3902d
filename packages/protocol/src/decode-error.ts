/**
 * What was wrong with the bytes:
 * - `TRUNCATED`: a field ends after the message does.
 * - `VARINT_TOO_LONG`: a varint that does not fit 64 bits.
 * - `INVALID_TAG`: field number zero or beyond 2^29 - 1, an unknown wire type, an end of a group that was not begun.
 * - `WRONG_WIRE_TYPE`: a known field in an encoding that its type does not have.
 * - `OUT_OF_RANGE`: a counter beyond the safe integers.
 * - `INVALID_UTF8`: a string that is not UTF-8.
 * - `TOO_DEEP`: messages or groups nested beyond `recursionLimit`.
 */
export type DecodeErrorCode =
  | 'TRUNCATED'
  | 'VARINT_TOO_LONG'
  | 'INVALID_TAG'
  | 'WRONG_WIRE_TYPE'
  | 'OUT_OF_RANGE'
  | 'INVALID_UTF8'
  | 'TOO_DEEP';

/** Bytes that are not the message they were said to be. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  /** Stable; see {@link DecodeErrorCode}. */
  readonly code: DecodeErrorCode;
  /** Index into the array that was decoded, where reading failed. */
  readonly offset: number;
  readonly reason: string;
  /** Full protobuf name of the innermost message that was being read; empty while no message is known. */
  readonly typeName: string;
  /** The field that was being read: its protobuf name, or its number in decimal when the message has no such field. */
  readonly field: string;

  constructor(code: DecodeErrorCode, offset: number, reason: string, typeName = '', field = '') {
    const where = typeName === '' ? '' : ` in ${typeName}${field === '' ? '' : `.${field}`}`;
    super(`cannot decode: ${reason}${where} at offset ${offset}`);
    this.code = code;
    this.offset = offset;
    this.reason = reason;
    this.typeName = typeName;
    this.field = field;
  }
}

import { type ErrorCode, errorCodeName } from './error-code.ts';

/** A rule of HTTP/2 was broken or a request could not be made; `code` is the error code of RFC 9113 section 7 that says which way. */
export class Http2Error extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(`${errorCodeName(code)}: ${message}`);
    this.name = 'Http2Error';
    this.code = code;
  }
}

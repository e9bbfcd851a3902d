/**
 * Why TLS cannot be set up. `cipher`: a suite is unknown. `files`: certificate, key, CA or revocation list is missing, does not
 * fit or cannot be read; the message names the file.
 */
export type TlsSetupErrorCode = 'cipher' | 'files';

/** TLS settings that cannot work. */
export class TlsSetupError extends Error {
  override readonly name = 'TlsSetupError';
  readonly code: TlsSetupErrorCode;

  constructor(code: TlsSetupErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

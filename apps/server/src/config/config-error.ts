/**
 * Why a configuration cannot be used. `usage`: the command line does not even parse, so the usage text follows and the exit
 * status is 2. `invalid`: it parses, but says something that cannot be; exit status 1.
 */
export type ConfigErrorCode = 'usage' | 'invalid';

/** A configuration that cannot be used; the message is what etcd says in the same case. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code: ConfigErrorCode;

  constructor(code: ConfigErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

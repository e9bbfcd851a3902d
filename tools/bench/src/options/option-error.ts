/** The command line asks for something that cannot be; the message says what. */
export class OptionError extends Error {
  readonly code = 'BENCH_OPTION';
}

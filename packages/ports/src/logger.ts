/** What a log line carries besides its message: plain values, bigints and lists and objects of them. */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * Where a core says what happened. Messages are fixed texts that operators search for; everything that varies is a field.
 * `error` is for what an operator must act on: a normal start, stop or leader change never calls it.
 */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** Says nothing; for tests and for embedding. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

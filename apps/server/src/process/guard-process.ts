import type { RootLogger } from '../logging/root-logger.ts';

/** The status of a process that ended by an error nobody handled; that of a Go program that panics. */
export const crashStatus = 2;

/**
 * Makes the log the only thing that is ever printed: errors that nobody handled become one `fatal` line and end the process, and
 * what Node would print as warnings becomes `debug` lines.
 */
export function guardProcess(log: RootLogger): void {
  const crash = (error: unknown): void => {
    log.fatal('process/guard-process.ts', 'an error was not handled; the member stops', {
      error: error instanceof Error ? error.message : String(error),
      stacktrace: error instanceof Error ? error.stack : undefined,
    });
    process.exit(crashStatus);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  process.removeAllListeners('warning');
  const logger = log.named('process/guard-process.ts');
  process.on('warning', (warning) => {
    logger.debug('runtime warning', { name: warning.name, warning: warning.message });
  });
}

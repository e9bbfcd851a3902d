import type { LogFields, Logger } from '@quorate/ports';
import type { LogSettings } from '../config/server-config.ts';
import { formatConsole, formatJson, type Level, levelOrder } from './log-line.ts';
import type { LogOutput } from './log-output.ts';
import { openLogOutput } from './open-log-output.ts';

/** The process's log, from which every part of the server gets its own `Logger`. */
export interface RootLogger {
  /**
   * A logger whose lines carry `caller`, such as `member/apply.ts`. The place is named by whoever hands the logger out: finding it
   * out from a stack trace would cost more than the line.
   */
  named(caller: string, fields?: LogFields): Logger;
  /** A line of level `fatal`. The caller ends the process. */
  fatal(caller: string, message: string, fields?: LogFields): void;
  /** Whether lines of this level are written; for fields that are costly to make. */
  enabled(level: Level): boolean;
  /** Closes files. Lines that come later are lost. */
  close(): void;
}

function nowMicroseconds(): number {
  return Math.floor((performance.timeOrigin + performance.now()) * 1_000);
}

/** Opens the log as configured. Throws the system's error when a file cannot be opened. */
export function openLog(settings: LogSettings): RootLogger {
  return createLog(
    settings,
    settings.outputs.map((name) => openLogOutput(name, settings.rotation)),
  );
}

/** The same over given outputs and clock. */
export function createLog(
  settings: Pick<LogSettings, 'level' | 'format'>,
  outputs: readonly LogOutput[],
  clockMicroseconds: () => number = nowMicroseconds,
): RootLogger {
  const lowest = levelOrder[settings.level];
  const format = settings.format === 'console' ? formatConsole : formatJson;

  function write(level: Level, caller: string, message: string, fields: LogFields | undefined): void {
    if (levelOrder[level] < lowest) return;
    const line = format({ level, timeMicroseconds: clockMicroseconds(), caller, message, fields });
    for (const output of outputs) output.write(line);
  }

  return {
    named(caller, common) {
      const merged = (fields: LogFields | undefined) => (common === undefined ? fields : { ...common, ...fields });
      return {
        debug: (message, fields) => write('debug', caller, message, merged(fields)),
        info: (message, fields) => write('info', caller, message, merged(fields)),
        warn: (message, fields) => write('warn', caller, message, merged(fields)),
        error: (message, fields) => write('error', caller, message, merged(fields)),
      };
    },
    fatal: (caller, message, fields) => write('fatal', caller, message, fields),
    enabled: (level) => levelOrder[level] >= lowest,
    close() {
      for (const output of outputs) output.close();
    },
  };
}

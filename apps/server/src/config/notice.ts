import type { LogFields } from '@quorate/ports';

/** Something to be logged about the configuration, kept until there is a log. */
export interface ConfigNotice {
  readonly level: 'info' | 'warn';
  readonly message: string;
  readonly fields?: LogFields;
}

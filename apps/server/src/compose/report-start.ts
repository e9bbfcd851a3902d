import type { Logger } from '@quorate/ports';
import type { ServerConfig } from '../config/server-config.ts';
import { startFields } from './start-fields.ts';

/** The line that tells the configuration in effect. */
export function reportStart(config: ServerConfig, isRestart: boolean, logger: Logger): void {
  logger.info('starting an etcd server', startFields(config, isRestart));
}

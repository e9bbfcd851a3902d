import { readFileSync } from 'node:fs';
import { readConfig } from '../config/read-config.ts';
import type { LogSettings, ServerConfig } from '../config/server-config.ts';
import { openLog, type RootLogger } from '../logging/root-logger.ts';
import { versionText } from '../version.ts';
import { guardProcess } from './guard-process.ts';
import { stopOnSignals } from './stop-on-signals.ts';

/** A member that runs. */
export interface RunningServer {
  /** Hands leadership over, finishes what is in flight, closes everything. Never called twice. */
  stop(): Promise<void>;
}

/** Starts a member; resolves as soon as it can be stopped, which may be before it is ready. */
export type StartServer = (config: ServerConfig, log: RootLogger) => Promise<RunningServer>;

/** A start that fails has the status of etcd's fatal log lines. */
const failedStatus = 1;

const defaultLog: LogSettings = { level: 'info', format: 'json', outputs: ['stderr'], rotation: undefined };

/** The whole life of the `quorate` process: configuration, log, member, end. */
export async function runProgram(start: StartServer): Promise<void> {
  const words = process.argv.slice(2);
  const plan = await readConfig({
    words,
    environment: process.env,
    readFile: (path) => readFileSync(path, 'utf8'),
    versionText,
  });
  if (plan.action === 'print') {
    process.stdout.write(plan.stdout);
    process.stderr.write(plan.stderr);
    process.exitCode = plan.exitCode;
    return;
  }
  const log = openLogOrEnd(plan.action === 'serve' ? plan.config.log : defaultLog);
  guardProcess(log);
  const logger = log.named('process/run-program.ts');
  const configLogger = log.named('config/read-config.ts');
  logger.info('Running: ', { args: process.argv });
  for (const notice of plan.notices) configLogger[notice.level](notice.message, notice.fields);
  if (plan.action === 'refuse') {
    logger.warn('failed to verify flags', { error: plan.reason });
    process.exitCode = failedStatus;
    return;
  }
  try {
    const server = await start(plan.config, log);
    stopOnSignals(() => server.stop(), log.named('process/stop-on-signals.ts'));
  } catch (error) {
    log.fatal('process/run-program.ts', 'failed to start', { error });
    process.exit(failedStatus);
  }
}

function openLogOrEnd(settings: LogSettings): RootLogger {
  try {
    return openLog(settings);
  } catch (error) {
    const log = openLog(defaultLog);
    log.fatal('process/run-program.ts', 'failed to open the log', { error, 'log-outputs': settings.outputs });
    process.exit(failedStatus);
  }
}

import { writeSync } from 'node:fs';
import { FailpointServer, FailpointSet } from '@quorate/failpoints';
import { NodeClock, NodeRandom } from '@quorate/node-ports';
import type { Failpoints } from '@quorate/ports';
import type { RootLogger } from '../logging/root-logger.ts';
import { crashStatus } from './guard-process.ts';

const standardError = 2;

/**
 * The failpoints of this process, if its environment asks for them: GOFAIL_HTTP (host:port to set them on) or GOFAIL_FAILPOINTS
 * (what they are at the start). Rejects when one of the two cannot be.
 */
export async function openFailpoints(environment: NodeJS.ProcessEnv, log: RootLogger): Promise<Failpoints | undefined> {
  const { GOFAIL_HTTP: address = '', GOFAIL_FAILPOINTS: list = '' } = environment;
  if (address === '' && list === '') return undefined;
  const failpoints = new FailpointSet({
    clock: new NodeClock(),
    random: new NodeRandom(),
    print: printNow,
    crash: (message) => {
      printNow(message);
      process.exit(crashStatus);
    },
  });
  try {
    failpoints.setAll(list);
  } catch (cause) {
    throw new Error(`GOFAIL_FAILPOINTS: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
  if (address !== '') await FailpointServer.listen(address, failpoints);
  log
    .named('process/open-failpoints.ts')
    .warn('failpoints are enabled: anybody who reaches them can crash this member', {
      'gofail-http': address,
      'gofail-failpoints': list,
    });
  return failpoints;
}

/** Not through the log, which the process might not live to write. */
function printNow(line: string): void {
  try {
    writeSync(standardError, `${line}\n`);
  } catch {
    // Nobody reads it.
  }
}

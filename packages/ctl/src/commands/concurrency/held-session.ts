import type { EtcdClient, Session } from '@quorate/client';
import type { CommandContext } from '../../command-context.ts';
import { explained } from '../../connection/explain-error.ts';
import { CtlError, exitCode } from '../../ctl-error.ts';

/** What has to be given back at the end is given up after so long: the lease ends it then. */
const closeTimeoutMs = 1_000;

/**
 * Does a work under a session, and ends the session after it.
 *
 * @throws {CtlError} also when the work was interrupted
 */
export async function withSession<T>(
  context: CommandContext,
  client: EtcdClient,
  ttlSeconds: number,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const signal = context.io.interrupted;
  let session: Session | undefined;
  try {
    session = await client.session({ ttlSeconds, signal });
    return await work(session);
  } catch (error) {
    if (error instanceof CtlError) throw error;
    if (signal.aborted) throw new CtlError(exitCode.error, 'context canceled');
    throw explained(error, context);
  } finally {
    await session?.close({ timeoutMs: closeTimeoutMs }).catch(() => undefined);
  }
}

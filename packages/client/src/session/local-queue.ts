import type { Session } from './session.ts';

/** For each session, the ends of the queues of those who want the same place in it, by name. */
const tails = new WeakMap<Session, Map<string, Promise<void>>>();

/**
 * Waits for the turn among those that use the same session and name, and returns the function that ends one's turn. A session has one
 * key under a name: without this queue, two who ask for the same lock would both find that the session holds it.
 */
export async function localTurn(session: Session, name: Uint8Array, signal: AbortSignal): Promise<() => void> {
  const queues = tails.get(session) ?? new Map<string, Promise<void>>();
  tails.set(session, queues);
  const id = Buffer.from(name).toString('latin1');
  const before = queues.get(id) ?? Promise.resolve();
  const turn = Promise.withResolvers<void>();
  const tail = before.then(() => turn.promise);
  queues.set(id, tail);
  const done = () => {
    turn.resolve();
    if (queues.get(id) === tail) queues.delete(id);
  };
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort);
  try {
    signal.throwIfAborted();
    await Promise.race([before, aborted.promise]);
    return done;
  } catch (error) {
    done();
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

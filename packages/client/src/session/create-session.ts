import type { Leases } from '../lease/lease.ts';
import type { Session, SessionOptions } from './session.ts';

/** Seconds, as Go's client: long enough for a leader to be elected in between, and to be noticed. */
const ttlSecondsDefault = 60;

/** Begins a session on a lease of its own. */
export async function createSession(leases: Leases, options: SessionOptions): Promise<Session> {
  const lease = await leases.grant(options.ttlSeconds ?? ttlSecondsDefault, options);
  return {
    lease,
    signal: lease.signal,
    close: (callOptions) => lease.revoke(callOptions),
    [Symbol.asyncDispose]: () => lease.revoke(),
  };
}

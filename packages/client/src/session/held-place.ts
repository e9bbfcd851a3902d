import type { CallOptions } from '../connection/call-options.ts';
import { isEtcdError, LeaseLostError } from '../errors/etcd-error.ts';
import { abortedError, closedError, timeoutError } from '../errors/local-errors.ts';
import { type BytesLike, text } from '../kv/bytes.ts';
import type { Store } from '../store.ts';
import { createSession } from './create-session.ts';
import { localTurn } from './local-queue.ts';
import { guardPlace, leavePlace, type Place, takePlace, waitForTurn } from './place-in-queue.ts';
import type { Session, SessionOptions } from './session.ts';

/** How a place at the head of a queue is got. */
export interface HoldOptions extends SessionOptions {
  readonly session?: Session | undefined;
}

/** The place at the head of a queue: a lock held, or an office. */
export interface HeldPlace {
  readonly place: Place;
  /** Fires when the place is lost, with a `LeaseLostError`, or left. */
  readonly signal: AbortSignal;
  /** Leaves the place, and ends the session if it was made for it. */
  leave(options?: CallOptions): Promise<void>;
}

/**
 * Waits in the queue until the place at its head is one's own.
 *
 * @param onlyIfFree gives up, and resolves with `undefined`, when somebody stands before
 * @throws {EtcdError} `lease-lost`, `aborted`, `timeout`
 */
export async function holdPlace(
  store: Store,
  name: Uint8Array,
  value: BytesLike,
  options: HoldOptions,
  onlyIfFree = false,
): Promise<HeldPlace | undefined> {
  const what = `waiting for ${text(name)}`;
  const { ttlSeconds, timeoutMs = Number.POSITIVE_INFINITY, signal } = options;
  const timeout = new AbortController();
  const timer = Number.isFinite(timeoutMs)
    ? setTimeout(() => timeout.abort(timeoutError(what, timeoutMs, false)), timeoutMs)
    : undefined;
  const outside = signal === undefined ? timeout.signal : AbortSignal.any([signal, timeout.signal]);
  try {
    const session = options.session ?? (await createSession(store.leases, { ttlSeconds, signal: outside }));
    const stop = AbortSignal.any([outside, session.signal]);
    try {
      return await holdIn(store, name, value, session, options.session === undefined, onlyIfFree, stop);
    } catch (error) {
      throw stop.aborted ? reasonOf(stop, what) : error;
    }
  } catch (error) {
    throw outside.aborted ? reasonOf(outside, what) : error;
  } finally {
    clearTimeout(timer);
  }
}

async function holdIn(
  store: Store,
  name: Uint8Array,
  value: BytesLike,
  session: Session,
  ownsSession: boolean,
  onlyIfFree: boolean,
  signal: AbortSignal,
): Promise<HeldPlace | undefined> {
  const endTurn = await localTurn(session, name, signal);
  let place: Place | undefined;
  const giveUp = async () => {
    try {
      if (ownsSession) await session.close();
      else await takeBack(store, name, value, session, place);
    } finally {
      endTurn();
    }
  };
  try {
    place = await takePlace(store, name, value, session, { signal });
    const isFirst = place.first === undefined || place.first.createRevision >= place.revision;
    if (!isFirst && onlyIfFree) {
      await giveUp();
      return undefined;
    }
    if (!isFirst) await waitForTurn(store, name, place, session, { signal });
  } catch (error) {
    // What fails here is left to the lease: the caller is to learn why the wait ended.
    await giveUp().catch(() => undefined);
    throw error;
  }
  return held(store, name, place, session, ownsSession, endTurn);
}

/** The place may have been taken although the answer did not arrive: it is found, then left. */
async function takeBack(
  store: Store,
  name: Uint8Array,
  value: BytesLike,
  session: Session,
  place: Place | undefined,
): Promise<void> {
  if (session.signal.aborted) return;
  await leavePlace(store, place ?? (await takePlace(store, name, value, session, {})), session);
}

function held(
  store: Store,
  name: Uint8Array,
  place: Place,
  session: Session,
  ownsSession: boolean,
  endTurn: () => void,
): HeldPlace {
  const ending = new AbortController();
  const end = (reason: unknown) => {
    session.signal.removeEventListener('abort', onSessionEnd);
    ending.abort(reason);
  };
  const onSessionEnd = () => {
    end(session.signal.reason);
    endTurn();
  };
  session.signal.addEventListener('abort', onSessionEnd);
  if (session.signal.aborted) onSessionEnd();
  void guardPlace(store, place, ending.signal).then((isGone) => {
    if (!isGone || ending.signal.aborted) return;
    end(new LeaseLostError(session.lease.id, `${text(name)}: somebody deleted the key ${text(place.key)}`));
    endTurn();
  });
  return {
    place,
    signal: ending.signal,
    leave: async (options = {}) => {
      end(closedError(text(name), false));
      try {
        if (ownsSession) await session.close(options);
        else await leavePlace(store, place, session, options);
      } finally {
        endTurn();
      }
    },
  };
}

function reasonOf(signal: AbortSignal, what: string): unknown {
  return isEtcdError(signal.reason) ? signal.reason : abortedError(what, signal, false);
}

import { setTimeout as delay } from 'node:timers/promises';
import type { ClientOptions } from '../connection/client-options.ts';
import type { ServerProcess } from './server-process.ts';
import type { TcpProxy } from './tcp-proxy.ts';

/** A dead connection is noticed within 600 ms. The server has to be told that it may be asked so often. */
export const quickKeepalive: Omit<ClientOptions, 'endpoints'> = { keepaliveIntervalMs: 300, keepaliveTimeoutMs: 300 };
export const quickKeepaliveArgs = ['--grpc-keepalive-min-time', '100ms'];

/** Numbers from a seed, the same on every machine (a linear congruential generator). */
export function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/**
 * The seed of a test's faults: that of `QUORATE_CLIENT_SEED` (a whole number), else a new one. It is printed, so that what failed can be tried
 * again; how calls and faults overlap is still up to the machine.
 */
export function seedFor(test: string): number {
  const wanted = process.env.QUORATE_CLIENT_SEED;
  const seed = wanted === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(wanted);
  if (!Number.isSafeInteger(seed)) throw new Error(`QUORATE_CLIENT_SEED is ${wanted}; it has to be a whole number`);
  console.info(`${test}: QUORATE_CLIENT_SEED=${seed}`);
  return seed;
}

/** What can happen to the way between a client and its server. */
export const networkFaults: readonly ((proxy: TcpProxy) => Promise<void>)[] = [
  async (proxy) => proxy.cut(),
  async (proxy) => {
    proxy.refuse();
    await delay(150);
    proxy.refuse(false);
  },
  async (proxy) => {
    proxy.partition();
    await delay(800);
    proxy.heal();
  },
  async (proxy) => {
    proxy.delay(30);
    await delay(150);
    proxy.delay(0);
  },
];

/** Where faults happen. */
export interface FaultPlace {
  readonly proxies: readonly TcpProxy[];
  readonly servers: readonly ServerProcess[];
  /** Below a number. */
  readonly random: (below: number) => number;
}

/** Lets one fault happen, and returns when it is over. */
export async function oneFault({ proxies, servers, random }: FaultPlace): Promise<void> {
  const victim = random(networkFaults.length + 1);
  const fault = networkFaults[victim];
  const proxy = proxies[random(proxies.length)];
  if (fault !== undefined && proxy !== undefined) await fault(proxy);
  else await servers[random(servers.length)]?.restart(random(200));
}

/** Lets faults happen, one after the other, until the signal fires; then everything works again. */
export async function wreak(place: FaultPlace, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await delay(100 + place.random(200));
    await oneFault(place);
  }
}

/** Fires after so many milliseconds, and not before what a test wants to see has happened: a slow machine takes longer. */
export function afterAtLeast(ms: number, hasHappened: () => boolean): AbortSignal {
  const controller = new AbortController();
  void (async () => {
    await delay(ms);
    while (!hasHappened()) await delay(20);
    controller.abort();
  })();
  return controller.signal;
}

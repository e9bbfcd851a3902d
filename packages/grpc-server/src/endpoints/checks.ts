import { AlarmType } from '@quorate/protocol';
import type { EtcdBackend } from '../etcd/backend.ts';
import { type HttpHandler, methodNotAllowed, plainText } from '../http/http-message.ts';
import type { HttpRouter } from '../http/http-router.ts';

import type { EndpointsBackend } from './endpoints-backend.ts';

type Check = (signal: AbortSignal) => Promise<void>;
type Checks = ReadonlyMap<string, Check>;

/**
 * `/livez` and `/readyz` with a path below for every single check, as Kubernetes asks its servers: `exclude=name` leaves a check
 * out, `verbose` lists them; a failure always does.
 */
export function routeChecks(
  router: HttpRouter,
  backend: EtcdBackend,
  endpoints: EndpointsBackend,
  timeoutMs: number,
): void {
  const serializableRead: Check = (signal) => endpoints.probeRead(true, signal);
  const livez: Checks = new Map([['serializable_read', serializableRead]]);
  const readyz: Checks = new Map<string, Check>([
    ['data_corruption', async () => failOnCorruption(backend)],
    ['serializable_read', serializableRead],
    ['linearizable_read', (signal) => endpoints.probeRead(false, signal)],
    ['non_learner', async () => failOnLearner(backend)],
  ]);
  for (const [type, checks] of [
    ['livez', livez],
    ['readyz', readyz],
  ] as const) {
    router.route(`/${type}`, checksHandler(type, checks, endpoints, timeoutMs));
    for (const [name, check] of checks) {
      router.route(`/${type}/${name}`, checksHandler(type, new Map([[name, check]]), endpoints, timeoutMs));
    }
  }
}

function checksHandler(
  type: 'livez' | 'readyz',
  checks: Checks,
  endpoints: EndpointsBackend,
  timeoutMs: number,
): HttpHandler {
  return async (request) => {
    if (request.method !== 'GET') return methodNotAllowed('GET');
    const excluded = new Set(request.query.getAll('exclude'));
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]);
    let lines = '';
    let passed = true;
    for (const [name, check] of checks) {
      if (excluded.has(name)) {
        lines += `[+]${name} excluded: ok\n`;
        continue;
      }
      const failure = await failureOf(check, signal);
      endpoints.onCheck?.(type, name, failure === undefined);
      lines += failure === undefined ? `[+]${name} ok\n` : `[-]${name} failed: ${failure}\n`;
      passed &&= failure === undefined;
    }
    if (!passed) return plainText(503, lines);
    return plainText(200, request.query.has('verbose') ? `${lines}ok\n` : 'ok\n');
  };
}

async function failureOf(check: Check, signal: AbortSignal): Promise<string | undefined> {
  try {
    await check(signal);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function failOnCorruption(backend: EtcdBackend): void {
  if (backend.maintenance.alarms().some(({ alarm }) => alarm === AlarmType.Corrupt)) {
    throw new Error('alarm activated: CORRUPT');
  }
}

function failOnLearner(backend: EtcdBackend): void {
  if (backend.member.isLearner()) throw new Error('not supported for learner');
}

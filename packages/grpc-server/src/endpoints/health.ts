import { AlarmType, AlarmTypeTable } from '@quorate/protocol';
import type { EtcdBackend } from '../etcd/backend.ts';
import { type HttpHandler, methodNotAllowed, plainText } from '../http/http-message.ts';

import type { EndpointsBackend } from './endpoints-backend.ts';

/**
 * `/health`: alarms, a leader and a read, in this order; the first that fails gives the reason. `exclude` overlooks alarms by name,
 * `serializable=true` asks for this member's health alone.
 */
export function healthHandler(backend: EtcdBackend, endpoints: EndpointsBackend, timeoutMs: number): HttpHandler {
  return async (request) => {
    if (request.method !== 'GET') return methodNotAllowed('GET');
    const serializable = request.query.get('serializable') === 'true';
    const reason =
      alarmReason(backend, new Set(request.query.getAll('exclude'))) ??
      (serializable || backend.member.hasLeader() ? undefined : 'RAFT NO LEADER') ??
      (await readReason(endpoints, serializable, AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)])));
    endpoints.onHealth?.(reason === undefined);
    const body = JSON.stringify({ health: String(reason === undefined), reason: reason ?? '' });
    if (reason !== undefined) return plainText(503, `${body}\n`);
    return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
  };
}

function alarmReason(backend: EtcdBackend, excluded: ReadonlySet<string>): string | undefined {
  for (const { alarm } of backend.maintenance.alarms()) {
    const name = AlarmTypeTable.names.get(alarm) ?? String(alarm);
    if (excluded.has(name)) continue;
    return alarm === AlarmType.Nospace || alarm === AlarmType.Corrupt ? `ALARM ${name}` : 'ALARM UNKNOWN';
  }
  return undefined;
}

async function readReason(
  endpoints: EndpointsBackend,
  serializable: boolean,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    await endpoints.probeRead(serializable, signal);
    return undefined;
  } catch (error) {
    return `RANGE ERROR:${error instanceof Error ? error.message : String(error)}`;
  }
}

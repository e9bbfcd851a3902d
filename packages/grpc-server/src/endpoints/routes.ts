import type { EtcdBackend } from '../etcd/backend.ts';
import { type HttpHandler, methodNotAllowed } from '../http/http-message.ts';
import { HttpRouter } from '../http/http-router.ts';
import { routeChecks } from './checks.ts';
import type { EndpointsBackend } from './endpoints-backend.ts';
import { healthHandler } from './health.ts';

/** etcd's default request timeout: 5 s and two election timeouts of 1 s. */
const PROBE_TIMEOUT_MS = 7_000;

export interface EndpointsOptions {
  /** How long a probing read of `/health`, `/livez` and `/readyz` may take, in milliseconds. Default 7,000. */
  readonly probeTimeoutMs?: number;
}

/** `/metrics`, `/health`, `/livez` and `/readyz`: what the metrics listener serves too. */
export function observabilityRoutes(
  backend: EtcdBackend,
  endpoints: EndpointsBackend,
  options: EndpointsOptions = {},
): HttpRouter {
  const timeoutMs = options.probeTimeoutMs ?? PROBE_TIMEOUT_MS;
  const router = new HttpRouter();
  router.route('/metrics', async () => ({
    status: 200,
    headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8; escaping=underscores' },
    body: await endpoints.metrics(),
  }));
  router.route('/health', healthHandler(backend, endpoints, timeoutMs));
  routeChecks(router, backend, endpoints, timeoutMs);
  return router;
}

/** All HTTP endpoints of the client listener but the gateway: those for observation, `/version` and `/debug/vars`. */
export function clientRoutes(
  backend: EtcdBackend,
  endpoints: EndpointsBackend,
  options: EndpointsOptions = {},
): HttpRouter {
  return observabilityRoutes(backend, endpoints, options)
    .route(
      '/version',
      onlyGet(() => ({
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(endpoints.version()),
      })),
    )
    .route(
      '/debug/vars',
      onlyGet(() => ({
        status: 200,
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: writeVariables(endpoints.debugVars()),
      })),
    );
}

function onlyGet(handler: HttpHandler): HttpHandler {
  return (request) => (request.method === 'GET' ? handler(request) : methodNotAllowed('GET'));
}

/** One variable a line, in the order of their names, as Go's expvar writes them. */
function writeVariables(variables: Readonly<Record<string, unknown>>): string {
  const lines = Object.keys(variables)
    .sort()
    .map((name) => `${JSON.stringify(name)}: ${JSON.stringify(variables[name], writeBigint)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

function writeBigint(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
